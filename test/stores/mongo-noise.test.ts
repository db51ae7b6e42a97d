import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Db, MongoClient } from "mongodb";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CleanupRun } from "../../backend/contract/cleanup.js";
import { openDuckStore } from "../../backend/store/duckdb/open.js";
import { type MongoStore, openMongoStore } from "../../backend/store/mongo/open.js";
import { type Mongo, startMongo } from "../../scripts/services/mongo.js";
import { event } from "../builders/event.js";
import { noisePromises } from "./promises/noise.js";

let folder: string;
let mongo: Mongo;
let client: MongoClient;
let db: Db;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "clickstream-mongo-noise-"));
	mongo = await startMongo(join(folder, "data"));
	client = new MongoClient(mongo.uri);
	db = client.db("noise");
});
afterAll(async () => {
	await client.close();
	await mongo.stop();
	await rm(folder, { recursive: true, force: true });
});

let home = "";
let stores: MongoStore[] = [];
let count = 0;
/** A console of this name, with a data folder of its own. */
const open = async (name = "one"): Promise<MongoStore> => {
	const replica = await openDuckStore({ path: join(home, `${name}.duckdb`) });
	const store = openMongoStore({
		uri: mongo.uri,
		database: "noise",
		replica,
		statePath: join(home, `${name}.json`),
		patienceMs: 60_000,
		stepMs: 5_000,
	});
	stores.push(store);
	return store;
};
const isBackup = (name: string): boolean => name.startsWith("cleanup_backup_") || name.startsWith("cleanup_note");
const backups = async (): Promise<string[]> =>
	(await db.listCollections({}, { nameOnly: true }).toArray())
		.map(({ name }) => name)
		.filter(isBackup)
		.sort();

/** Making a database takes a second of syncs, so it is emptied. */
beforeEach(async () => {
	count += 1;
	home = join(folder, `home-${count}`);
	for (const name of await backups()) await db.dropCollection(name);
	for (const { collectionName } of await db.collections()) await db.collection(collectionName).deleteMany({});
	stores = [];
	await open();
});
afterEach(async () => {
	for (const store of stores) await store.close();
});

const newest = (): MongoStore => stores.at(-1) as MongoStore;

describe("MongoDB judges noise", () => {
	noisePromises({
		store: newest,
		backups: {
			names: backups,
			damage: async (name) => {
				await db.collection(name).updateMany({}, { $set: { page: "/not-a-backup" } });
			},
			lose: async (name) => {
				await db.dropCollection(name);
			},
			leaveUnfinished: async () => {
				const body = { run: 9, action: "delete", backup: "cleanup_backup_0009" };
				await db
					.collection<{ _id: number }>("cleanup_runs")
					.insertOne({ _id: 9, action: "delete", in_effect: true, body, doing: "backup" } as never);
				await db.collection("cleanup_backup_0009").insertOne({ half: true });
				await db.collection("cleanup_note").insertOne({ mine: true });
				return ["cleanup_note"];
			},
		},
		reopen: async () => {
			await newest().close();
			return open();
		},
	});
});

const ofPages = { reason: "one", sql: "SELECT seq, 1.0 AS score, visitor AS subject FROM events WHERE page LIKE '/noise%'", params: {} };
const carry = async (store: MongoStore, action: "tag" | "delete", confirmed?: number): Promise<CleanupRun | null> => {
	const judgement = await store.judge({ queries: [ofPages], since: null });
	try {
		const about = { since: null, reasons: [] };
		return await store.carryOut(judgement, { action, at: 7, about, ...(confirmed === undefined ? {} : { confirmed }) });
	} finally {
		judgement.close();
	}
};

/** What the database holds of the events, but for what copies follow changes by. */
const documents = () =>
	db
		.collection("events")
		.aggregate([{ $unset: ["changed", "updated_at"] }, { $sort: { seq: 1 } }])
		.toArray();

const pages = (count: number) =>
	Array.from({ length: count }, (_, index) =>
		event({
			eventId: `e${index}`,
			page: index % 3 === 0 ? "/noise" : "/shop",
			quantity: 2,
			price: "4.25",
			properties: { a: [1, { b: 2.5 }] },
		}),
	);

test("a deletion that is undone leaves every document as it was, and other consoles tell of the same", async () => {
	const [one, other] = [newest(), await open("other")];
	await one.append(pages(30));
	await db
		.collection("events")
		.updateOne({ event_id: "e3" }, [{ $set: { "properties.long": { $toLong: 5 }, "properties.double": { $toDouble: 5 } } }]);
	await carry(one, "tag");
	const before = await documents();
	const listed = async (store: MongoStore) =>
		(await store.list({ noise: "show" }, { limit: 50, cursor: null })).items
			.map(({ event_id, noise_reasons }) => `${event_id} ${noise_reasons.join(" ")}`)
			.sort();
	const all = await listed(one);
	expect(await carry(one, "delete", 10)).toMatchObject({ run: 2, events: 10, backup: "cleanup_backup_0002" });
	expect(await db.collection("events").countDocuments()).toBe(20);
	expect(await other.count({ noise: "show" })).toBe(20);
	expect(await other.undo(2, { at: 9 })).toMatchObject({ restored: 10 });
	expect(await documents()).toEqual(before);
	const types = await db
		.collection("events")
		.aggregate([
			{ $match: { event_id: "e3" } },
			{ $project: { _id: 0, long: { $type: "$properties.long" }, double: { $type: "$properties.double" } } },
		])
		.toArray();
	expect(types).toEqual([{ long: "long", double: "double" }]);
	expect(await listed(other)).toEqual(all);
	expect(await listed(one)).toEqual(all);
	expect((await one.runs(5)).map(({ run, state }) => `${run} ${state}`)).toEqual(["2 undone", "1 done"]);
});

test("marks that another tool set alone are of no run, and stay", async () => {
	const store = newest();
	await store.append(pages(3));
	await db.collection("events").updateOne({ event_id: "e0" }, { $set: { "flag.noisy": true, "flag.updated_at": new Date(5) } });
	await store.checkDays();
	await carry(store, "tag");
	await store.undo(1, { at: 9 });
	expect((await db.collection("events").findOne({ event_id: "e0" }))?.["flag"]).toEqual({
		noisy: true,
		reasons: [],
		updated_at: new Date(5),
	});
});

/** A console that is cut off once `when` holds: nothing that it does after reaches the database, as if it had been killed. */
const cutOff = async (work: (store: MongoStore) => Promise<unknown>, when: () => Promise<boolean>): Promise<MongoStore> => {
	const store = newest();
	let ended = false;
	const working = work(store)
		.catch(() => undefined)
		.finally(() => {
			ended = true;
		});
	while (!ended && !(await when())) await new Promise((resolve) => setTimeout(resolve, 5));
	await store.close();
	await working;
	const again = await open();
	await expect.poll(() => db.collection("cleanup_runs").countDocuments({ doing: { $exists: true } }), { timeout: 60_000 }).toBe(0);
	return again;
};

test("what a console that was cut off left of a tag, a deletion and their undo is completed or taken back at its next start", {
	timeout: 120_000,
}, async () => {
	const noisy = 1_200;
	const kept = 200;
	const count = (filter: object = {}) => db.collection("events").countDocuments(filter);
	const marked = { "flag.noisy": true };
	const doing = async (what: string) => (await db.collection("cleanup_runs").countDocuments({ doing: what })) > 0;
	let store = newest();
	await store.append(Array.from({ length: noisy + kept }, (_, index) => event({ page: index < noisy ? "/noise" : "/shop" })));
	const states = async () => ({ events: await count(), marked: await count(marked), here: await store.count({ noise: "hide" }) });
	const untouched = { events: noisy + kept, marked: 0, here: noisy + kept };

	const told = async (): Promise<readonly unknown[]> => (await store.runs(9)).map(({ run, action, state }) => `${run} ${action} ${state}`);

	store = await cutOff(
		(one) => carry(one, "tag"),
		async () => (await count(marked)) > 0,
	);
	expect(await states(), "a tag is taken back").toEqual(untouched);
	expect((await store.runs(1))[0]).toMatchObject({ run: 1, state: "interrupted", error: expect.stringMatching(/Nothing was marked/) });
	await carry(store, "tag");
	store = await cutOff(
		(one) => one.undo(2, { at: 9 }),
		async () => (await count(marked)) < noisy,
	);
	expect(await states(), "its undo too").toEqual({ events: noisy + kept, marked: noisy, here: kept });
	expect((await store.runs(1))[0]).toMatchObject({ run: 2, state: "done", turning: null, error: expect.stringMatching(/undo it again/) });
	await store.undo(2, { at: 9 });

	store = await cutOff(
		(one) => carry(one, "delete", noisy),
		() => doing("backup"),
	);
	expect(await states(), "a deletion whose backup is not proven is taken back").toEqual(untouched);
	expect(await backups()).toEqual([]);
	store = await cutOff(
		(one) => carry(one, "delete", noisy),
		async () => (await count()) < noisy + kept,
	);
	expect(await states(), "one whose backup is, is completed").toEqual({ events: kept, marked: 0, here: kept });
	expect(await told()).toEqual(["4 delete done", "3 delete interrupted", "2 tag undone", "1 tag interrupted"]);
	store = await cutOff(
		(one) => one.undo(4, { at: 9 }),
		async () => (await count()) > kept,
	);
	expect(await states(), "its undo is taken back").toEqual({ events: kept, marked: 0, here: kept });
	expect(await store.undo(4, { at: 9 })).toMatchObject({ state: "undone", restored: noisy });
	expect(await states(), "and brings all back when it is asked for again").toEqual(untouched);
});

test("while one console changes, another waits its turn; the runs are numbered one after the other", async () => {
	const [one, other] = [newest(), await open("other")];
	await one.append(pages(300));
	await other.count({ noise: "show" });
	const done = await Promise.all([carry(one, "tag"), carry(other, "tag")]);
	expect(done.map((run) => run?.run ?? 0).toSorted((a, b) => a - b)).toEqual([1, 2]);
	expect(await db.collection("events").countDocuments({ "flag.noisy": true })).toBe(100);
	await one.undo(1, { at: 9 });
	await other.undo(2, { at: 9 });
	expect(await db.collection("events").countDocuments({ "flag.noisy": true })).toBe(0);
});

test("whichever console is up judges arrivals, each event once, before any of them counts it", async () => {
	const [one, other] = [newest(), await open("other")];
	await one.watchArrivals([ofPages]);
	await other.watchArrivals([ofPages]);
	for (let round = 0; round < 5; round++) {
		await one.append([event({ page: "/noise" }), event({ page: "/shop" })]);
		expect((await other.counts()).noisy, `round ${round}`).toBe(round + 1);
	}
	await one.close();
	await other.append([event({ page: "/noise" })]);
	expect((await other.counts()).noisy).toBe(6);
	expect((await other.runs(5)).map(({ action, events, reasons }) => ({ action, events, reasons }))).toEqual([
		{ action: "arrival", events: 6, reasons: [{ rule: "one", events: 6 }] },
	]);
});
