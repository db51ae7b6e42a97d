import type { Db, Document, Filter } from "mongodb";
import { type OldKind, oldKinds } from "../../predecessor-port.js";

interface Place {
	readonly collection: string;
	/** What the console wrote does not match. */
	readonly old: Filter<Document>;
}

const without = (field: string): Filter<Document> => ({ [field]: { $exists: false } });

/** Where a kind's documents are, and by what they are told from the console's. */
export const places: Readonly<Record<OldKind, Place>> = {
	aggregates_minute: { collection: "aggregates_minute", old: without("batch") },
	users: { collection: "users", old: without("username_key") },
	products: { collection: "products", old: without("updated_at") },
	api_keys: { collection: "api_keys", old: without("key") },
	/** Tokens in plain text. */
	log_ins: { collection: "sessions", old: { token: { $exists: true } } },
	events: { collection: "events", old: without("changed") },
	analyses: { collection: "analyses", old: without("stored") },
	/** Its later version's, as are its carts. */
	orders: { collection: "orders", old: without("order") },
	carts: { collection: "carts", old: {} },
};

/** The rows of a Spark job that counts for the console look as its predecessor's did. */
const countsForUs = async (db: Db): Promise<boolean> =>
	(await db.collection<{ _id: string; owner: string }>("aggregates_state").findOne({ _id: "minute" }))?.owner === "spark";

/** Nearly always there are none, which an index tells without reading documents. */
const countOldEvents = async (db: Db): Promise<number> => {
	const events = db.collection("events");
	const all = await events.estimatedDocumentCount();
	if (all === 0 || all === (await events.countDocuments({ changed: { $exists: true } }))) return 0;
	return events.countDocuments(places.events.old);
};

export const countOld = async (db: Db): Promise<Readonly<Record<OldKind, number>>> => {
	const counts: Partial<Record<OldKind, number>> = {};
	for (const kind of oldKinds) {
		const { collection, old } = places[kind];
		if (kind === "events") counts[kind] = await countOldEvents(db);
		else if (kind === "aggregates_minute" && (await countsForUs(db))) counts[kind] = 0;
		else counts[kind] = await db.collection(collection).countDocuments(old);
	}
	return counts as Record<OldKind, number>;
};

const edge = 100;

/** Looks at the first and the last of the ids alone: what another program writes now stands there, and what was there before the console. */
export const seemsOld = async (db: Db): Promise<boolean> => {
	for (const order of [1, -1] as const) {
		const found = db.collection("events").find({}, { projection: { changed: 1 }, sort: { _id: order }, limit: edge });
		if ((await found.toArray()).some(({ changed }) => changed === undefined)) return true;
	}
	return false;
};
