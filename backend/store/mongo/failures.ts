import {
	MongoBulkWriteError,
	MongoClientClosedError,
	MongoCompatibilityError,
	MongoNetworkError,
	MongoNotConnectedError,
	MongoServerError,
	MongoServerSelectionError,
	MongoTopologyClosedError,
	MongoWriteConcernError,
} from "mongodb";
import { AppError } from "../../contract/errors.js";

/** Seconds after which it is worth while to send again. */
const retryAfter = 5;

const unavailable = (reason: string, message: string): AppError =>
	new AppError("store_unavailable", message, { reason, retry_after: retryAfter });

export const closed = (): AppError =>
	new AppError("store_unavailable", "The event store is closed. Start the console again, then repeat this.", { reason: "closed" });

export const cancelled = (): AppError => new AppError("cancelled", "The question was cancelled before it was answered.");

/** The driver's own text is left out of all of these: it may hold what the connection string holds. */
export const unreachable = (where: string): AppError =>
	unavailable(
		"unreachable",
		`MongoDB (${where}) cannot be reached. Nothing of this request was acknowledged; send it again in a moment. It is tried again by itself: see that the server runs, and that MONGO_URI names it.`,
	);

export const oldVersion = (where: string, version: string): AppError =>
	unavailable("version", `MongoDB (${where}) is of version ${version}. The console needs 6.0 or newer: update the server.`);

/** Reached, and not fit for use: the driver's name or code of the reason is told, its text goes to the log alone. */
const unready = (where: string, error: unknown): AppError => {
	const { codeName, name } = error as { codeName?: unknown; name?: unknown };
	return unavailable(
		"unready",
		`MongoDB (${where}) was reached, and could not be made ready for the console (${String(codeName ?? name)}). The log tells more. It is tried again by itself.`,
	);
};

export const newerLayout = (where: string): AppError =>
	unavailable("newer", `The database in MongoDB (${where}) was written by a newer version of the console. Install that version here too.`);

const credentials = (where: string): AppError =>
	unavailable("credentials", `MongoDB (${where}) does not accept the user name and password. Mend them in MONGO_URI, then start again.`);

const rights = (where: string): AppError =>
	unavailable("rights", `The user of MONGO_URI may not do this in MongoDB (${where}). Give it the role readWrite on the database.`);

const diskFull = (where: string): AppError =>
	new AppError(
		"disk_full",
		`The disk of MongoDB (${where}) is full, or nearly so. Nothing of this request was acknowledged. Free some space, then send it again.`,
		{
			reason: "disk_full",
			retry_after: 30,
		},
	);

const slow = (where: string): AppError =>
	unavailable("slow", `MongoDB (${where}) did not answer in time. Nothing of this request was acknowledged; send it again in a moment.`);

export const duplicateKey = 11_000;

/** Codes of the server: not primary, shutting down, interrupted by either; then out of time, and write concern not met in time. */
const away: ReadonlySet<number> = new Set([6, 7, 89, 91, 189, 9001, 10_058, 10_107, 11_600, 11_602, 13_435, 13_436]);
const late: ReadonlySet<number> = new Set([50, 64, 79, 100, 202, 262]);

const ofServer = ({ code, message }: MongoServerError, where: string): AppError | null => {
	if (code === 18) return credentials(where);
	if (code === 13 || code === 8000) return rights(where);
	if (code === 14_031 || /No space left on device|available disk space/i.test(message)) return diskFull(where);
	if (typeof code === "number" && away.has(code)) return unreachable(where);
	if (typeof code === "number" && late.has(code)) return slow(where);
	return null;
};

/** What Node says of a socket itself: the driver hands it on as it is where the server ended the connection just before a command. */
const brokenSocket: ReadonlySet<unknown> = new Set([
	"EPIPE",
	"ECONNRESET",
	"ECONNREFUSED",
	"ECONNABORTED",
	"ENOTCONN",
	"ETIMEDOUT",
	"ERR_SOCKET_CLOSED",
	"ERR_STREAM_DESTROYED",
	"ERR_STREAM_WRITE_AFTER_END",
]);

const isAway = (error: unknown): boolean =>
	error instanceof MongoNetworkError ||
	error instanceof MongoServerSelectionError ||
	error instanceof MongoNotConnectedError ||
	error instanceof MongoTopologyClosedError ||
	error instanceof MongoClientClosedError ||
	(error instanceof Error && /^Mongo(?:PoolCleared|PoolClosed|WaitQueueTimeout)Error$/.test(error.name)) ||
	(error instanceof Error && "code" in error && brokenSocket.has(error.code));

/** A failure of the whole request, such as a lost connection, which the driver wraps as if documents had been refused. */
export const wrapped = (error: unknown): error is MongoBulkWriteError & { readonly errorResponse: Error } =>
	error instanceof MongoBulkWriteError && error.errorResponse instanceof Error;

/** The driver's failure as one of the closed set; what is not expected stays as it is, for the log. `where` has no credentials in it. */
export const translate = (error: unknown, where: string): unknown => {
	if (error instanceof AppError) return error;
	if (wrapped(error)) return translate(error.errorResponse, where);
	if (error instanceof MongoWriteConcernError) return slow(where);
	const cause = error instanceof Error ? error.cause : undefined;
	// The driver looks for a server that it can speak to until its time is over, and keeps what it found as the cause.
	if (error instanceof MongoCompatibilityError || cause instanceof MongoCompatibilityError) return oldVersion(where, "before 4.4");
	const told = error instanceof MongoServerError ? error : cause;
	const known = told instanceof MongoServerError ? ofServer(told, where) : null;
	if (known) return known;
	return isAway(error) ? unreachable(where) : error;
};

/** Whether to wait for the server until it is back. */
export const isOutage = (error: unknown): error is AppError =>
	error instanceof AppError &&
	error.code === "store_unavailable" &&
	["unreachable", "credentials", "version", "newer"].includes(String(error.details["reason"]));

export const isDuplicate = (error: unknown): boolean => error instanceof MongoServerError && error.code === duplicateKey;

/** Some documents of a bulk write were there already, and nothing else went wrong. */
export const isDuplicateBulk = (error: unknown): boolean =>
	error instanceof MongoBulkWriteError &&
	!wrapped(error) &&
	!error.result.getWriteConcernError() &&
	[error.writeErrors].flat().every(({ code }) => code === duplicateKey);

/** There is no such collection. */
export const isAbsent = (error: unknown): boolean => error instanceof MongoServerError && error.code === 26;

/** What is told while the server cannot be used: whatever the reason, as `store_unavailable`, since all wait for it alike. */
export const outageOf = (known: unknown, where: string): AppError => {
	if (!(known instanceof AppError)) return unready(where, known);
	return known.code === "store_unavailable" ? known : new AppError("store_unavailable", known.message, known.details);
};
