import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Mongo, startMongo } from "../../scripts/services/mongo.js";
import { type Child, startChild } from "./child.js";

const rounds = 4;
const senders = 4;
const batchSize = 25;
/** A request waits for the group before its own at most, each bounded by the socket's time (connection.ts). */
const longestAnswerMs = 90_000;

let folder: string;
let mongo: Mongo | null = null;
let child: Child | null = null;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "clickstream-mongo-faults-"));
});
afterEach(async () => {
	await child?.kill();
	await mongo?.stop();
	[child, mongo] = [null, null];
	await rm(folder, { recursive: true, force: true });
});

const data = (): string => join(folder, "engine");
const server = (port: number): Promise<Child> => startChild(join(folder, "console"), { MONGO_URI: `mongodb://127.0.0.1:${port}` });

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const send = ({ address }: Child, ids: readonly string[]): Promise<Response> =>
	fetch(`${address}/api/ingest-batch`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ events: ids.map((id) => ({ event_id: id, client_id: "c", page: "/p" })) }),
		signal: AbortSignal.timeout(longestAnswerMs),
	});

const ask = async ({ address, token }: Child, path: string, init: RequestInit = {}): Promise<{ status: number; body: unknown }> => {
	const response = await fetch(`${address}${path}`, { ...init, headers: { authorization: token, "content-type": "application/json" } });
	return { status: response.status, body: await response.json() };
};

/** Sends until it is taken: what a tracker does with 503. */
const sendUntilTaken = async (to: Child, ids: readonly string[]): Promise<void> => {
	for (;;) {
		const reply = await send(to, ids);
		if (reply.status === 200) return;
		expect(reply.status).toBe(503);
		expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
		await reply.arrayBuffer();
		await pause(200);
	}
};

const storedIds = async ({ port }: Mongo): Promise<string[]> => {
	const client = new MongoClient(`mongodb://127.0.0.1:${port}`);
	const found = await client
		.db("clickstream")
		.collection("events")
		.find({}, { projection: { event_id: 1 } })
		.toArray();
	await client.close();
	return found.map((one) => String(one["event_id"]));
};

/** Writes batch after batch, as a tracker would, until told to stop; the ids that were acknowledged. */
const load = (to: Child, name: string, stop: AbortSignal): Promise<string[]> =>
	(async () => {
		const acknowledged: string[] = [];
		for (let number = 0; !stop.aborted; number++) {
			const ids = Array.from({ length: batchSize }, (_, index) => `${name}-${number}-${index}`);
			await sendUntilTaken(to, ids);
			acknowledged.push(...ids);
		}
		return acknowledged;
	})();

it(`kill -9 of MongoDB during ingest, ${rounds} rounds: nothing acknowledged is lost, nothing is there twice, and work goes on by itself`, {
	timeout: 280_000,
}, async () => {
	mongo = await startMongo(data());
	child = await server(mongo.port);
	const stop = new AbortController();
	const running = Array.from({ length: senders }, (_, index) => load(child as Child, `s${index}`, stop.signal));
	const before = new Set<string>();
	for (let round = 0; round < rounds; round++) {
		await sendUntilTaken(child, [`round-${round}`]);
		before.add(`round-${round}`);
		await pause(300);
		const { port } = mongo;
		await mongo.kill();
		mongo = await startMongo(data(), port);
	}
	stop.abort();
	const acknowledged = [...(await Promise.all(running)).flat(), ...before];
	const stored = await storedIds(mongo);
	expect(stored.length, "rows").toBe(new Set(stored).size);
	const there = new Set(stored);
	const lost = acknowledged.filter((id) => !there.has(id));
	expect(lost).toEqual([]);
	expect(acknowledged.length, "a test that acknowledged little proved little").toBeGreaterThan(500);
	const counted = await ask(child, "/api/events?count=true&limit=1");
	expect((counted.body as { total: number }).total, "what a list tells of the copy").toBe(stored.length);
});

it("opens while MongoDB is down: it says so, takes no event, and goes on by itself when it comes", { timeout: 200_000 }, async () => {
	mongo = await startMongo(data());
	const { port } = mongo;
	await mongo.stop();
	child = await server(port);
	const refused = await send(child, ["a"]);
	expect(refused.status).toBe(503);
	expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
	expect(await refused.json()).toMatchObject({
		error: { code: "store_unavailable", message: expect.stringContaining(`127.0.0.1:${port}`) },
	});
	const status = await ask(child, "/api/status");
	expect(status).toMatchObject({
		status: 200,
		body: { events: 0, store: { kind: "mongodb", problem: expect.stringContaining("cannot be reached") } },
	});
	const started = performance.now();
	expect((await ask(child, "/api/analyses")).status).toBe(503);
	expect(performance.now() - started, "known to be away: told at once").toBeLessThan(3_000);
	mongo = await startMongo(data(), port);
	await sendUntilTaken(child, ["a"]);
	expect(await ask(child, "/api/status")).toMatchObject({ body: { events: 1, store: { problem: null } } });
});

it("while MongoDB is away analyses answer from what is here, and say until when", { timeout: 200_000 }, async () => {
	mongo = await startMongo(data());
	child = await server(mongo.port);
	await sendUntilTaken(child, ["a", "b"]);
	const run = async () =>
		(await ask(child as Child, "/api/analyze", { method: "POST", body: JSON.stringify({ params: { kind: "simple" } }) })).body;
	const notesOf = (body: unknown) => (body as { analysis: { analysis_metadata: { notes: string[] } } }).analysis.analysis_metadata.notes;
	const whole = await run();
	expect(whole).toMatchObject({ analysis: { spark_summary: { total_events: 2 } } });
	expect(notesOf(whole)).toEqual([]);
	await mongo.kill();
	const report = await ask(child, "/api/reports/events");
	expect(report.status, `${JSON.stringify(report.body)} ${child.said()}`).toBe(200);
	expect((report.body as { rows: unknown[]; notes: string[] }).rows).toHaveLength(1);
	expect((report.body as { notes: string[] }).notes).toEqual([
		expect.stringMatching(/^Data up to .* \(UTC\)\. MongoDB .* cannot be reached/),
	]);
});
