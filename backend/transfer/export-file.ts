import { randomBytes } from "node:crypto";
import { link, rename, rm, stat } from "node:fs/promises";
import { dirname, isAbsolute } from "node:path";
import { AppError } from "../contract/errors.js";
import type { EventFilter } from "../contract/events.js";
import type { ExportFormat } from "../contract/transfer.js";
import { messagesOf } from "../messages.js";
import type { EventExporter } from "../store/ports.js";

export interface ExportRequest {
	readonly path: string;
	readonly format: ExportFormat;
	readonly overwrite: boolean;
	readonly spreadsheet: boolean;
	readonly filter: EventFilter;
	readonly signal?: AbortSignal | undefined;
}

type Message = { type: "progress"; rows: number; total: number } | { type: "done"; rows: number; path: string };

/**
 * Writes what is filtered beside the target and puts it in place when it is whole: the target is never half a file.
 * Throws AppError `invalid`, `conflict` when it exists and may not be replaced, `cancelled`.
 */
export async function* exportFile(
	store: EventExporter,
	{ path, format, overwrite, spreadsheet, filter, signal }: ExportRequest,
): AsyncGenerator<Message> {
	await checkTarget(path, overwrite);
	const part = `${path}.${randomBytes(6).toString("hex")}.part`;
	const left = new AbortController();
	const both = AbortSignal.any([left.signal, ...(signal ? [signal] : [])]);
	try {
		const rows = yield* messagesOf<Message, number>((tell) =>
			store.write({
				path: part,
				format,
				filter,
				spreadsheet,
				signal: both,
				onProgress: (rows, total) => tell({ type: "progress", rows, total }),
			}),
		);
		await placed(part, path, overwrite);
		yield { type: "done", rows, path };
	} finally {
		left.abort();
		await rm(part, { force: true });
	}
}

const checkTarget = async (path: string, overwrite: boolean): Promise<void> => {
	if (!isAbsolute(path)) throw new AppError("invalid", `${path} is not a whole path. Begin it at the root, such as /home/me/events.csv.`);
	const folder = await stat(dirname(path)).catch(() => null);
	if (!folder?.isDirectory()) throw new AppError("invalid", `The folder ${dirname(path)} does not exist. Make it, or choose another.`);
	const found = await stat(path).catch(() => null);
	if (found && !found.isFile()) throw new AppError("invalid", `${path} is not a file. Choose another name.`);
	if (found && !overwrite) throw existing(path);
};

const existing = (path: string): AppError =>
	new AppError("conflict", `${path} exists already. Choose another name, or let it be replaced.`);

/** `link` fails where a file came to stand meanwhile; `rename` replaces. */
const placed = async (part: string, path: string, overwrite: boolean): Promise<void> => {
	if (overwrite) return rename(part, path);
	try {
		await link(part, path);
	} catch (cause) {
		const code = (cause as NodeJS.ErrnoException).code;
		if (code === "EEXIST") throw existing(path);
		/** A file system without hard links. */
		await rename(part, path);
	}
};
