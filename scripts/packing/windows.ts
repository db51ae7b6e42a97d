import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { root, version } from "../project.js";
import { fetchPackage } from "../services/packed.js";
import { run } from "../services/run.js";
import { distFolder, electronBuilder, type Say, startPacking, unpackedFolder } from "./pack.js";

/** The native parts of Windows: npm installs those of its own system alone. Their versions are package-lock.json's. */
const natives = ["@duckdb/node-bindings-win32-x64", "@node-rs/argon2-win32-x64-msvc"] as const;

const lockFile = z.object({
	packages: z.record(z.string(), z.object({ version: z.string().optional(), integrity: z.string().optional() })),
});

/** Puts them where electron-builder looks for packages; returns those that were not there before, to be taken away again. */
const addNatives = async (): Promise<readonly string[]> => {
	const { packages } = lockFile.parse(JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")));
	const added: string[] = [];
	for (const name of natives) {
		const folder = join(root, "node_modules", name);
		if (existsSync(folder)) continue;
		const locked = packages[`node_modules/${name}`];
		if (locked?.version === undefined) throw new Error(`package-lock.json does not name a version of ${name}.`);
		const failed = await fetchPackage(name, locked.version, locked.integrity, folder);
		if (failed !== null) throw new Error(`Windows' part ${name} cannot be had: ${failed}.`);
		added.push(folder);
	}
	return added;
};

/**
 * The program's folder for Windows on x64, packed on another system. CLICKSTREAM_ELECTRON_WIN32 names the folder of Electron's Windows
 * distribution; without it electron-builder gets the official one. Not signed: certificates are on the machine that releases.
 */
export const packForWindows = async (say: Say): Promise<string> => {
	await startPacking(say);
	const folder = unpackedFolder("win32", "x64");
	await rm(folder, { recursive: true, force: true });
	const distribution = process.env["CLICKSTREAM_ELECTRON_WIN32"];
	const added = await addNatives();
	try {
		const from = distribution === undefined ? [] : [`--config.electronDist=${distribution}`];
		const failed = await electronBuilder(["--win", "--x64", "--dir", ...from], say);
		if (failed !== null) throw new Error(`The program was not packed for Windows: ${failed}. The lines above say why.`);
	} finally {
		for (const path of added) await rm(path, { recursive: true, force: true });
	}
	await rm(join(folder, "resources", "default_app.asar"), { force: true });
	return folder;
};

const limitMs = 1_200_000;

/** The installer of that folder, by NSIS' own compiler. `quick` leaves out compression: for tests that look into it at once. */
export const makeWindowsInstaller = async (
	folder: string,
	quick = false,
): Promise<{ readonly path: string } | { readonly missing: string }> => {
	await mkdir(distFolder, { recursive: true });
	const path = join(distFolder, `clickstream-console-${version}-win-x64-setup.exe`);
	const defined = { VERSION: version, SOURCE: folder, ICON: join(root, "electron/icons/icon.ico"), OUT: path };
	const made = await run(
		"makensis",
		[
			"-V2",
			...(quick ? ["-DQUICK"] : []),
			...Object.entries(defined).map(([name, value]) => `-D${name}=${value}`),
			join(root, "scripts/packing/windows.nsi"),
		],
		{ cwd: root, limitMs },
	);
	if (made.code === 127) return { missing: "makensis is not here; Debian's package nsis has it" };
	return made.code === 0 ? { path } : { missing: made.output.trim().slice(-300) };
};
