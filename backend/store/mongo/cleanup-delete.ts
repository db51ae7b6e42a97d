import type { AnyBulkWriteOperation, Db } from "mongodb";
import type { CleanupRun } from "../../contract/cleanup.js";
import { AppError } from "../../contract/errors.js";
import { checkCount } from "../cleanup-lines.js";
import type { OnEvents } from "../noise-port.js";
import type { EventEditor, EventKey } from "../ports.js";
import { backupOf, copyToBackup, proofOf, proofText } from "./cleanup-backup.js";
import { journal, setDoing } from "./cleanup-journal.js";
import type { Steps } from "./cleanup-tag.js";
import type { EventDocument } from "./documents.js";
import { isDuplicateBulk } from "./failures.js";
import { restoredMarks } from "./marks.js";

export interface DeleteSteps extends Steps {
	readonly remove: EventEditor["remove"];
}

const stepSize = 1_000;

const eventsOf = (db: Db) => db.collection<EventDocument>("events");

/** Events of a backup, a step at a time, in the types that they were stored in. */
const eachStep = async (db: Db, name: string, take: (lot: EventDocument[]) => Promise<void>): Promise<void> => {
	const exactly = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true };
	const cursor = backupOf(db, name).find({}, { batchSize: stepSize, ...exactly });
	try {
		while (await cursor.hasNext()) await take(cursor.readBufferedDocuments());
	} finally {
		await cursor.close();
	}
};

/** Deletes what the backup holds; again goes on where it ended. */
export const deleteBackedUp = ({ use, beat, remove }: DeleteSteps, name: string): Promise<void> =>
	use((db) =>
		eachStep(db, name, async (lot) => {
			await beat();
			await remove(lot.map(({ source, event_id: eventId }) => ({ source: String(source), eventId: String(eventId) })));
		}),
	);

export interface BackingUp {
	readonly run: number;
	readonly name: string;
	/** The number of events that was confirmed. */
	readonly events: number;
	/** Gives the events that it takes, a lot at a time. */
	readonly each: (take: (keys: readonly EventKey[]) => Promise<void>) => Promise<void>;
}

/** Backs up and proves the backup: from then on the deletion is completed in any case. Rejects with `conflict` when it is not the confirmed number. */
export const backUp = async ({ use, beat, stepMs }: Steps, { run, name, events, each }: BackingUp): Promise<void> => {
	let told = { n: 0, sum: 0n };
	await each(async (keys) => {
		await beat();
		const { n, sum } = await use((db) => copyToBackup(db, name, keys, stepMs));
		told = { n: told.n + n, sum: told.sum + sum };
	});
	checkCount(told.n, events);
	const proof = proofText(told);
	if ((await use((db) => proofOf(db, name))) !== proof)
		throw new AppError("store_unavailable", "The backup does not hold what would be deleted. Nothing was deleted. Try again.", {
			reason: "backup",
		});
	await beat();
	await use((db) => setDoing(db, run, "delete", { proof }));
};

const backAgain = (event: EventDocument, undone: ReadonlySet<number>, changed: number): EventDocument => ({
	...event,
	...restoredMarks(event.marks, undone),
	changed,
});

const idsOf = (lot: readonly EventDocument[]) => ({ _id: { $in: lot.flatMap(({ _id }) => _id ?? []) } });

/** Brings back what was deleted and has not come again since: how many events. */
export const restore = async (
	{ use, numbered, beat }: Steps,
	{ backup, events: total }: CleanupRun,
	onEvents?: OnEvents,
): Promise<number> => {
	const out = await use((db) =>
		journal(db)
			.find({ in_effect: false }, { projection: { _id: 1 } })
			.toArray(),
	);
	const undone = new Set(out.map(({ _id }) => _id));
	let restored = 0;
	let done = 0;
	onEvents?.(0, total);
	await use((db) =>
		eachStep(db, backup ?? "", async (lot) => {
			await beat();
			await numbered(lot.length, async (to, first) => {
				const operations = lot.map(
					(one, index): AnyBulkWriteOperation<EventDocument> => ({
						insertOne: { document: backAgain(one, undone, first + index) },
					}),
				);
				await eventsOf(to)
					.bulkWrite(operations, { ordered: false })
					.catch((error: unknown) => {
						if (!isDuplicateBulk(error)) throw error;
					});
				restored += await eventsOf(to).countDocuments(idsOf(lot));
			});
			done += lot.length;
			onEvents?.(done, total);
		}),
	);
	return restored;
};

/** Takes what came back from a backup out again; what was sent again stays. */
export const takeBackRestored = ({ use, beat, remove }: DeleteSteps, name: string): Promise<void> =>
	use((db) =>
		eachStep(db, name, async (lot) => {
			await beat();
			const back = await eventsOf(db)
				.find(idsOf(lot), { projection: { source: 1, event_id: 1 } })
				.toArray();
			await remove(back.map(({ source, event_id: eventId }) => ({ source, eventId })));
		}),
	);
