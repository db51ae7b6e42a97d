import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "../../../backend/config.js";
import { openDuckEngine } from "../../../backend/engine/duckdb/engine.js";
import type { AnalysisEngine } from "../../../backend/engine/port.js";
import { openBucket } from "../../../backend/engine/spark/bucket/bucket.js";
import { type Objects, openObjects } from "../../../backend/engine/spark/bucket/objects.js";
import { openSparkEngine, type SparkEngine } from "../../../backend/engine/spark/engine.js";
import { type DuckStore, openDuckStore } from "../../../backend/store/duckdb/open.js";
import type { NewEvent } from "../../../backend/store/event.js";
import { type S3, startS3 } from "../../../scripts/services/s3.js";
import { sparkPython, sparkS3Jars } from "../../../scripts/services/spark.js";
import { goldenEvents } from "../../golden/golden.js";
import { everything } from "../oracle/run.js";
import { differing, everyMetric, recording } from "./both.js";
import { forFewRows } from "./spark.js";

let folder: string;
let s3: S3;
let store: DuckStore;
let spark: SparkEngine;
let objects: Objects;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "clickstream-bucket-run-"));
	s3 = await startS3(join(folder, "s3"));
	await mkdir(join(s3.folder, "events"));
	store = await openDuckStore({ path: ":memory:" });
	const { data } = readConfig({
		SPARK_DATA: "s3://events/shop",
		AWS_ACCESS_KEY_ID: s3.credentials.accessKeyId,
		AWS_SECRET_ACCESS_KEY: s3.credentials.secretAccessKey,
		AWS_ENDPOINT_URL_S3: s3.endpoint,
		SPARK_S3_JARS: await sparkS3Jars(),
	}).spark;
	if (data.kind !== "bucket") throw new Error("SPARK_DATA was not taken for a bucket.");
	const { jars, ...address } = data;
	objects = openObjects(address);
	spark = openSparkEngine({
		ground: openBucket(store, { address, owner: "test", staging: join(folder, "staging"), jars, now: Date.now }),
		python: sparkPython(),
		master: "local[2]",
		conf: forFewRows,
	});
});
afterAll(async () => {
	await spark.close();
	await store.close();
	await s3.stop();
	await rm(folder, { recursive: true, force: true });
});

/** What all programs of this computer were started with. */
const commandLines = async (): Promise<string> => {
	const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
	return (await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")))).join("\n"); // One may have ended.
};

test("Spark answers every metric from the bucket as the local engine does, by new events too; no program's arguments hold the secret", async () => {
	const golden = (await goldenEvents()).map(({ event }) => event);
	const scope = { ...everything, noise: "show" } as const;
	const everyEvent = async (engine: AnalysisEngine): Promise<void> => {
		const run = await engine.open(scope);
		await run.query({ name: "any_ev", sql: "SELECT * FROM any_ev" });
		await run.close();
	};
	const asks: readonly (readonly [NewEvent[], (engine: AnalysisEngine) => Promise<unknown>])[] = [
		[golden.slice(0, -5), everyEvent],
		[golden.slice(-5), (engine) => everyMetric(engine, scope)],
	];
	for (const [more, ask] of asks) {
		await store.append(more);
		const { engine, asked } = recording(openDuckEngine(store));
		await ask(engine);
		expect(await differing({ of: spark, scope, asked, ordered: asked.length > 1 })).toEqual([]);
	}
	const seen = await commandLines();
	expect(seen).toContain("fs.s3a.endpoint");
	expect(seen.includes(s3.credentials.secretAccessKey)).toBe(false);
	expect((await objects.list("shop/server_test/run_")).map(({ key }) => key)).toEqual([]);
	expect((await objects.list("shop/server_test/days/")).length).toBeGreaterThan(1);
});
