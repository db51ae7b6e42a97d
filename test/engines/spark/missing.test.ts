import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type DuckStore, openDuckStore } from "../../../backend/store/duckdb/open.js";
import { everything } from "../oracle/run.js";
import { pathWithoutJava, pythonWith } from "./lacking.js";
import { openTestSpark } from "./spark.js";

let folder: string;
let store: DuckStore;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "clickstream-spark-missing-"));
	store = await openDuckStore({ path: ":memory:" });
});
afterEach(() => {
	vi.unstubAllEnvs();
});
afterAll(async () => {
	await store.close();
	await rm(folder, { recursive: true, force: true });
});

const refusal = async (python?: string): Promise<unknown> => {
	const { engine, close } = await openTestSpark(store, {}, python);
	try {
		return await engine.open(everything).then(
			() => "It started.",
			(error: unknown) => error,
		);
	} finally {
		await close();
	}
};

test("a Python without pyspark is named, with the command that installs it", async () => {
	const python = await pythonWith(join(folder, "bare"));
	expect(await refusal(python)).toMatchObject({
		code: "engine_unavailable",
		message: `Spark is not there: ${python} has no pyspark. Install it (${python} -m pip install pyspark==4.2.0), name a Python that has it with SPARK_PYTHON, or run the analysis on the local engine: leave use_spark out, or set it to false.`,
	});
});

test("where no Java is, or none where JAVA_HOME says, that is said, with what to install", async () => {
	vi.stubEnv("PATH", await pathWithoutJava(folder));
	vi.stubEnv("JAVA_HOME", "");
	expect(await refusal()).toMatchObject({
		code: "engine_unavailable",
		message: expect.stringMatching(
			/^Spark did not start: there is no Java on the PATH, and JAVA_HOME names none\. Install a Java of 17 or newer .*use_spark/,
		),
	});
	vi.stubEnv("JAVA_HOME", join(folder, "no such java"));
	expect(await refusal()).toMatchObject({
		message: expect.stringContaining(`there is no Java in ${join(folder, "no such java")}, which JAVA_HOME names. Install`),
	});
});
