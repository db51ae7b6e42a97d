import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { AppError } from "../contract/errors.js";

/** A file as it was when it was opened. What is appended to it later is not read, so that a log in use has one content. */
export interface FileBytes {
	readonly path: string;
	readonly name: string;
	/** On disk. */
	readonly bytes: number;
	readonly modifiedMs: number;
	readonly gzip: boolean;
}

/** Opens an existing regular file with something in it. Throws AppError `not_found`, `invalid`. */
export const fileBytes = async (path: string, name: string): Promise<FileBytes> => {
	const found = await stat(path).catch(() => null);
	if (!found) throw new AppError("not_found", `There is no file ${name}. Check the path and try again.`);
	if (!found.isFile()) throw new AppError("invalid", `${name} is not a file. Choose a file.`);
	if (found.size === 0) throw new AppError("invalid", `${name} is empty. Choose another file.`);
	const start = await firstBytes(path, 2);
	return { path, name, bytes: found.size, modifiedMs: found.mtimeMs, gzip: start[0] === 0x1f && start[1] === 0x8b };
};

const firstBytes = async (path: string, count: number): Promise<Buffer> => {
	const handle = await open(path, "r").catch(() => {
		throw new AppError("forbidden", "The file may not be read by this user. Change its permissions or copy it.");
	});
	try {
		const { buffer, bytesRead } = await handle.read(Buffer.alloc(count), 0, count, 0);
		return buffer.subarray(0, bytesRead);
	} finally {
		await handle.close();
	}
};

export interface Reading {
	readonly signal?: AbortSignal | undefined;
	/** Bytes of the file on disk read so far. */
	readonly onBytes?: ((bytes: number) => void) | undefined;
}

/** The content, unpacked when it is gzip, in chunks of at most 64 KB. Throws AppError `cancelled`, `invalid` when it is cut off or gone. */
export async function* contentOf(file: FileBytes, { signal, onBytes }: Reading = {}): AsyncGenerator<Buffer> {
	const disk = createReadStream(file.path, { end: file.bytes - 1 });
	const content = file.gzip ? pipeline(disk, createGunzip({ chunkSize: 64 * 1024 }), () => undefined) : disk;
	try {
		for await (const chunk of content) {
			signalled(signal);
			onBytes?.(disk.bytesRead);
			yield chunk as Buffer;
		}
	} catch (cause) {
		throw readable(cause, file.name);
	} finally {
		content.destroy();
		disk.destroy();
	}
	if (disk.bytesRead < file.bytes) throw new AppError("invalid", `${file.name} became shorter while it was read. Open it again.`);
}

/** Throws AppError `cancelled` once the signal has aborted. */
export const signalled = (signal: AbortSignal | undefined): void => {
	if (signal?.aborted) throw new AppError("cancelled", "Stopped, as asked.");
};

const readable = (cause: unknown, name: string): unknown => {
	const code = (cause as NodeJS.ErrnoException).code ?? "";
	if (code === "Z_BUF_ERROR") return new AppError("invalid", `${name} is cut off: its gzip data ends early. Fetch it again.`);
	if (code.startsWith("Z_")) return new AppError("invalid", `${name} is damaged: its gzip data cannot be unpacked. Fetch it again.`);
	if (code === "ENOENT") return new AppError("not_found", `${name} is gone. Open it again.`);
	return cause;
};

/** The first `count` bytes of the content. */
export const headOf = async (file: FileBytes, count: number): Promise<Buffer> => {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of contentOf(file)) {
		chunks.push(chunk);
		length += chunk.length;
		if (length >= count) break;
	}
	return Buffer.concat(chunks).subarray(0, count);
};

export interface Fingerprint {
	/** SHA-256 of the content, hex: the same for a file and its gzip. */
	readonly sha256: string;
	/** True when every byte of it is valid UTF-8. */
	readonly utf8: boolean;
}

/** Reads the content to its end once; what identifies an import rests on it. */
export const fingerprint = async (file: FileBytes, reading: Reading = {}): Promise<Fingerprint> => {
	const hash = createHash("sha256");
	const decoder = new TextDecoder("utf-8", { fatal: true });
	let utf8 = true;
	const decodes = (chunk?: Buffer): boolean => {
		try {
			decoder.decode(chunk, { stream: chunk !== undefined });
			return true;
		} catch {
			return false;
		}
	};
	for await (const chunk of contentOf(file, reading)) {
		hash.update(chunk);
		utf8 &&= decodes(chunk);
	}
	return { sha256: hash.digest("hex"), utf8: utf8 && decodes() };
};
