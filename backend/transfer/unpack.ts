import { createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { contentOf, type FileBytes, headOf } from "./file-bytes.js";
import { isParquet } from "./sniff.js";

/** Parquet is read from its foot, which gzip does not allow: such a file is unpacked to `path` first. Others come back as they are. */
export const unpackedParquet = async (file: FileBytes, path: string): Promise<FileBytes> => {
	if (!file.gzip || !isParquet(await headOf(file, 4))) return file;
	try {
		await pipeline(Readable.from(contentOf(file)), createWriteStream(path, { mode: 0o600 }));
	} catch (cause) {
		await rm(path, { force: true });
		throw cause;
	}
	const { size, mtimeMs } = await stat(path);
	return { path, name: file.name, bytes: size, modifiedMs: mtimeMs, gzip: false };
};
