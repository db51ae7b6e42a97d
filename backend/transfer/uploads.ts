import { createWriteStream } from "node:fs";
import { rm, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Request, RequestHandler, Response } from "express";
import { z } from "zod";
import { AppError } from "../contract/errors.js";
import { importFormats } from "../contract/transfer.js";
import { invalidInput } from "../failures.js";
import type { OpenFile } from "./files.js";
import type { FileParts } from "./parts.js";

const mostBytes = 20 * 1024 ** 3;
/** Left free for the store and the system. */
const spareBytes = 1024 ** 3;

const query = z.object({ name: z.string().min(1).max(255), format: z.enum(importFormats).optional() });

/** POST /api/imports/files?name=: the raw body is the file. Answers with its FileInfo. */
export const uploadHandler =
	(transfer: FileParts): RequestHandler =>
	async (request, response) => {
		const asked = query.safeParse(request.query);
		if (!asked.success) throw invalidInput(asked.error.issues);
		await transfer.files.sweep();
		const { id, path } = transfer.files.uploadPath();
		await received(request, path);
		const file: OpenFile = await transfer.files.uploaded(id, asked.data.name, asked.data.format);
		if (!gone(response)) response.json(await transfer.inspect(file));
	};

const gone = (response: Response): boolean => response.destroyed;

/** Streams the body to disk, within the bound. A body that breaks off leaves nothing. */
const received = async (request: Request, path: string): Promise<void> => {
	const bound = await boundOf(path);
	const stated = Number(request.headers["content-length"] ?? 0);
	if (stated > bound.bytes) throw bound.failure();
	let bytes = 0;
	try {
		await pipeline(
			request,
			async function* (chunks: AsyncIterable<Buffer>) {
				for await (const chunk of chunks) {
					bytes += chunk.length;
					if (bytes > bound.bytes) throw bound.failure();
					yield chunk;
				}
			},
			createWriteStream(path, { flags: "wx", mode: 0o600 }),
		);
	} catch (cause) {
		await rm(path, { force: true });
		if (request.destroyed && !(cause instanceof AppError)) throw new AppError("cancelled", "The upload broke off. Send the file again.");
		throw (cause as NodeJS.ErrnoException).code === "ENOSPC" ? full() : cause;
	}
};

const full = (): AppError => new AppError("disk_full", "The disk has no room for this file. Free some space, then send it again.");

const boundOf = async (path: string): Promise<{ bytes: number; failure: () => AppError }> => {
	const disk = await statfs(dirname(path));
	const free = disk.bavail * disk.bsize - spareBytes;
	if (free < mostBytes) return { bytes: Math.max(0, free), failure: full };
	return { bytes: mostBytes, failure: () => new AppError("too_large", "A file may have 20 GB. Split it, or use the import command.") };
};
