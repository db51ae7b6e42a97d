import { AppError } from "../../contract/errors.js";
import { damagedStore, isDamage, newestBackup } from "./damage.js";

const text = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const closed = (): AppError =>
	new AppError("store_unavailable", "The event store is closed. Start the console again, then repeat this.", { reason: "closed" });

export const cancelled = (): AppError => new AppError("cancelled", "The question was cancelled before it was answered.");

const diskFull = (): AppError =>
	new AppError(
		"disk_full",
		"The disk that holds the event store is full. Nothing of this request was stored. Free some space, then send it again.",
		{
			reason: "disk_full",
			retry_after: 30,
		},
	);

/** True when DuckDB refuses all further work on this instance, so that the file has to be opened anew. */
export const isFatal = (error: unknown): boolean => /database has been invalidated|FATAL Error/i.test(text(error));

const isDiskFull = (message: string): boolean =>
	/No space left on device|ENOSPC|EDQUOT|Disk quota exceeded|not enough space on the disk|Could not write all bytes|File too large/i.test(
		message,
	);

/** DuckDB's text of a failure, in the store at `path`, as one of the closed set; what is not expected stays as it is, for the log. */
export const translate = (error: unknown, path: string): unknown => {
	if (error instanceof AppError) return error;
	const message = text(error);
	if (isDiskFull(message)) return diskFull();
	if (isDamage(message)) return damagedStore(path);
	if (/INTERRUPT Error|Interrupted!/i.test(message)) return cancelled();
	return error;
};

/** Of the log beside the store, where the newest events are until they are worked in. */
export const damagedLog = (path: string): AppError =>
	new AppError(
		"store_unavailable",
		`The log of the newest events, ${path}, is damaged. Nothing was changed. Put a backup of store and log in their place, or move the log away to open the store without those events.`,
		{ reason: "corrupt", path },
	);

const newest = (path: string): string => {
	const backup = newestBackup(path);
	return backup === null ? "" : `, the newest of which is ${backup}`;
};

/** Why a file could not be opened. Nothing is written in any of these cases. */
export const openingFailure = (path: string, error: unknown): unknown => {
	if (error instanceof AppError) return error;
	const message = text(error);
	const unavailable = (reason: string, words: string) => new AppError("store_unavailable", words, { reason, path });
	if (/Could not set lock|lock on file|being used by another process/i.test(message))
		return unavailable("locked", `The event store ${path} is in use by another process. Close the other console, then try again.`);
	if (isDiskFull(message))
		return unavailable("disk_full", `The disk that holds the event store ${path} is full. Free some space, then try again.`);
	if (
		/Permission denied|EACCES|EPERM|EROFS|Read-only file system|ENOTDIR|Cannot open file|Failed to create directory|EEXIST|Is a directory/i.test(
			message,
		)
	)
		return unavailable(
			"unwritable",
			`The event store ${path} cannot be written. Allow writing to its folder, or choose another with DATA_DIR.`,
		);
	if (isDamage(message)) return damagedStore(path);
	if (
		/not a valid DuckDB database|corrupt|checksum|Serialization Error|deserialize|newer version|INTERNAL Error|older version|WAL/i.test(
			message,
		)
	)
		return unavailable(
			"corrupt",
			`The event store ${path} cannot be read: it is damaged or not an event store. It was left as it is. Put a backup in its place${newest(path)}, or choose another folder with DATA_DIR.`,
		);
	return error;
};
