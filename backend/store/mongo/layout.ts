import type { CreateIndexesOptions, Db, Document, IndexSpecification } from "mongodb";
import { newerLayout } from "./failures.js";

/** Raise it when documents change in a way that an older console would misread. */
const layout = 1;

const text = { bsonType: "string" };
const time = { bsonType: "date" };
const whole = { bsonType: ["int", "long", "double"] };
const orText = { bsonType: ["string", "null"] };

/** What every document of a collection has, one type a field. Documents that do not fit and were there before stay as they are. */
const shapes: Readonly<Record<string, Document>> = {
	events: {
		required: ["source", "event_id", "seq", "changed", "timestamp", "received_at", "visitor", "event_type", "properties"],
		properties: {
			source: text,
			event_id: text,
			seq: whole,
			changed: whole,
			timestamp: time,
			received_at: time,
			visitor: text,
			client_id: text,
			session_id: text,
			user_id: text,
			event_type: text,
			page: text,
			price: { bsonType: "decimal" },
			revenue: { bsonType: "decimal" },
			total: { bsonType: "decimal" },
			properties: { bsonType: "object" },
			marks: { bsonType: "array" },
			flag: { bsonType: "object", required: ["noisy"], properties: { noisy: { bsonType: "bool" } } },
		},
	},
	users: {
		required: ["_id", "username", "username_key", "role", "created_at"],
		properties: { _id: text, username: text, username_key: text, email: orText, role: text, password_hash: orText, created_at: time },
	},
	products: {
		required: ["_id", "slug", "name", "price", "tags", "created_at"],
		properties: {
			_id: text,
			slug: text,
			name: text,
			category: orText,
			price: { bsonType: "number" },
			tags: { bsonType: "array" },
			created_at: time,
		},
	},
	analyses: { required: ["_id", "created_at", "status"], properties: { _id: text, user_id: orText, created_at: time, status: text } },
	sessions: { required: ["_id", "user_id", "expires_at"], properties: { _id: text, user_id: text, created_at: time, expires_at: time } },
	write_keys: { required: ["_id", "key_hash", "kind"], properties: { _id: text, key_hash: text, kind: text } },
};

interface Index {
	readonly collection: string;
	readonly key: IndexSpecification;
	readonly options?: CreateIndexesOptions;
}

/** What promises rest on: nothing is written before these are there. Partial, so that documents of before do not stand in their way. */
const needed: readonly Index[] = [
	{
		collection: "events",
		key: { source: 1, event_id: 1 },
		options: { name: "identity", unique: true, partialFilterExpression: { event_id: { $exists: true } } },
	},
	{
		collection: "users",
		key: { username_key: 1 },
		options: { unique: true, partialFilterExpression: { username_key: { $exists: true } } },
	},
	{
		collection: "products",
		key: { slug: 1 },
		options: { name: "slug", unique: true, partialFilterExpression: { updated_at: { $exists: true } } },
	},
	{ collection: "funnels", key: { name_key: 1 }, options: { unique: true } },
	{ collection: "write_keys", key: { key_hash: 1 }, options: { unique: true } },
	{
		collection: "aggregates_minute",
		key: { window_start: 1, window_end: 1, page: 1, event_type: 1 },
		options: { name: "identity", unique: true },
	},
];

const days90 = 90 * 24 * 3600;

/** What only makes questions fast. */
const helpful: readonly Index[] = [
	{ collection: "events", key: { changed: 1 }, options: { partialFilterExpression: { changed: { $exists: true } } } },
	{ collection: "events", key: { seq: 1 }, options: { partialFilterExpression: { seq: { $exists: true } } } },
	{ collection: "events", key: { "marks.run": 1 }, options: { sparse: true } },
	{ collection: "events", key: { timestamp: -1 } },
	{ collection: "events", key: { user_id: 1 } },
	{ collection: "events", key: { session_id: 1, timestamp: 1 } },
	{ collection: "events", key: { "flag.noisy": 1 }, options: { partialFilterExpression: { "flag.noisy": true } } },
	{ collection: "events", key: { "properties.source": 1 } },
	{ collection: "event_removals", key: { changed: 1 } },
	{ collection: "event_removals", key: { at: 1 }, options: { expireAfterSeconds: days90 } },
	{ collection: "users", key: { email_key: 1 } },
	{ collection: "sessions", key: { user_id: 1 } },
	{ collection: "sessions", key: { expires_at: 1 }, options: { expireAfterSeconds: 0 } },
	{ collection: "analyses", key: { user_id: 1, created_at: -1 } },
	{ collection: "recommendations", key: { user_id: 1, created_at: -1, stored: -1 } },
	{ collection: "model_runs", key: { called_at: 1 } },
	{ collection: "imports", key: { sha256: 1 } },
	{ collection: "orders", key: { user_id: 1, created_at: -1 } },
	{ collection: "stream_ids", key: { stream: 1, partition: 1, to: 1 } },
	{ collection: "stream_ids", key: { stream: 1, until: 1 } },
];

const make = ({ collection, key, options }: Index, db: Db): Promise<string> => db.collection(collection).createIndex(key, options ?? {});

const checkLayout = async (db: Db, where: string): Promise<void> => {
	const settings = db.collection<{ _id: string; value: number }>("settings");
	const known = await settings.findOne({ _id: "layout" });
	if (known && known.value > layout) throw newerLayout(where);
	if (!known) await settings.updateOne({ _id: "layout" }, { $setOnInsert: { value: layout } }, { upsert: true });
};

/** Makes collections that are not there, with their validators; their names. Another console may make the same at the same time. */
const makeCollections = async (db: Db): Promise<Set<string>> => {
	const there = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
	const made = new Set([...needed, ...helpful].map(({ collection }) => collection).filter((name) => !there.has(name)));
	for (const name of made) {
		const shape = shapes[name];
		const checked = shape ? { validator: { $jsonSchema: { bsonType: "object", ...shape } }, validationLevel: "moderate" } : {};
		await db.createCollection(name, checked).catch((error: unknown) => {
			if ((error as { codeName?: string }).codeName !== "NamespaceExists") throw error;
		});
	}
	return made;
};

export interface Layout {
	/** Brings the database to what the console needs. Rejects when a promise could not be kept without; the rest is told in `problem`. */
	readonly prepare: (db: Db) => Promise<void>;
	/**
	 * Makes the indexes that only make questions fast, after `prepare`, while the service runs. What fails is logged. Once it is `over` the rest
	 * is left to the next start, and nothing is a failure.
	 */
	readonly finish: (db: Db, over: () => boolean) => Promise<void>;
}

export const openLayout = (where: () => string, log: (message: string, details: Readonly<Record<string, unknown>>) => void): Layout => ({
	prepare: async (db) => {
		await checkLayout(db, where());
		const made = await makeCollections(db);
		// In a collection without documents an index costs nothing; in one that has many, making it lasts.
		for (const index of [...needed, ...helpful.filter(({ collection }) => made.has(collection))]) await make(index, db);
	},
	finish: async (db, over) => {
		for (const index of helpful) {
			if (over()) return;
			await make(index, db).catch((err: unknown) => {
				if (over()) return;
				log("An index of MongoDB could not be made; questions that need it are slow until it is", {
					collection: index.collection,
					key: index.key,
					err,
				});
			});
		}
	},
});
