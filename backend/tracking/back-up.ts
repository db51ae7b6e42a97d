import { dirname, isAbsolute, join } from "node:path";
import { AppError } from "../contract/errors.js";
import { messagesOf } from "../messages.js";
import type { Caller } from "../operations.js";
import type { LastBackup } from "./last-backup.js";

interface Copied {
	readonly path: string;
	readonly bytes: number;
	readonly events: number;
}

export interface BackupDeps {
	readonly backUp: (request: {
		readonly folder: string;
		readonly now: number;
		readonly signal?: AbortSignal | undefined;
		readonly onProgress: (bytes: number, total: number) => void;
	}) => Promise<Copied>;
	readonly now: () => number;
	readonly lastBackup: Pick<LastBackup, "note">;
	/** Path of the store's file. */
	readonly path: string;
}

type Message = { readonly type: "progress"; readonly bytes: number; readonly total_bytes: number } | ({ readonly type: "done" } & Copied);

const folderOf = ({ path }: BackupDeps, caller: Caller, asked: string | undefined): string => {
	if (asked === undefined) return join(dirname(path), "backups");
	if (caller.role !== "local")
		throw new AppError(
			"forbidden",
			"Only who sits at the computer may choose the folder. Leave it out: the copy then goes beside the store.",
		);
	if (!isAbsolute(asked)) throw new AppError("invalid", `${asked} is not a whole path. Begin it at the root, such as /home/me/backups.`);
	return asked;
};

/** Copies the store and tells how far it is. Who leaves cancels, and no file stays. Throws AppError `forbidden`, `invalid`, `disk_full`. */
export async function* backUpStore(
	deps: BackupDeps,
	{ caller, folder, signal }: { readonly caller: Caller; readonly folder: string | undefined; readonly signal: AbortSignal | undefined },
): AsyncGenerator<Message> {
	const target = folderOf(deps, caller, folder);
	const left = new AbortController();
	const began = deps.now();
	const both = AbortSignal.any([left.signal, ...(signal ? [signal] : [])]);
	try {
		const copied = yield* messagesOf<Message, Copied>((tell) =>
			deps.backUp({
				folder: target,
				now: began,
				signal: both,
				onProgress: (bytes, total) => tell({ type: "progress", bytes, total_bytes: total }),
			}),
		);
		await deps.lastBackup.note(began);
		yield { type: "done", ...copied };
	} finally {
		left.abort();
	}
}
