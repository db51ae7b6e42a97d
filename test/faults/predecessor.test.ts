import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Document, MongoClient } from "mongodb";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Client } from "../../backend/client/client.js";
import { httpClient } from "../../backend/client/http.js";
import type { DetailedMetrics } from "../../backend/contract/analysis.js";
import type { MigrationProgress, MigrationResult } from "../../backend/contract/migration.js";
import { type Mongo, startMongo } from "../../scripts/services/mongo.js";
import { expectedOf, hostileEvents, oldEvents, oldProducts, oldUsers, userIds } from "../builders/predecessor.js";
import { type Child, startChild } from "./child.js";

/** Some steps of 2,000 (predecessor/backup.ts). */
const many = 6_200;

let folder: string;
let mongo: Mongo;
let raw: MongoClient;
let child: Child | null = null;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "clickstream-predecessor-"));
	mongo = await startMongo(join(folder, "engine"));
	raw = new MongoClient(mongo.uri);
});
afterEach(async () => {
	await child?.kill();
	child = null;
});
afterAll(async () => {
	await raw.close();
	await mongo.stop();
	await rm(folder, { recursive: true, force: true });
});

/** A database as the predecessor leaves it, with its indexes. */
const fill = async (name: string, events: readonly Document[]): Promise<void> => {
	const db = raw.db(name);
	await db.collection("products").createIndex({ slug: 1 }, { unique: true });
	await db.collection("api_keys").createIndex({ user_id: 1, provider: 1 }, { unique: true });
	await db.collection("events").createIndex({ session_id: 1, timestamp: 1 });
	await db.collection("events").insertMany([...events]);
	await db.collection("users").insertMany(oldUsers());
	await db.collection("products").insertMany(oldProducts());
	await db.collection("api_keys").insertOne({ user_id: "u", provider: "openrouter", key_encrypted: "sk-or-v1-plain" });
	await db.collection("sessions").insertOne({ user_id: "u", token: "ab".repeat(32), expires_at: new Date(Date.now() + 86_400_000) });
	await db.collection("analyses").insertOne({ user_id: userIds.ana, status: "done", spark_summary: {} });
	await db.collection("orders").insertOne({ user_id: userIds.ana, items: [], total: 12.5, created_at: new Date("2026-06-01T08:00:00Z") });
	await db.collection("carts").insertOne({ user_id: userIds.ana, items: [] });
	const minute = { window_start: new Date("2026-06-01T08:00:00Z"), window_end: new Date("2026-06-01T08:01:00Z"), page: "/home" };
	await db.collection("aggregates_minute").insertOne({ ...minute, event_type: "pageview", count: 900, updated_at: new Date() });
};

const consoleOn = async (database: string): Promise<Client> => {
	child = await startChild(join(folder, `console-${database}`), { MONGO_URI: mongo.uri, MONGO_DB: database });
	return httpClient(child.address, { token: child.token });
};

const run = async (
	client: Client,
	input: { dry_run: boolean; confirmed?: number },
	hear: (progress: MigrationProgress) => void | Promise<void> = () => undefined,
): Promise<MigrationResult> => {
	for await (const message of await client.migration.run(input)) {
		if (message.type === "done") return message.result;
		await hear(message);
	}
	throw new Error("It ended without a result.");
};

const analysed = async (client: Client): Promise<{ detailed: DetailedMetrics; notes: readonly string[] }> => {
	const { analysis } = await client.analysis.analyze({ params: { kind: "detailed", insights: false } });
	if (!analysis.detailed_metrics || !analysis.analysis_metadata) throw new Error("The analysis is not whole.");
	return { detailed: analysis.detailed_metrics as DetailedMetrics, notes: analysis.analysis_metadata.notes };
};

/** Once the copy has all of it. */
const analysedWhole = async (client: Client): Promise<Awaited<ReturnType<typeof analysed>>> => {
	for (;;) {
		const told = await analysed(client);
		if (!told.notes.some((note) => note.startsWith("Data up to") || note.startsWith("Not all"))) return told;
	}
};

const agrees = ({ detailed }: { detailed: DetailedMetrics }, documents: readonly Document[]): void => {
	const expected = expectedOf(documents);
	expect(detailed.basic_metrics.total_events).toBe(expected.total);
	expect(detailed.event_analysis.event_types).toEqual(expected.types);
	expect(detailed.basic_metrics.total_sessions).toBe(expected.sessions);
	expect(detailed.commerce.orders).toBe(expected.orders);
	const [only] = detailed.commerce.by_currency;
	expect(only?.revenue).toBeCloseTo(expected.revenue, 6);
};

/** All of a collection, in one order. */
const textOf = async (name: string, collection: string): Promise<string[]> =>
	(await raw.db(name).collection(collection).find().toArray()).map((one) => JSON.stringify(one)).sort();

it("a database that the predecessor filled: it is told of and not counted, and taken over once it is confirmed, through a kill -9, it analyses right", {
	timeout: 120_000,
}, async () => {
	const name = "filled";
	const old = oldEvents(many);
	const hostile = hostileEvents.map(([document], n) => ({ ...document, _id: `hostile-${n}` }));
	await fill(name, [...old, ...hostile] as Document[]);
	const before = await textOf(name, "events");
	let client = await consoleOn(name);
	const taken = () =>
		fetch(`${child?.address}/api/ingest`, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({ event_id: "new", client_id: "new", page: "/new", event_type: "pageview" }),
		});
	await expect.poll(async () => (await taken()).status, { timeout: 20_000 }).toBe(200);
	const first = await analysedWhole(client);
	expect(first.detailed.basic_metrics.total_events, "only what came in here").toBe(1);
	expect(first.notes).toEqual([
		expect.stringMatching(/^6,213 events of the Python system are in the database and not counted\. Take them over/),
	]);

	expect(await client.migration.state()).toMatchObject({
		state: "none",
		found: {
			events: many + hostile.length,
			users: 5,
			products: 46,
			api_keys: 1,
			log_ins: 1,
			aggregates_minute: 1,
			analyses: 1,
			orders: 1,
			carts: 1,
		},
	});
	const rehearsed = await run(client, { dry_run: true });
	expect(rehearsed.taken).toEqual({ events: many, users: 4, products: 45 });
	expect(rehearsed.aside.reduce((sum, { count }) => sum + count, 0)).toBe(hostile.length + 2);
	expect(
		(await textOf(name, "events")).filter((one) => !one.includes('"/new"')),
		"a dry run writes nothing",
	).toEqual(before);
	await expect(run(client, { dry_run: false })).rejects.toMatchObject({ code: "conflict", details: { reason: "confirm" } });

	const confirmed = many + hostile.length;
	const dying = run(client, { dry_run: false, confirmed }, async ({ step, done }) => {
		if (step === "events" && done >= 2_000) await child?.kill();
	});
	await expect(dying).rejects.toThrow();
	const left = await raw
		.db(name)
		.collection("events")
		.countDocuments({ changed: { $exists: false } });
	expect(left, "it was killed in the middle").toBeGreaterThan(0);
	expect(left).toBeLessThan(confirmed);

	client = await consoleOn(name);
	expect(await client.migration.state()).toMatchObject({ state: "interrupted", found: { events: left, users: 0, products: 0 } });
	const result = await run(client, { dry_run: false, confirmed: left });
	expect(result.taken).toEqual({ events: many, users: 3, products: 45 });
	const state = await client.migration.state();
	expect(state).toMatchObject({
		state: "done",
		found: { events: 0, users: 0, products: 0, api_keys: 0, log_ins: 0, aggregates_minute: 0, analyses: 1, orders: 1, carts: 1 },
	});

	const events = await raw.db(name).collection("events").find().toArray();
	expect(events).toHaveLength(many + 1);
	const backup = result.backups.find(({ kind }) => kind === "events")?.collection ?? "";
	expect(backup).toMatch(/^events_before_\d{8}_\d{4}$/);
	expect(await textOf(name, backup), "the backup is what was there").toEqual(before);

	const aside = await raw.db(name).collection("events_set_aside").find().toArray();
	expect(aside).toHaveLength(hostile.length);
	for (const [n, [document, reason]] of hostileEvents.entries()) {
		const found = aside.find(({ _id }) => String(_id) === `hostile-${n}`);
		expect(found?.["reason"], JSON.stringify(document).slice(0, 200)).toMatch(reason);
		expect(found?.["document"]).toMatchObject({ ...document });
	}
	const users = await client.accounts.users();
	expect(users.items.map(({ username, role }) => `${username} ${role}`).sort()).toEqual([
		"Ana customer",
		"boss analyst",
		"customer017 customer",
	]);

	const after = await analysedWhole(client);
	expect(after.notes).toEqual([]);
	agrees(after, [...old, { _id: "new", event_type: "pageview", properties: {} }]);
	const counted = await client.metrics.aggregates({ minutes: 1440 });
	expect(
		counted.items.every(({ count }) => count < 900),
		"counts by minute are made anew",
	).toBe(true);

	const once = await textOf(name, "events");
	const again = await run(client, { dry_run: false, confirmed: 0 });
	expect(again.taken).toEqual({ events: 0, users: 0, products: 0 });
	expect(await textOf(name, "events"), "a second time changes nothing").toEqual(once);
});

it("stopped it goes on where it was, and what the predecessor writes meanwhile is in the backup before it is changed", {
	timeout: 90_000,
}, async () => {
	const name = "stopped";
	const old = oldEvents(many);
	await fill(name, old.slice(0, -1));
	const client = await consoleOn(name);
	const stop = new AbortController();
	const stopping = async (): Promise<void> => {
		for await (const message of await client.migration.run({ dry_run: false, confirmed: many - 1 }, { signal: stop.signal }))
			if (message.type === "progress" && message.step === "events" && message.done >= 2_000) stop.abort();
	};
	await expect(stopping()).rejects.toThrow();
	await raw
		.db(name)
		.collection("events")
		.insertOne(old.at(-1) as Document);
	await expect.poll(async () => (await client.migration.state()).state, { timeout: 30_000 }).toBe("interrupted");
	const { found } = await client.migration.state();
	const result = await run(client, { dry_run: false, confirmed: found?.events ?? 0 });
	expect(result.taken.events).toBe(many);
	const backup = result.backups.find(({ kind }) => kind === "events")?.collection ?? "";
	expect(await raw.db(name).collection(backup).countDocuments()).toBe(many);
	agrees(await analysedWhole(client), old);
});
