import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { afterAll, beforeAll } from "vitest";
import { openDuckStore } from "../../backend/store/duckdb/open.js";
import { openMongoStore } from "../../backend/store/mongo/open.js";
import { type Mongo, startMongo } from "../../scripts/services/mongo.js";
import { storeSuite } from "./suite.js";

let folder: string;
let mongo: Mongo;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "clickstream-mongo-"));
	mongo = await startMongo(join(folder, "data"));
});
afterAll(async () => {
	await mongo.stop();
	await rm(folder, { recursive: true, force: true });
});

/** A folder has a database of its own. There are a few, emptied when one comes round again: making one takes a second of syncs. */
const databases = ["suite_1", "suite_2", "suite_3", "suite_4"] as const;
const given = new Map<string, string>();
const databaseOf = async (place: string): Promise<string> => {
	const known = given.get(place);
	if (known !== undefined) return known;
	const name = databases[given.size % databases.length] as string;
	given.set(place, name);
	const client = new MongoClient(mongo.uri);
	for (const { collectionName } of await client.db(name).collections()) await client.db(name).collection(collectionName).deleteMany({});
	await client.close();
	return name;
};

storeSuite(
	"MongoDB, a real engine over TCP",
	async ({ folder: place, queueLimit }) => {
		const replica = await openDuckStore({ path: join(place, "replica.duckdb") });
		return openMongoStore({
			uri: mongo.uri,
			database: await databaseOf(place),
			replica,
			statePath: join(place, "replica.json"),
			patienceMs: 60_000,
			...(queueLimit === undefined ? {} : { queueLimit }),
		});
	},
	{ durable: true },
);
