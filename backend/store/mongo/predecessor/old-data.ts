import type { Db, Document, Filter } from "mongodb";
import { type BackedUpKind, backedUpKinds, type OldData, type OldDocument, type TakenKind } from "../../predecessor-port.js";
import { shelves } from "../depot-records.js";
import { openLease } from "../lease.js";
import type { Numbered } from "../numbered.js";
import { asideGroups, asideName, moveAside } from "./aside.js";
import { backUpAll, backupName, copyOld, idsOf, isSame, known, nameOf, stepSize } from "./backup.js";
import { countOld, places, seemsOld } from "./kinds.js";
import { oldDocument } from "./plain.js";
import { takeEvents, takeRecords } from "./take.js";

type Use = <T>(work: (db: Db) => Promise<T>) => Promise<T>;

export interface OldDataDeps {
	readonly use: Use;
	readonly numbered: Numbered;
	/** See openLease. */
	readonly holder: () => Promise<string>;
	readonly where: string;
	readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void;
}

export interface OldDataWatch extends OldData {
	/** Looks for old documents, at first and now and then: what is found is what `notice` tells. */
	watch(): Promise<void>;
	close(): Promise<void>;
}

const lookEveryMs = 60_000;
/** How long a process waits for another that takes over: longer than one that died keeps the next of its folder waiting. */
const patienceMs = 10_000;
/** Short, since what a dead process left running on the server changes only what the next one would change in the same way. */
const beatMs = 5_000;

const noticeOf = (events: number): string | null =>
	events === 0
		? null
		: `${events.toLocaleString("en")} ${events === 1 ? "event" : "events"} of the Python system ${events === 1 ? "is" : "are"} in the database and not counted. Take them over under Settings, Store and server, or with npm run migrate:mongo.`;

async function* documents(use: Use, collection: string, match: Document): AsyncGenerator<readonly OldDocument[]> {
	const cursor = await use(async (db) => db.collection(collection).find(match, { batchSize: stepSize }));
	try {
		while (await use(() => cursor.hasNext())) yield cursor.readBufferedDocuments().map(oldDocument);
	} finally {
		await cursor.close();
	}
}

/** Those of a backup's ids that stand as the console's own. */
const takenOf = async (db: Db, kind: TakenKind, keys: readonly unknown[]): Promise<Set<string>> => {
	const nameNow = (key: unknown): unknown => (kind === "events" || typeof key === "string" ? key : oldDocument({ _id: key as never }).id);
	const own = new Map(keys.map((key) => [nameNow(key), key]));
	const { collection, where } = kind === "events" ? { collection: "events", where: { changed: { $exists: true } } } : shelves[kind];
	const found = await db
		.collection(collection)
		.find({ $and: [{ _id: { $in: [...own.keys()] as never[] } }, where as Filter<Document>] }, { projection: { _id: 1 } })
		.toArray();
	if (kind === "events") return new Set(found.map(({ _id }) => nameOf(_id)));
	return new Set(found.map(({ _id }) => nameOf(own.get(_id as never))));
};

export const openOldData = ({ use, numbered, holder, where, log }: OldDataDeps): OldDataWatch => {
	const lease = openLease({ use, name: "migration", holder, stepMs: beatMs });
	const settings = (db: Db) => db.collection<{ _id: string; value: string }>("settings");
	let notice: string | null = null;
	let timer: NodeJS.Timeout | null = null;
	let looking: Promise<void> = Promise.resolve();
	let open = true;

	const counts: OldData["counts"] = async () => {
		const found = await use(countOld);
		notice = noticeOf(found.events);
		return found;
	};
	/** What came after the backup was made is added to it. */
	const guard = (kind: BackedUpKind, suffix: string, keys: readonly unknown[]): Promise<void> =>
		use(async (db) => {
			const into = backupName(kind, suffix);
			const there = await known(db, into, keys);
			const left = keys.filter((key) => !there.has(nameOf(key)));
			if (left.length > 0) await copyOld(db, kind, { into, keys: left });
		});
	const setAside: OldData["setAside"] = async (kind, suffix, refused) => {
		if (refused.length === 0) return;
		await guard(
			kind,
			suffix,
			refused.map(({ key }) => key),
		);
		await use((db) => moveAside(db, kind, { from: backupName(kind, suffix), refused }));
	};
	const look = async (): Promise<void> => {
		try {
			if (notice !== null || (await use(seemsOld))) await counts();
		} catch (err) {
			// While the server is away that is told already, and there is nothing to look at.
			if ((err as { code?: unknown }).code !== "store_unavailable")
				log("It could not be told whether a predecessor's data is there", { err });
		}
	};
	const later = (): void => {
		timer = setTimeout(() => {
			looking = look().finally(() => {
				if (open) later();
			});
		}, lookEveryMs).unref();
	};
	return {
		where,
		counts,
		notice: () => notice,
		note: () => use(async (db) => (await settings(db).findOne({ _id: "migration" }))?.value ?? null),
		saveNote: (value) =>
			use(async (db) => {
				await settings(db).updateOne({ _id: "migration" }, { $set: { value } }, { upsert: true });
			}),
		hold: (work) => lease.hold(patienceMs, work),
		backupName,
		backUp: (kind, suffix, each) => backUpAll(use, { kind, suffix }, each),
		isProven: (kind, suffix) => use((db) => isSame(db, kind, suffix)),
		read: (kind, suffix) =>
			kind === "events" ? documents(use, "events", places.events.old) : documents(use, backupName(kind, suffix), {}),
		look: (kind) => documents(use, places[kind].collection, places[kind].old),
		take: async (kind, suffix, taken) => {
			await guard(
				kind,
				suffix,
				taken.map(({ key }) => key),
			);
			const refused =
				kind === "events"
					? await takeEvents(
							numbered,
							taken.filter((one) => "event" in one),
						)
					: await use((db) =>
							takeRecords(
								db,
								kind,
								taken.filter((one) => "record" in one),
							),
						);
			await setAside(kind, suffix, refused);
		},
		setAside,
		clear: async (kind, suffix) => {
			const { collection, old } = places[kind];
			let cleared = 0;
			for await (const keys of idsOf(use, collection, old)) {
				if (backedUpKinds.some((one) => one === kind)) await guard(kind as BackedUpKind, suffix, keys);
				cleared += await use(
					async (db) => (await db.collection(collection).deleteMany({ $and: [{ _id: { $in: keys as never[] } }, old] })).deletedCount,
				);
			}
			return cleared;
		},
		account: async (kind, suffix, each) => {
			const sums = { taken: 0, aside: 0, missing: 0 };
			for await (const keys of idsOf(use, backupName(kind, suffix), {})) {
				await each(keys.length);
				const taken = await use((db) => takenOf(db, kind, keys));
				const aside = await use((db) => known(db, asideName(kind), keys));
				for (const name of keys.map(nameOf)) sums[aside.has(name) ? "aside" : taken.has(name) ? "taken" : "missing"] += 1;
			}
			return sums;
		},
		aside: () => use(asideGroups),
		watch: () => {
			looking = counts().then(
				() => undefined,
				() => look(),
			);
			later();
			return looking;
		},
		close: async () => {
			open = false;
			if (timer) clearTimeout(timer);
			await looking;
		},
	};
};
