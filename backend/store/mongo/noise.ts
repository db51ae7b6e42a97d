import { randomUUID } from "node:crypto";
import type { Db } from "mongodb";
import type { NoiseFinder, NoiseStore } from "../noise-port.js";
import type { EventEditor } from "../ports.js";
import { type Arrivals, openArrivals } from "./arrivals.js";
import { journal, leftWork, runs } from "./cleanup-journal.js";
import { mendAll } from "./cleanup-mend.js";
import { openRuns } from "./cleanup-runs.js";
import type { EventDocument } from "./documents.js";
import { openLease } from "./lease.js";
import type { Ledger } from "./ledger.js";
import { marksOn } from "./marks.js";
import { openNumbered } from "./numbered.js";

export interface NoiseDeps {
	readonly use: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
	readonly ledger: Ledger;
	/** The copy, which judges. */
	readonly finder: NoiseFinder;
	readonly remove: EventEditor["remove"];
	/** See openLease. */
	readonly holder: () => Promise<string>;
	readonly stepMs?: number | undefined;
	readonly now: () => number;
	readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void;
}

export interface Noise extends Omit<NoiseStore, "judge"> {
	readonly arrivals: Pick<Arrivals, "on" | "catchUp">;
	/** Completes, or takes back, what a process that died left of a run, unless another console has it in hand. How many runs. */
	mend(): Promise<number>;
}

const settings = (db: Db) => db.collection<{ _id: string; value: string }>("settings");

/** Runs are journalled in the database, so that every console tells of them and undoes them; what is noise the copy judges. */
export const openNoise = ({ use, ledger, finder, remove, holder, now, log, stepMs = 10_000 }: NoiseDeps): Noise => {
	const lease = openLease({ use, name: "cleanup", holder, stepMs });
	const ground = { use, numbered: openNumbered(use, ledger), remove, stepMs, holder, process: randomUUID() };
	const arrivals = openArrivals({
		...ground,
		lease,
		ledger,
		finder,
		now,
		onFailure: (err) => log("Events that arrived could not be judged for noise; the next clean-up judges them", { err }),
	});
	return {
		...openRuns({ ...ground, lease, finder }),
		arrivals,
		watchArrivals: arrivals.watchArrivals,
		mend: async () => {
			const own = await holder();
			if ((await use((db) => leftWork(db, own, ground.process))).length === 0) return 0;
			const done = await lease.hold(0, (beat) => mendAll({ ...ground, beat }));
			if (done && done.value > 0) log("Clean-up runs that a console left when it died were completed or taken back", { runs: done.value });
			return done?.value ?? 0;
		},
		runs: (limit) => use((db) => runs(db, limit)),
		marksOf: async (seq) => {
			const key = await finder.keyOf(seq);
			if (key === null) return [];
			return use(async (db) => {
				const found = await db.collection<EventDocument>("events").findOne({ source: key.source, event_id: key.eventId });
				const marks = found ? marksOn(found).filter(({ off }) => off !== true) : [];
				const named = { action: "arrival" as const, _id: { $in: marks.map(({ run }) => run) } };
				const arrived = new Set((await journal(db).find(named).toArray()).map(({ _id }) => _id));
				return marks.map(({ reason, score, run, at }) => ({
					reason,
					title: null,
					score,
					run: run === 0 ? null : run,
					on_arrival: arrived.has(run),
					at: at.getTime(),
				}));
			});
		},
		cleanupSettings: () => use(async (db) => (await settings(db).findOne({ _id: "cleanup" }))?.value ?? null),
		saveCleanupSettings: (value) =>
			use(async (db) => {
				await settings(db).updateOne({ _id: "cleanup" }, { $set: { value } }, { upsert: true });
			}),
	};
};
