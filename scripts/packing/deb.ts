import { chmod, copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { root } from "../project.js";
import { run } from "../services/run.js";

const limitMs = 600_000;
const name = "clickstream-console";

/** What electron-builder.yml says of the package, so that it is said once. */
const settings = z.object({
	productName: z.string(),
	linux: z.object({
		category: z.string(),
		synopsis: z.string(),
		maintainer: z.string(),
		desktop: z.object({ entry: z.record(z.string(), z.string()) }),
	}),
	deb: z.object({ packageCategory: z.string(), priority: z.string(), depends: z.array(z.string()) }),
});
type Settings = z.infer<typeof settings>;

export interface DebRequest {
	/** The program as it runs. */
	readonly folder: string;
	readonly version: string;
	/** Debian's name: amd64, arm64. */
	readonly arch: string;
	/** Folder for the package. */
	readonly to: string;
	/** Not compressed: for tests that install it at once. */
	readonly quick?: boolean;
}

const readSettings = async (): Promise<Settings> => settings.parse(parse(await readFile(join(root, "electron-builder.yml"), "utf8")));

const control = ({ linux, deb }: Settings, { version, arch }: DebRequest, kilobytes: number): string =>
	[
		`Package: ${name}`,
		`Version: ${version}`,
		`Architecture: ${arch}`,
		`Maintainer: ${linux.maintainer}`,
		`Installed-Size: ${kilobytes}`,
		`Depends: ${deb.depends.join(", ")}`,
		`Section: ${deb.packageCategory}`,
		`Priority: ${deb.priority}`,
		`Description: ${linux.synopsis}`,
		" Collects events, brings in files and server logs, and analyses them on this computer.",
		" Data stays in each user's own folder, also when the package is removed.",
		"",
	].join("\n");

const desktopEntry = ({ linux }: Settings): string =>
	[
		"[Desktop Entry]",
		"Type=Application",
		...Object.entries(linux.desktop.entry).map(([key, value]) => `${key}=${value}`),
		`Exec=/opt/${name}/${name}`,
		`Icon=${name}`,
		`Categories=${linux.category};`,
		// What the window says of itself, by desktopName in package.json: a dock puts it under this entry.
		`StartupWMClass=${name}`,
		"Terminal=false",
		"",
	].join("\n");

const copyIcons = async (share: string): Promise<void> => {
	const icons = join(root, "electron/icons/linux");
	for (const file of await readdir(icons)) {
		const size = file.replace(".png", "");
		const folder = join(share, "icons/hicolor", size, "apps");
		await mkdir(folder, { recursive: true });
		await copyFile(join(icons, file), join(folder, `${name}.png`));
	}
};

/** Chromium's own sandbox where the kernel gives users no namespaces: it is root's, and drops what it does not need. */
const sandboxMode = 0o4755;

const fill = async (tree: string, known: Settings, request: DebRequest): Promise<void> => {
	const program = join(tree, "opt", name);
	const share = join(tree, "usr/share");
	for (const folder of ["opt", "usr/bin", "usr/share/applications", `usr/share/doc/${name}`, "DEBIAN"])
		await mkdir(join(tree, folder), { recursive: true });
	await cp(request.folder, program, { recursive: true, verbatimSymlinks: true });
	await chmod(join(program, "chrome-sandbox"), sandboxMode);
	await symlink(`/opt/${name}/${name}`, join(tree, "usr/bin", name));
	await writeFile(join(share, "applications", `${name}.desktop`), desktopEntry(known));
	await copyFile(join(root, "LICENSE"), join(share, "doc", name, "copyright"));
	await copyIcons(share);
	const { output } = await run("du", ["-sk", program], { cwd: root, limitMs });
	await writeFile(join(tree, "DEBIAN/control"), control(known, request, Number.parseInt(output, 10)));
};

/** Makes the Debian package by plain dpkg-deb, which needs nothing that has to be fetched. */
export const makeDeb = async (request: DebRequest): Promise<{ readonly path: string } | { readonly missing: string }> => {
	const known = await readSettings();
	const tree = await mkdtemp(join(tmpdir(), "clickstream-deb-"));
	const path = join(request.to, `${name}-${request.version}-${request.arch}.deb`);
	try {
		await chmod(tree, 0o755);
		await fill(tree, known, request);
		const made = await run("dpkg-deb", ["--root-owner-group", ...(request.quick ? ["-Znone"] : ["-Zxz", "-z3"]), "--build", tree, path], {
			cwd: root,
			limitMs,
		});
		if (made.code === 127) return { missing: "dpkg-deb is not here; it belongs to Debian and its kin" };
		return made.code === 0 ? { path } : { missing: made.output.trim().slice(-300) };
	} finally {
		await rm(tree, { recursive: true, force: true });
	}
};
