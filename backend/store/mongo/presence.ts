import type { Collection, Db, Document, Filter, UpdateFilter } from "mongodb";
import { silenceMs } from "./cleanup-journal.js";

/** Who is at what runs: a line of the database says so by the server's clock, and falls silent when its process dies. */
export interface Presence {
	/** What a saving adds to its change, so that the line tells of this process, or of nobody any more. */
	marks(id: string, runs: boolean): Promise<UpdateFilter<Document>>;
	/** Lines that stand as running and that no process is at: of this data folder, or silent. */
	left(): Promise<Filter<Document>>;
	close(): void;
}

export interface PresenceDeps {
	readonly use: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
	readonly collection: (db: Db) => Collection<Document>;
	/** The field that is "running" while it runs. */
	readonly status: string;
	/** Tells this process from others, also of the same data folder. */
	readonly process: string;
	/** See openLease. */
	readonly holder: () => Promise<string>;
}

export const openPresence = ({ use, collection, status, process, holder }: PresenceDeps): Presence => {
	const running = new Set<string>();
	let clock: NodeJS.Timeout | null = null;
	const say = (): void => {
		const ids = { _id: { $in: [...running] as never[] }, process };
		use((db) => collection(db).updateMany(ids, { $currentDate: { seen_at: true } })).catch(() => undefined); // The next one is soon enough.
	};
	const stop = (): void => {
		if (clock) clearInterval(clock);
		clock = null;
	};
	return {
		marks: async (id, runs) => {
			if (runs) running.add(id);
			else running.delete(id);
			if (running.size === 0) stop();
			else clock ??= setInterval(say, silenceMs / 4).unref();
			if (!runs) return { $unset: { process: "", holder: "", seen_at: "" } };
			return { $set: { process, holder: await holder() }, $currentDate: { seen_at: true } };
		},
		left: async () => ({
			[status]: "running",
			process: { $ne: process },
			$or: [{ holder: await holder() }, { seen_at: { $exists: false } }, { $expr: { $lt: [{ $add: ["$seen_at", silenceMs] }, "$$NOW"] } }],
		}),
		close: stop,
	};
};
