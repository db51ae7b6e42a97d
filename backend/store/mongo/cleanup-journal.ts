import type { Collection, Db, Document, Filter } from "mongodb";
import type { CleanupRun } from "../../contract/cleanup.js";
import { lineOf, noSuchRun } from "../cleanup-lines.js";
import { isDuplicate } from "./failures.js";

/**
 * What of a run is not done yet: whoever finds that after a process died completes it, or takes it back. `begun`: nothing is there yet;
 * `tag`: some marks may be; `backup`: the backup may be, in part; `delete`: the backup is whole, some events may be gone; `undo`, `redo`:
 * some marks are turned; `restore`: some events are back.
 */
type Doing = "begun" | "tag" | "backup" | "delete" | "undo" | "redo" | "restore";

export interface RunDocument {
	/** Its number. */
	readonly _id: number;
	readonly action: CleanupRun["action"];
	readonly in_effect: boolean;
	/** Of an undo or redo under way, as it was before. */
	readonly body: CleanupRun;
	/** Missing when all is done. */
	readonly doing?: Doing;
	/** Of a begun run: the process that is at it, its data folder, and when that was last there, by the server's clock. */
	readonly process?: string;
	readonly holder?: string;
	readonly seen_at?: Date;
	/** Of a deletion: what its backup holds. */
	readonly proof?: string;
	/** Of arrivals: events up to this number are judged and counted in it. */
	readonly through?: number;
}

export const journal = (db: Db): Collection<RunDocument> => db.collection<RunDocument>("cleanup_runs");

export type NewRun = Pick<CleanupRun, "action" | "at" | "since" | "state">;

/** A line under the next number, which two consoles may want at the same moment. */
export const addRun = async (db: Db, line: NewRun, more: Partial<RunDocument>): Promise<RunDocument> => {
	for (;;) {
		const newest = await journal(db).findOne({}, { sort: { _id: -1 }, projection: { _id: 1 } });
		const run = (newest?._id ?? 0) + 1;
		const body = lineOf({ ...line, run });
		const made: RunDocument = { _id: run, action: line.action, in_effect: line.state === "done", body, ...more };
		try {
			await journal(db).insertOne(made);
			return made;
		} catch (error) {
			if (!isDuplicate(error)) throw error;
		}
	}
};

export const runs = async (db: Db, limit: number): Promise<CleanupRun[]> =>
	(await journal(db).find().sort({ _id: -1 }).limit(limit).toArray()).map(({ body, doing }) =>
		doing === "undo" || doing === "redo" || doing === "restore" ? { ...body, turning: doing === "redo" ? "redo" : "undo" } : body,
	);

/** Rejects with `not_found`. */
export const knownRun = async (db: Db, run: number): Promise<RunDocument> => {
	const found = await journal(db).findOne({ _id: run });
	if (!found) throw noSuchRun(run);
	return found;
};

/** Of a run that its process only began: after so long without a sign of it that process is taken for dead. */
export const silenceMs = 60_000;

/** What nobody is at any more, given that whoever asks holds the lease: all that is under way, but for what others have only begun. */
export const leftWork = (db: Db, holder: string, process: string): Promise<RunDocument[]> => {
	const dead: Filter<RunDocument> = {
		doing: "begun",
		$or: [{ holder, process: { $ne: process } }, { $expr: { $lt: [{ $add: ["$seen_at", silenceMs] }, "$$NOW"] } }],
	};
	return journal(db)
		.find({ $or: [{ doing: { $exists: true, $ne: "begun" } }, dead] })
		.sort({ _id: 1 })
		.toArray();
};

export const setDoing = (db: Db, run: number, doing: Doing, more: Partial<RunDocument> = {}) =>
	journal(db).updateOne({ _id: run }, { $set: { doing, ...more } });

/** Writes that the run is done, and is as `body` tells. */
export const settleRun = async (db: Db, body: CleanupRun): Promise<CleanupRun> => {
	const change: Document = {
		$set: { body, in_effect: body.state === "done" },
		$unset: { doing: "", process: "", holder: "", seen_at: "" },
	};
	await journal(db).updateOne({ _id: body.run }, change);
	return body;
};
