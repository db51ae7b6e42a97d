import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeDeb } from "../../scripts/packing/deb.js";
import { unpackedFolder } from "../../scripts/packing/pack.js";

/** The folder that runs, which pack.ts made. */
export const packedFolder = unpackedFolder();

/** A package of that folder. `version` is Debian's alone. */
export const debOf = async (version: string, quick: boolean): Promise<string> => {
	const arch = process.arch === "x64" ? "amd64" : process.arch;
	const made = await makeDeb({ folder: packedFolder, version, arch, to: await mkdtemp(join(tmpdir(), "clickstream-packages-")), quick });
	if ("missing" in made) throw new Error(`No Debian package: ${made.missing}`);
	return made.path;
};
