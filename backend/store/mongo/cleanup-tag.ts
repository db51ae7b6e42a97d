import type { AnyBulkWriteOperation, Db, Filter } from "mongodb";
import type { NoiseFound, OnEvents } from "../noise-port.js";
import type { EventDocument } from "./documents.js";
import { marksOfRun, putOn, takeOff, turn } from "./marks.js";
import type { Numbered } from "./numbered.js";

export interface Steps {
	readonly use: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
	readonly numbered: Numbered;
	/** Before each step: goes on with the lease. Rejects when it was lost, or the work cancelled. */
	readonly beat: () => Promise<void>;
	/** How long one step may run on the server, ms: it goes on there when this process has died. */
	readonly stepMs: number;
}

/** Events of one step. */
const stepSize = 400;

const eventsOf = (db: Db) => db.collection<EventDocument>("events");

/** Puts the run's marks on the events found; how many of them are still there. */
export const mark = async (
	{ numbered, beat, stepMs }: Steps,
	found: readonly NoiseFound[],
	{ run, at }: { readonly run: number; readonly at: number },
): Promise<number> => {
	let marked = 0;
	for (let from = 0; from < found.length; from += stepSize) {
		const lot = found.slice(from, from + stepSize);
		await beat();
		marked += await numbered(lot.length, async (db, first) => {
			const operations = lot.map((one, index): AnyBulkWriteOperation<EventDocument> => {
				const update = putOn(marksOfRun(run, one, new Date(at)), first + index);
				return { updateOne: { filter: { source: one.source, event_id: one.eventId }, update } };
			});
			return (await eventsOf(db).bulkWrite(operations, { ordered: false, maxTimeMS: stepMs })).matchedCount;
		});
	}
	return marked;
};

/** Changes every event of the filter by what `update` makes of its new number. `onEvents` hears of it, with the number of all of them. */
const changeAll = async (
	{ use, numbered, beat, stepMs }: Steps,
	filter: Filter<EventDocument>,
	{ update, onEvents }: { readonly update: (number: number) => ReturnType<typeof turn>; readonly onEvents?: OnEvents | undefined },
): Promise<void> => {
	await use(async (db) => {
		const total = onEvents ? await eventsOf(db).countDocuments(filter) : 0;
		onEvents?.(0, total);
		let done = 0;
		const cursor = eventsOf(db).find(filter, { projection: { _id: 1 }, batchSize: stepSize });
		try {
			while (await cursor.hasNext()) {
				const ids = cursor.readBufferedDocuments().map(({ _id }) => _id);
				await beat();
				await numbered(ids.length, (to, first) =>
					eventsOf(to).bulkWrite(
						ids.map((_id, index) => ({ updateOne: { filter: { _id }, update: update(first + index) } })),
						{ ordered: false, maxTimeMS: stepMs },
					),
				);
				done += ids.length;
				onEvents?.(done, Math.max(done, total));
			}
		} finally {
			await cursor.close();
		}
	});
};

/** Takes all marks of a run off, as if it had not been. */
export const takeBackMarks = (steps: Steps, run: number): Promise<void> =>
	changeAll(steps, { "marks.run": run }, { update: (number) => takeOff(run, number) });

/** Brings the run's marks into effect, or out of it; again goes on where it ended. */
export const turnMarks = (steps: Steps, run: number, to: "on" | "off", onEvents?: OnEvents): Promise<void> => {
	const off = to === "on" ? true : { $ne: true as const };
	return changeAll(steps, { marks: { $elemMatch: { run, off } } }, { update: (number) => turn(run, to, number), onEvents });
};
