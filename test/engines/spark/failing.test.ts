import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type DuckStore, openDuckStore } from "../../../backend/store/duckdb/open.js";
import { event } from "../../builders/event.js";
import { everything } from "../oracle/run.js";
import { openTestSpark, type TestSpark } from "./spark.js";

let store: DuckStore;
let spark: TestSpark;

beforeAll(async () => {
	spark = await openTestSpark({ snapshot: (folder, signal) => store.snapshot(folder, signal) });
});
afterAll(() => spark.close());
beforeEach(async () => {
	store = await openDuckStore({ path: ":memory:" });
});
afterEach(() => store.close());

const total = { name: "total", sql: "SELECT count(*) AS events, count(DISTINCT session_key) AS sessions FROM evs" };

const answer = async () => {
	const run = await spark.engine.open(everything);
	try {
		return await run.query(total);
	} finally {
		await run.close();
	}
};

/** Pairs of 20,000 events with each other: minutes of work. */
const endless = {
	name: "endless",
	sql: "SELECT count(*) AS pairs FROM ev AS a JOIN ev AS b ON a.ts + b.seq > b.ts JOIN ev AS c ON c.seq <> a.seq",
};

test("a store without events answers, and so does the next run with what came meanwhile; the days alone stay on the disk", async () => {
	expect(await answer()).toEqual([{ events: 0, sessions: 0 }]);
	await store.append([event({ sessionId: "it's" }), event()]);
	expect(await answer()).toEqual([{ events: 2, sessions: 2 }]);
	expect(await readdir(spark.folder)).toEqual(["server_test"]);
	expect(await readdir(join(spark.folder, "server_test"))).toEqual(["days"]);
});

test("a run sees the events that were there when it was opened", async () => {
	await store.append([event()]);
	const run = await spark.engine.open(everything);
	await store.append([event()]);
	expect(await run.query(total)).toEqual([{ events: 1, sessions: 1 }]);
	await run.close();
});

test("an abort ends what Spark computes, and the next run is answered", async () => {
	await store.append(Array.from({ length: 20_000 }, (_, at) => event({ ts: at })));
	const stop = new AbortController();
	const run = await spark.engine.open(everything, stop.signal);
	const asked = expect(run.query(endless)).rejects.toMatchObject({ code: "cancelled" });
	setTimeout(() => stop.abort(), 1_000);
	await asked;
	await run.close();
	expect(await answer()).toMatchObject([{ events: 20_000 }]);
});

test("a question that Spark refuses fails alone, with Spark's words as its cause", async () => {
	const run = await spark.engine.open(everything);
	const cause = expect.objectContaining({ message: expect.stringContaining("no_such_column") });
	await expect(run.query({ name: "wrong", sql: "SELECT no_such_column FROM ev" })).rejects.toMatchObject({ cause });
	expect(await run.query(total)).toEqual([{ events: 0, sessions: 0 }]);
	await run.close();
});

/** Processes that this one started, by the name of their program. */
const childrenNamed = (name: string): number[] =>
	readdirSync("/proc")
		.filter((entry) => /^\d+$/.test(entry))
		.filter((pid) => {
			try {
				const [, program = "", parent = ""] = /^\d+ \((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
				return program.startsWith(name) && Number(parent) === process.pid;
			} catch {
				return false; // It ended while it was looked at.
			}
		})
		.map(Number);

test("a Spark that is killed fails what it computed, and is started again for the next run", async () => {
	await store.append(Array.from({ length: 20_000 }, (_, at) => event({ ts: at })));
	const run = await spark.engine.open(everything);
	const asked = expect(run.query(endless)).rejects.toMatchObject({ code: "engine_unavailable", details: { local: true } });
	const workers = childrenNamed("python");
	expect(workers).toHaveLength(1);
	for (const pid of workers) process.kill(pid, "SIGKILL");
	await asked;
	await expect(run.query(total)).rejects.toMatchObject({ code: "engine_unavailable" });
	await run.close();
	expect(await answer()).toMatchObject([{ events: 20_000 }]);
});

test("a Spark that does not start says why, and what to do", async () => {
	const other = await openTestSpark(store, { "spark.driver.memory": "1k" });
	const message = expect.stringMatching(/^Spark did not start \(local\[2\]\): .*Java.*local engine/s);
	await expect(other.engine.open(everything)).rejects.toMatchObject({ code: "engine_unavailable", message });
	expect(await readdir(join(other.folder, "server_test"))).toEqual(["days"]);
	await other.close();
});

test("a Spark that cannot fetch what it goes to a bucket with says so, and how it can be named", async () => {
	const ivy = await mkdtemp(join(tmpdir(), "clickstream-ivy-"));
	const other = await openTestSpark(store, { "spark.jars.packages": "org.example:no-such-thing:1", "spark.jars.ivy": ivy });
	const message = expect.stringMatching(
		/could not fetch .*\(unresolved dependency: org.example#no-such-thing;1: not found\).*SPARK_S3_JARS/,
	);
	await expect(other.engine.open(everything)).rejects.toMatchObject({ code: "engine_unavailable", message });
	await other.close();
	await rm(ivy, { recursive: true, force: true });
});
