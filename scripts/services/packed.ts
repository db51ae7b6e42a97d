import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { run } from "./run.js";

/** A package of npm that tests use and the product never sees: pinned by its content. */
export interface Pinned {
	readonly name: string;
	readonly version: string;
	readonly sha512: string;
}

const downloadLimitMs = 300_000;

const sha512 = async (file: string): Promise<string> => {
	const hash = createHash("sha512");
	await pipeline(createReadStream(file), hash);
	return hash.digest("base64");
};

const archiveOf = ({ name, version }: Omit<Pinned, "sha512">): string => `${name.replace("@", "").replace("/", "-")}-${version}.tgz`;

/** Fetches and checks it, and unpacks its folder `inside` to `to`. Returns what failed. */
const unpackTo = async (
	pinned: Omit<Pinned, "sha512"> & { readonly sha512: string | null },
	work: string,
	to: string,
	inside: string,
): Promise<string | null> => {
	const { name, version } = pinned;
	const packed = await run("npm", ["pack", `${name}@${version}`, "--silent"], { cwd: work, limitMs: downloadLimitMs });
	const archive = join(work, archiveOf(pinned));
	if (packed.code !== 0 || !existsSync(archive)) return `npm could not fetch ${name}: ${packed.output.trim().slice(-300)}`;
	if (pinned.sha512 !== null && (await sha512(archive)) !== pinned.sha512) return `${name} is not the content that was pinned`;
	await mkdir(to, { recursive: true });
	const depth = String(inside.split("/").length);
	const unpacked = await run("tar", ["-xzf", archive, "-C", to, `--strip-components=${depth}`, inside], {
		cwd: work,
		limitMs: downloadLimitMs,
	});
	return unpacked.code === 0 ? null : `${name} could not be unpacked: ${unpacked.output.trim().slice(-300)}`;
};

export interface Unpacking {
	readonly pinned: Pinned;
	/** Where below the folder it goes; the folder itself when empty. */
	readonly to: string;
	/** What of the package: `package`, or a folder in it. */
	readonly inside: string;
}

/**
 * Makes `folder` of pinned packages: beside it, then moved there whole, so that half an unpacking is never found. `finish` changes what
 * was unpacked. Another run that was faster put the same, checked content there. Returns what failed.
 */
export const fetchPinned = async (
	folder: string,
	parts: readonly Unpacking[],
	finish: (work: string) => Promise<void> = async () => undefined,
): Promise<string | null> => {
	await mkdir(dirname(folder), { recursive: true });
	const work = await mkdtemp(`${folder}-`);
	const made = join(work, basename(folder));
	try {
		for (const { pinned, to, inside } of parts) {
			const failed = await unpackTo(pinned, work, join(made, to), inside);
			if (failed !== null) return failed;
		}
		await finish(made);
		await rename(made, folder).catch((error: unknown) => {
			if (!existsSync(folder)) throw error;
		});
		return null;
	} finally {
		await rm(work, { recursive: true, force: true });
	}
};

/**
 * One package of npm into `folder`, by the version and, where it is known, the integrity that package-lock.json gives.
 * Returns what failed.
 */
export const fetchPackage = async (
	name: string,
	version: string,
	integrity: string | undefined,
	folder: string,
): Promise<string | null> => {
	const work = await mkdtemp(join(tmpdir(), "clickstream-package-"));
	try {
		const known = /^sha512-(.+)$/.exec(integrity ?? "")?.[1] ?? null;
		return await unpackTo({ name, version, sha512: known }, work, folder, "package");
	} finally {
		await rm(work, { recursive: true, force: true });
	}
};
