import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { openDuckEngine } from "../../../backend/engine/duckdb/engine.js";
import type { AnalysisEngine, Row } from "../../../backend/engine/port.js";
import { openReplicaEngine } from "../../../backend/engine/replica/engine.js";
import { openDuckStore } from "../../../backend/store/duckdb/open.js";
import { type MongoStore, openMongoStore } from "../../../backend/store/mongo/open.js";
import { startMongo } from "../../../scripts/services/mongo.js";
import { timeRun } from "../analysis/run.js";
import { canonical } from "../canonical.js";
import { clickstream } from "../clickstream.js";
import { aggregate, pipelines } from "./pipelines.js";
import { benchTaking } from "./taking.js";

/** In a process of its own, beside an engine of its own: fills a database, reads it bare, copies it, analyses the copy, and asks six pipelines. */
const [events = "1000000", runs = "3"] = process.argv.slice(2);
const count = Number(events);
const tz = "Europe/Berlin";

const folder = await mkdtemp(join(tmpdir(), "bench-mongo-"));
const mongo = await startMongo(join(folder, "engine"));
const client = new MongoClient(mongo.uri);
const db = client.db("bench");

const timed = async <T>(work: () => Promise<T>): Promise<readonly [number, T]> => {
	const began = performance.now();
	const result = await work();
	return [performance.now() - began, result];
};

/** A console with a copy of its own. */
const open = async (name: string, database = "bench") => {
	const replica = await openDuckStore({ path: join(folder, `${name}.duckdb`) });
	const store = openMongoStore({
		uri: mongo.uri,
		database,
		replica,
		statePath: join(folder, `${name}.json`),
		patienceMs: 3_600_000,
	});
	return { replica, store };
};

/** As the store's writer writes them; the copy of the console that fills is not what is measured. */
const fill = async (): Promise<void> => {
	const { store } = await open("filling");
	const calls = new Set<Promise<unknown>>();
	for (const slice of clickstream({ events: count, seed: 7, from: Date.UTC(2026, 0, 5), days: 90 })) {
		const call = store.append(slice).finally(() => calls.delete(call));
		calls.add(call);
		while (calls.size > 8) await Promise.race(calls);
	}
	await Promise.all(calls);
	await store.close();
};

const bareRead = async (): Promise<number> => {
	let read = 0;
	const cursor = db.collection("events").find({}, { batchSize: 5_000 });
	while (await cursor.hasNext()) read += cursor.readBufferedDocuments().length;
	return read;
};

const sync = async (store: MongoStore): Promise<void> => {
	const { problem } = await store.bring(3_600_000);
	if (problem !== null) throw new Error(problem);
	const { events: copied } = await store.counts();
	if (copied !== count) throw new Error(`Of ${count} events ${copied} were copied.`);
};

/** Keeps what each question answered. */
const recording = (engine: AnalysisEngine, rows: Map<string, Row[]>): AnalysisEngine => ({
	...engine,
	open: async (scope, signal) => {
		const run = await engine.open(scope, signal);
		return {
			...run,
			query: async (query) => {
				const answer = await run.query(query);
				rows.set(query.name, answer);
				return answer;
			},
		};
	},
});

const sameRows = (name: string, ours: readonly Row[], theirs: readonly object[]): void => {
	const names = Object.keys(theirs[0] ?? {});
	const texts = (rows: readonly object[]) =>
		rows.map((row) => JSON.stringify(names.map((field) => (row as Readonly<Record<string, unknown>>)[field]))).join("\n");
	if (theirs.length === 0 || texts(ours) !== texts(theirs)) throw new Error(`${name}: the pipeline and the product answer different rows.`);
};

try {
	const [fillMs] = await timed(fill);
	process.stderr.write(`  filled in ${(fillMs / 1000).toFixed(0)} s\n`);
	const [bareMs, read] = await timed(bareRead);
	if (read !== count) throw new Error(`Of ${count} events ${read} were read.`);
	const { replica, store } = await open("copy");
	const [syncMs] = await timed(() => sync(store));
	process.stderr.write(`  read bare in ${(bareMs / 1000).toFixed(1)} s, copied in ${(syncMs / 1000).toFixed(1)} s\n`);
	const rows = new Map<string, Row[]>();
	const engine = recording(
		openReplicaEngine({ inner: openDuckEngine(replica), bring: store.bring, look: store.look, patienceMs: 3_600_000 }),
		rows,
	);
	const analyses = [];
	for (let run = 0; run <= Number(runs); run++) analyses.push(await timeRun(engine));
	const asked = [];
	for (const [name, pipeline] of Object.entries(pipelines(tz))) {
		const [ms, answer] = await timed(() => aggregate(db, pipeline));
		sameRows(name, rows.get(name) ?? [], answer);
		asked.push({ name, ms });
	}
	const taker = await open("taking", "taking");
	const taking = await benchTaking(client, { database: "taking", store: taker.store, count });
	await taker.store.close();
	const answer = JSON.stringify(canonical(analyses[0]?.result));
	await store.close();
	process.stdout.write(
		`${JSON.stringify({
			events: count,
			fillMs,
			bareMs,
			syncMs,
			/** The first waits for the fold of what was copied. */
			firstMs: analyses[0]?.ms,
			runs: analyses.slice(1).map(({ ms }) => ms),
			pipelines: asked,
			taking,
			digest: createHash("sha256").update(answer).digest("hex"),
			peakRssBytes: process.resourceUsage().maxRSS * 1024,
		})}\n`,
	);
} finally {
	await client.close();
	await mongo.stop();
	await rm(folder, { recursive: true, force: true });
}
