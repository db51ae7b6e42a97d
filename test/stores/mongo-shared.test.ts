import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Db, Decimal128, MongoClient } from "mongodb";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { ImportRecord } from "../../backend/contract/transfer.js";
import { openDuckStore } from "../../backend/store/duckdb/open.js";
import { type MongoStore, openMongoStore } from "../../backend/store/mongo/open.js";
import { type Mongo, startMongo } from "../../scripts/services/mongo.js";
import { event } from "../builders/event.js";

let folder: string;
let mongo: Mongo;
let client: MongoClient;
let db: Db;
let database = "";
let stores: MongoStore[] = [];
let count = 0;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "clickstream-shared-"));
	mongo = await startMongo(join(folder, "data"));
	client = new MongoClient(mongo.uri);
});
afterAll(async () => {
	await client.close();
	await mongo.stop();
	await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
	count += 1;
	database = `shared_${count}`;
	db = client.db(database);
	stores = [];
});
afterEach(async () => {
	for (const store of stores) await store.close();
});

/** A console with a copy of its own; the same name is the same data folder. */
const open = async (name: string, uri = mongo.uri): Promise<MongoStore> => {
	const place = join(folder, `${database}-${name}`);
	const replica = await openDuckStore({ path: `${place}.duckdb` });
	const store = openMongoStore({ uri, database, replica, statePath: `${place}.json`, patienceMs: 60_000 });
	stores.push(store);
	return store;
};

const all = { noise: "show" } as const;
const day = Date.UTC(2024, 0, 1);
const pagesOf = async (store: MongoStore) =>
	(await store.list(all, { limit: 200, cursor: null })).items
		.toSorted((a, b) => a.event_id.localeCompare(b.event_id))
		.map(({ event_id, page, noisy }) => [event_id, page, noisy]);

test("a copy made of one database answers for no other that cannot be reached", async () => {
	const first = await open("moved");
	await first.append([event({ eventId: "a" })]);
	expect(await pagesOf(first)).toEqual([["a", "/", false]]);
	await first.close();
	const nobody = "127.0.0.1:1";
	const elsewhere = await open("moved", `mongodb://${nobody}`);
	const refused = elsewhere.list(all, { limit: 1, cursor: null });
	await expect(refused).rejects.toMatchObject({ code: "store_unavailable", message: expect.stringContaining(`(${nobody},`) });
	await expect(refused).rejects.toThrow(`The copy on this computer is of ${first.where}, and answers for nothing else.`);
	await elsewhere.close();
	expect(await pagesOf(await open("moved"))).toEqual([["a", "/", false]]);
});

test("what one console stores, marks, takes the mark from and removes, the other tells at once", async () => {
	const [one, other] = [await open("one"), await open("other")];
	await one.append(["a", "b", "c"].map((eventId) => event({ eventId, page: "/x" })));
	expect(await other.count(all)).toBe(3);
	await one.flag([{ source: "api", eventId: "a" }], ["bot"], 5);
	await one.remove([{ source: "api", eventId: "b" }]);
	expect(await pagesOf(other)).toEqual([
		["a", "/x", true],
		["c", "/x", false],
	]);
	await other.unflag([{ source: "api", eventId: "a" }]);
	await other.append([event({ eventId: "b", page: "/again" })]);
	expect(await pagesOf(one)).toEqual([
		["a", "/x", false],
		["b", "/again", false],
		["c", "/x", false],
	]);
});

test("what was changed by hand in the database is found by day, and nothing else is read anew", async () => {
	const store = await open("one");
	await store.append(
		["a", "b", "c", "d"].map((eventId, index) => event({ eventId, ts: day + Math.floor(index / 2) * 86_400_000, page: "/before" })),
	);
	expect(await store.count(all)).toBe(4);
	await store.checkDays();
	expect(await store.checkDays()).toBe(0);
	await db.collection("events").updateOne({ event_id: "a" }, { $set: { page: "/after_" } });
	await db.collection("events").deleteOne({ event_id: "b" });
	expect(await store.checkDays()).toBe(1);
	expect(await pagesOf(store)).toEqual([
		["a", "/after_", false],
		["c", "/before", false],
		["d", "/before", false],
	]);
	await db.collection("events").updateOne({ event_id: "d" }, { $set: { timestamp: new Date(day) } });
	expect(await store.checkDays(), "an event moved from one day to another").toBe(2);
	expect(await store.count({ ...all, to: day + 1 })).toBe(2);
	expect(await store.count(all)).toBe(3);
});

test("a day that grows and is marked by consoles is not read anew; an edit by hand in it is found, whenever it was made", async () => {
	const store = await open("one");
	const other = await open("other");
	const today = Math.floor(Date.now() / 86_400_000) * 86_400_000;
	const come = (ids: string[], price = "19.90") =>
		other.append(ids.map((eventId) => event({ eventId, ts: today + 1, page: "/before", price })));
	await come(["a", "b"]);
	await store.checkDays();
	await come(["c", "d"]);
	expect(await store.count(all)).toBe(4);
	await other.flag([{ source: "api", eventId: "a" }], ["bot"], 5);
	await other.flag([{ source: "api", eventId: "c" }], ["bot"], 6);
	await other.unflag([{ source: "api", eventId: "a" }]);
	expect(await store.checkDays(), "only grown, and marked").toBe(0);

	const set = (eventId: string, change: object) => db.collection("events").updateOne({ event_id: eventId }, { $set: change });
	await come(["e"]);
	expect(await store.count(all)).toBe(5);
	await set("e", { page: "/after" });
	await store.checkDays();
	expect(await pagesOf(store), "edited between its coming and the next check").toContainEqual(["e", "/after", false]);
	await come(["f"]);
	await set("b", { price: Decimal128.fromString("19.40") });
	expect(await store.checkDays(), "cents of an amount").toBe(1);
	expect((await store.list(all, { limit: 9, cursor: null })).items.find(({ event_id }) => event_id === "b")?.price).toBe(19.4);
	await come(["g"]);
	await set("d", { "flag.noisy": true });
	expect(await store.checkDays(), "marked by hand").toBe(1);
	await db.collection("events").updateOne({ event_id: "c" }, { $unset: { flag: "" } });
	expect(await store.checkDays(), "shown by hand").toBe(1);
	expect((await pagesOf(store)).filter(([, , noisy]) => noisy)).toEqual([["d", "/before", true]]);
	expect(await store.checkDays()).toBe(0);
});

test("no day is read anew, and so empty for a moment, while somebody looks", async () => {
	const store = await open("one");
	await store.append(["a", "b", "c"].map((eventId) => event({ eventId, page: "/before" })));
	expect(await store.count(all)).toBe(3);
	await store.checkDays();
	await db.collection("events").updateOne({ event_id: "a" }, { $set: { page: "/after" } });
	const leave = store.look();
	let checked = false;
	const check = store.checkDays().then((days) => {
		checked = true;
		return days;
	});
	const until = Date.now() + 3_000;
	while (Date.now() < until) {
		expect(await store.count(all)).toBe(3);
		expect((await pagesOf(store)).map(([, page]) => page)).toEqual(["/before", "/before", "/before"]);
	}
	expect(checked).toBe(false);
	leave();
	expect(await check).toBe(1);
	expect((await pagesOf(store)).map(([, page]) => page)).toEqual(["/after", "/before", "/before"]);
});

test("a copy of another database, or of an earlier state of this one, is made anew", async () => {
	const store = await open("one");
	await store.append([event({ eventId: "a" }), event({ eventId: "b" })]);
	expect(await store.count(all)).toBe(2);
	await store.close();
	await db.collection("events").deleteOne({ event_id: "a" });
	await db.collection<{ _id: string }>("ledger").deleteOne({ _id: "events" });
	const again = await open("one");
	expect((await pagesOf(again)).map(([id]) => id)).toEqual(["b"]);
});

test("properties come back as they were sent, whatever their names", async () => {
	const [one, other] = [await open("one"), await open("other")];
	const sent = [
		{ "a.b": 1, "": { $x: [1, "ü"] } },
		{ _bsontype: "ObjectId", id: "x" },
		{ $ref: "a", $id: 1 },
		{ "a\u0000b": 1 },
		{ source: 7 },
		{ source: "own", toBSON: 1, big: 12_345_678_901, half: -0.5, list: [[], {}, null] },
	];
	await one.append(sent.map((properties, index) => event({ eventId: `p${index}`, properties })));
	const { items } = await other.list(all, { limit: 10, cursor: null });
	const read = items.toSorted((a, b) => a.event_id.localeCompare(b.event_id)).map(({ properties }) => properties);
	expect(read).toEqual(sent);
	const [plain] = await db.collection("events").find({ event_id: "p0" }).toArray();
	expect(plain).toMatchObject({ timestamp: expect.any(Date), source: "api", event_type: "pageview" });
});

test("a predecessor's orders are in no list of orders, and are told of as not taken over", async () => {
	const store = await open("one");
	await db.collection("orders").insertOne({ user_id: "u1", items: [], total: 12.5, created_at: new Date(day) });
	await db.collection("carts").insertOne({ user_id: "u1", items: [] });
	expect(await store.orders("u1", 5)).toEqual([]);
	const order = { order_id: "o1", user_id: "u1", created_at: "2024-01-01T00:00:00.000Z", items: [], currency: "EUR" };
	const placed = await store.placeOrder("key-1", { ...order, subtotal: 0, tax: 0, shipping: 5, total: 5 });
	expect(await store.orders("u1", 5)).toEqual([placed]);
	expect(await store.old.counts()).toMatchObject({ orders: 1, carts: 1 });
});

test("documents of the predecessor stay where they are and are not read; the unique index leaves them alone", async () => {
	const old = { client_id: "c", timestamp: new Date(day), page: "/old", event_type: "pageview", properties: {}, user_id: null };
	await db.collection("events").insertMany([{ ...old }, { ...old }]);
	const store = await open("one");
	await store.append([event({ eventId: "new" })]);
	expect(await store.count(all)).toBe(1);
	expect(await db.collection("events").countDocuments({})).toBe(3);
	expect((await db.collection("events").indexes()).map(({ name }) => name)).toContain("identity");
});

const writers = 4;
const streams = 2;
const batches = 15;
const script = fileURLToPath(new URL("./mongo-writer.ts", import.meta.url));
const register = new URL("../../scripts/register.mjs", import.meta.url).href;

test(`${writers * streams} writers in ${writers} processes: every event once, every piece of a stock sold once, every number given once`, async () => {
	const store = await open("one");
	const shoe = { productId: "shoe", slug: "shoe", name: "Shoe", category: null, price: 1, currency: "EUR", tags: [] };
	await store.saveProducts([{ ...shoe, description: null, brand: null, stock: 20, imageUrl: null }], 1);
	const children = Array.from({ length: writers }, (_, index) =>
		fork(script, [mongo.uri, database, join(folder, `${database}-w${index}`), String(index), String(streams), String(batches)], {
			execArgv: ["--import", "tsx", "--import", register],
			stdio: ["ignore", "inherit", "inherit", "ipc"],
		}),
	);
	const told = await Promise.all(children.map(async (child) => (await once(child, "message"))[0] as { inserted: number; sold: number }));
	const distinct = writers * streams * batches * 5 + batches * 5;
	expect(
		told.reduce((sum, { inserted }) => sum + inserted, 0),
		"of ids that all send one is told to be new",
	).toBe(distinct);
	expect(await store.count(all)).toBe(distinct);
	const documents = await db
		.collection("events")
		.find({}, { projection: { seq: 1 } })
		.toArray();
	expect(new Set(documents.map(({ seq }) => Number(seq))).size).toBe(distinct);
	expect(told.reduce((sum, { sold }) => sum + sold, 0)).toBe(20);
	expect((await store.product("shoe"))?.stock).toBe(0);
});

const importRecord = (import_id: string, status: "running" | "done") =>
	({
		import_id,
		name: "shop.csv",
		format: "csv",
		sha256: "abc",
		source: "import:abc",
		status,
		rows: 4,
		inserted: 4,
		duplicates: 0,
		rejected: 0,
		problems: [],
		error: null,
		started_at: "2026-01-01T00:00:00.000Z",
		finished_at: null,
	}) as unknown as ImportRecord;

test("an import of a console that died is left: at once for its own folder, and for others when it was silent for a minute", async () => {
	const [one, other] = [await open("one"), await open("other")];
	await one.saveImport(importRecord("a", "running"));
	await one.saveImport(importRecord("b", "running"));
	await one.saveImport(importRecord("b", "done"));
	expect(await one.leftImports()).toEqual([]);
	expect(await other.leftImports(), "it is being imported there").toEqual([]);
	await one.close();
	expect(await other.leftImports(), "not yet known to be dead").toEqual([]);
	const again = await open("one");
	expect((await again.leftImports()).map(({ import_id }) => import_id)).toEqual(["a"]);
	await db.collection("imports").updateOne({ _id: "a" as never }, { $set: { seen_at: new Date(Date.now() - 61_000) } });
	expect((await other.leftImports()).map(({ import_id }) => import_id)).toEqual(["a"]);
	await other.saveImport(importRecord("a", "running"));
	expect(await again.leftImports(), "the other one has taken it over").toEqual([]);
});
