import type { Db, Filter } from "mongodb";
import type { SeedRun } from "../../contract/seeding.js";
import type { EventEditor } from "../ports.js";
import type { SeedStore } from "../seed-port.js";
import type { EventDocument } from "./documents.js";
import type { Presence } from "./presence.js";
import { nextNumber } from "./sequence.js";

interface SeedDocument {
	_id: string;
	started_at: string;
	/** Order of the first saving. */
	stored: number;
	run: SeedRun;
	/** JSON; missing until the run has come to its end. */
	truth?: string;
}

export const seedRuns = (db: Db) => db.collection<SeedDocument>("seed_runs");

/** The greatest character that a text can hold: what begins with a text lies before the text and this. */
const last = "\uffff";

export const openSeeds = (
	use: <T>(work: (db: Db) => Promise<T>) => Promise<T>,
	remove: EventEditor["remove"],
	{ marks, left }: Pick<Presence, "marks" | "left">,
): SeedStore => ({
	saveSeedRun: async (run, truth) => {
		const { $set, ...marked } = await marks(run.run_id, run.status === "running");
		await use(async (db) => {
			const change = {
				...marked,
				$set: { started_at: run.started_at, run, ...(truth !== undefined && { truth: JSON.stringify(truth) }), ...$set },
				$setOnInsert: { stored: await nextNumber(db, "seed_runs") },
			};
			await seedRuns(db).updateOne({ _id: run.run_id }, change, { upsert: true });
		});
	},
	leftSeedRuns: async () => {
		const wanted = (await left()) as Filter<SeedDocument>;
		return use(async (db) => (await seedRuns(db).find(wanted).sort({ stored: 1 }).toArray()).map(({ run }) => run));
	},
	seedRuns: (limit) =>
		use(async (db) => {
			const options = { projection: { truth: 0 } };
			return (await seedRuns(db).find({}, options).sort({ started_at: -1, stored: -1 }).limit(limit).toArray()).map(({ run }) => run);
		}),
	seedRun: (runId) => use(async (db) => (await seedRuns(db).findOne({ _id: runId }, { projection: { truth: 0 } }))?.run ?? null),
	seedTruth: (runId) =>
		use(async (db) => {
			const found = await seedRuns(db).findOne({ _id: runId }, { projection: { truth: 1 } });
			return found?.truth === undefined ? null : JSON.parse(found.truth);
		}),
	removeBeginning: async (source, beginning, most) => {
		const found = await use((db) =>
			db
				.collection<EventDocument>("events")
				.find({ source, event_id: { $gte: beginning, $lt: `${beginning}${last}` } }, { projection: { source: 1, event_id: 1 } })
				.limit(most)
				.toArray(),
		);
		return found.length === 0 ? 0 : remove(found.map(({ source, event_id }) => ({ source, eventId: event_id })));
	},
});
