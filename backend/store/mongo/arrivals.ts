import type { Db } from "mongodb";
import type { CleanupRun, NoiseRuleId } from "../../contract/cleanup.js";
import { AppError } from "../../contract/errors.js";
import type { NoiseFinder, NoiseFound, NoiseQuery, NoiseStore } from "../noise-port.js";
import { addRun, journal, type RunDocument } from "./cleanup-journal.js";
import { type Mending, mendAll } from "./cleanup-mend.js";
import { mark } from "./cleanup-tag.js";
import type { EventDocument } from "./documents.js";
import type { Lease } from "./lease.js";
import type { Ledger } from "./ledger.js";

export interface ArrivalsDeps extends Omit<Mending, "beat"> {
	readonly lease: Lease;
	readonly ledger: Pick<Ledger, "read">;
	readonly finder: Pick<NoiseFinder, "judgeThese">;
	readonly now: () => number;
	readonly onFailure: (error: unknown) => void;
}

export interface Arrivals extends Pick<NoiseStore, "watchArrivals"> {
	readonly on: () => boolean;
	/**
	 * Judges and marks what came up to `settled` and was not judged yet; the copy has to hold all of that. How many events were marked.
	 * A judgement that fails is told, and those events are left to the next clean-up.
	 */
	catchUp(settled: number): Promise<number>;
}

/** Numbers of one lot: bounds its memory, and how long others wait for it. */
const lot = 20_000;
/** How long it waits for another console, which may be judging the same. */
const patienceMs = 3_000;

interface PositionDocument {
	readonly _id: string;
	readonly value: number;
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

const positions = (db: Db) => db.collection<PositionDocument>("settings");

const added = (before: CleanupRun["reasons"], more: readonly string[]): CleanupRun["reasons"] => {
	const sums = new Map<string, number>(before.map(({ rule, events }) => [rule, events]));
	for (const reason of more) sums.set(reason, (sums.get(reason) ?? 0) + 1);
	return [...sums].map(([rule, events]) => ({ rule: rule as NoiseRuleId, events })).sort((a, b) => b.events - a.events);
};

/**
 * Any console may judge, one at a time. Marks are put on before their run counts them, and the run before the position moves: what a process
 * that died left of a lot is found again, and counted once.
 */
export const openArrivals = ({ lease, ledger, finder, now, onFailure, ...ground }: ArrivalsDeps): Arrivals => {
	const { use } = ground;
	let watched: readonly NoiseQuery[] | null = null;
	/** Null when another console has ended it. */
	const position = (): Promise<number | null> =>
		use(async (db) => {
			const found = await positions(db).findOne({ _id: "arrivals" });
			if (!found) return null;
			const newest = await journal(db).findOne({ action: "arrival" }, { sort: { _id: -1 } });
			return Math.max(found.value, newest?.through ?? 0);
		});
	const moveTo = (through: number): Promise<unknown> =>
		use((db) => positions(db).updateOne({ _id: "arrivals" }, { $max: { value: through } }));
	const runOfDay = (at: number, after: number): Promise<RunDocument> =>
		use(async (db) => {
			const known = await journal(db).findOne({ action: "arrival", in_effect: true }, { sort: { _id: -1 } });
			if (known && dayOf(known.body.at) === dayOf(at)) return known;
			return addRun(db, { action: "arrival", state: "done", at, since: null }, { through: after });
		});
	const arrived = (after: number, through: number) =>
		use(async (db) => {
			const found = await db
				.collection<EventDocument>("events")
				.find({ seq: { $gt: after, $lte: through } }, { projection: { source: 1, event_id: 1, timestamp: 1 } })
				.toArray();
			return found.map(({ source, event_id: eventId, timestamp }) => ({ source, eventId, ts: timestamp.getTime() }));
		});
	const judged = async (queries: readonly NoiseQuery[], after: number, through: number): Promise<NoiseFound[]> => {
		try {
			return await finder.judgeThese(queries, await arrived(after, through));
		} catch (error) {
			if (error instanceof AppError) throw error; // The store is away, or its disk full: it is tried again.
			onFailure(error);
			return [];
		}
	};
	/** The reasons that the run gave events of the lot, by event: what is there counts, also what a process that died had marked. */
	const marked = (run: number, after: number, through: number): Promise<string[][]> =>
		use(async (db) => {
			const found = await db
				.collection<EventDocument>("events")
				.find({ seq: { $gt: after, $lte: through }, "marks.run": run }, { projection: { marks: 1 } })
				.toArray();
			return found.map(({ marks = [] }) => marks.flatMap((mark) => (mark.run === run ? [mark.reason] : [])));
		});
	const step = async (queries: readonly NoiseQuery[], [after, through]: readonly [number, number], beat: () => Promise<void>) => {
		const found = await judged(queries, after, through);
		if (found.length > 0) {
			const at = now();
			const { _id: run, body } = await runOfDay(at, after);
			await mark({ ...ground, beat }, found, { run, at });
			const told = await marked(run, after, through);
			const counted = { ...body, events: body.events + told.length, reasons: added(body.reasons, told.flat()) };
			await use((db) => journal(db).updateOne({ _id: run }, { $set: { body: counted, through } }));
		}
		await moveTo(through);
		return found.length;
	};
	return {
		on: () => watched !== null,
		watchArrivals: async (queries) => {
			if (queries === null) await use((db) => positions(db).deleteOne({ _id: "arrivals" }));
			else {
				const { newest } = await ledger.read();
				await use((db) => positions(db).updateOne({ _id: "arrivals" }, { $setOnInsert: { value: newest } }, { upsert: true }));
			}
			watched = queries;
		},
		catchUp: async (settled) => {
			const queries = watched;
			const from = queries === null ? null : await position();
			if (queries === null || from === null || from >= settled) return 0;
			const done = await lease.hold(patienceMs, async (beat) => {
				await mendAll({ ...ground, beat });
				let sum = 0;
				let after = (await position()) ?? settled;
				while (after < settled) {
					const through = Math.min(settled, after + lot);
					sum += await step(queries, [after, through], beat);
					after = through;
				}
				return sum;
			});
			return done?.value ?? 0;
		},
	};
};
