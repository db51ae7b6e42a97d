import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { AppError } from "../contract/errors.js";
import type { ImportFormat } from "../contract/transfer.js";
import { type FileBytes, type Fingerprint, fileBytes, fingerprint, type Reading } from "./file-bytes.js";
import { type Layout, layoutOf, withEncoding } from "./layout.js";
import { unpackedParquet } from "./unpack.js";

export interface OpenFile {
	readonly id: string;
	readonly bytes: FileBytes;
	readonly layout: Layout;
	/** Null until the file has been read to its end once. */
	readonly sha256: string | null;
}

export interface Files {
	/** A file of this computer. Throws AppError `not_found`, `invalid`, `unsupported`. */
	open(path: string, name: string, format?: ImportFormat): Promise<OpenFile>;
	/** Throws AppError `not_found` for an id that this process does not know and that no upload has. */
	get(id: string): Promise<OpenFile>;
	/** The same file with its content's hash; reads it to its end unless that was done and it is unchanged. */
	identified(id: string, reading: Reading): Promise<OpenFile & { readonly sha256: string }>;
	/** Where the bytes of a new upload go. */
	uploadPath(): { readonly id: string; readonly path: string };
	/** Takes a finished upload in; removes it when it is nothing that can be imported. */
	uploaded(id: string, name: string, format?: ImportFormat): Promise<OpenFile>;
	/** Removes uploads older than a day. */
	sweep(): Promise<void>;
}

/** Files up to this size are hashed when they are opened, so that a file known already is told at once. */
const hashAtOnce = 32 * 1024 * 1024;
const keepMs = 24 * 60 * 60 * 1000;
const mostOpen = 200;

export const openFiles = ({ folder, now }: { readonly folder: string; readonly now: () => number }): Files => {
	const opened = new Map<string, OpenFile>();
	const newId = (): string => randomBytes(12).toString("hex");
	const remembered = (file: OpenFile): OpenFile => {
		opened.delete(file.id);
		opened.set(file.id, file);
		const oldest = opened.size > mostOpen ? opened.keys().next().value : undefined;
		if (oldest !== undefined) opened.delete(oldest);
		return file;
	};
	const opening = async (id: string, given: FileBytes, format?: ImportFormat): Promise<OpenFile> => {
		const bytes = await unpackedParquet(given, join(folder, `${id}.parquet`));
		const file = { id, bytes, layout: await layoutOf(bytes, format), sha256: null };
		return remembered(bytes.bytes <= hashAtOnce / (bytes.gzip ? 8 : 1) ? hashed(file, await fingerprint(bytes)) : file);
	};
	const known = async (id: string): Promise<OpenFile> => opened.get(id) ?? fromUpload(id);
	const fromUpload = async (id: string): Promise<OpenFile> => {
		const meta = /^[0-9a-f]{24}$/.test(id) ? await readFile(join(folder, `${id}.json`), "utf8").catch(() => null) : null;
		if (meta === null) throw new AppError("not_found", "This file is no longer open. Choose it again.");
		const { name, format } = JSON.parse(meta) as { name: string; format?: ImportFormat };
		return opening(id, await fileBytes(join(folder, id), name), format);
	};

	return {
		open: async (path, name, format) => opening(newId(), await fileBytes(path, name), format),
		get: known,
		identified: async (id, reading) => {
			const file = await known(id);
			const current = await stat(file.bytes.path).catch(() => null);
			if (!current) throw new AppError("not_found", `${file.bytes.name} is gone. Choose it again.`);
			if (file.sha256 !== null && current.mtimeMs === file.bytes.modifiedMs) return { ...file, sha256: file.sha256 };
			if (current.size < file.bytes.bytes)
				throw new AppError("conflict", `${file.bytes.name} became shorter since it was opened. Choose it again.`);
			const whole = hashed({ ...file, bytes: { ...file.bytes, modifiedMs: current.mtimeMs } }, await fingerprint(file.bytes, reading));
			remembered(whole);
			return whole;
		},
		uploadPath: () => {
			const id = newId();
			return { id, path: join(folder, id) };
		},
		uploaded: async (id, name, format) => {
			try {
				const plain = basename(name.replaceAll("\\", "/")) || "upload";
				const file = await opening(id, await fileBytes(join(folder, id), plain), format);
				await writeFile(join(folder, `${id}.json`), JSON.stringify({ name: plain, format }), { mode: 0o600 });
				return file;
			} catch (cause) {
				await rm(join(folder, id), { force: true });
				throw cause;
			}
		},
		sweep: async () => {
			await mkdir(folder, { recursive: true, mode: 0o700 });
			for (const name of await readdir(folder)) {
				const found = await stat(join(folder, name)).catch(() => null);
				if (found && found.mtimeMs < now() - keepMs) await rm(join(folder, name), { force: true });
			}
		},
	};
};

const hashed = (file: OpenFile, { sha256, utf8 }: Fingerprint): OpenFile & { readonly sha256: string } => ({
	...file,
	sha256,
	layout: withEncoding(file.layout, utf8),
});
