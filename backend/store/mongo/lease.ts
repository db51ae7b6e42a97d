import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { Collection, Db } from "mongodb";
import { AppError } from "../../contract/errors.js";
import { isDuplicate } from "./failures.js";

interface LeaseDocument {
	readonly _id: string;
	/** Whose: of a data folder, which one process at a time has open. */
	readonly holder: string;
	readonly token: string;
	/** By the server's clock, as `until` is. */
	readonly beat: Date;
	readonly until: Date;
}

export interface Lease {
	/**
	 * Runs `work` while no other console holds this lease. `beat` renews it: call it before each step, and let no step run longer on the
	 * server than `stepMs`: it goes on there when the process that asked for it has died. Waits up to `patienceMs` for another console; null then, with nothing done.
	 */
	hold<T>(patienceMs: number, work: (beat: () => Promise<void>) => Promise<T>): Promise<{ readonly value: T } | null>;
}

/** Longer than any one step can last, whose requests are bounded (connection.ts). */
const leaseMs = 60_000;
const lookEveryMs = 150;

const until = { $add: ["$$NOW", leaseMs] };

const lost = (): AppError =>
	new AppError("conflict", "Another console took over, since this one did not answer for a minute. What it had begun is taken back there.");

/** A name for this data folder, made once. */
export const holderOf = async (path: string): Promise<string> => {
	const made = randomUUID();
	await writeFile(path, made, { flag: "wx", mode: 0o600 }).catch((error: unknown) => {
		if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
	});
	return (await readFile(path, "utf8")) || made;
};

export interface LeaseOptions {
	readonly use: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
	readonly name: string;
	readonly holder: () => Promise<string>;
	readonly stepMs: number;
}

/**
 * One console at a time. What a process of the same data folder held when it died is taken over once its last step is over for sure, that
 * of another one when it ran out.
 */
export const openLease = ({ use, name, holder, stepMs }: LeaseOptions): Lease => {
	/** By this process: its other work waits as that of other consoles does. */
	let held = false;
	const leases = (db: Db): Collection<LeaseDocument> => db.collection<LeaseDocument>("leases");
	const take = async (token: string): Promise<boolean> => {
		if (held) return false;
		const own = await holder();
		const over = { $and: [{ $eq: ["$holder", own] }, { $lt: [{ $add: ["$beat", stepMs] }, "$$NOW"] }] };
		const free = { $or: [{ $not: ["$until"] }, { $lt: ["$until", "$$NOW"] }, over] };
		const set = Object.entries({ holder: own, token, until, beat: "$$NOW" }).map(([name, value]) => [
			name,
			{ $cond: ["$mine", value, `$${name}`] },
		]);
		const found = await use((db) =>
			leases(db)
				.findOneAndUpdate({ _id: name }, [{ $set: { mine: free } }, { $set: Object.fromEntries(set) }, { $unset: "mine" }], {
					upsert: true,
					returnDocument: "after",
				})
				.catch((error: unknown) => {
					if (isDuplicate(error)) return null; // Another console made it at this moment.
					throw error;
				}),
		);
		return found?.token === token;
	};
	const beat = async (token: string): Promise<void> => {
		const { matchedCount } = await use((db) => leases(db).updateOne({ _id: name, token }, [{ $set: { until, beat: "$$NOW" } }]));
		if (matchedCount === 0) throw lost();
	};
	const release = (token: string): Promise<unknown> => use((db) => leases(db).deleteOne({ _id: name, token }));
	return {
		hold: async (patienceMs, work) => {
			const token = randomUUID();
			for (const end = performance.now() + patienceMs; !(await take(token)); await pause(lookEveryMs))
				if (performance.now() >= end) return null;
			held = true;
			try {
				return { value: await work(() => beat(token)) };
			} finally {
				await release(token).catch(() => undefined); // It runs out by itself.
				held = false;
			}
		},
	};
};
