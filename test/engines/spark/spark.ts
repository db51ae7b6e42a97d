import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSparkEngine, type SparkEngine } from "../../../backend/engine/spark/engine.js";
import { openFolder } from "../../../backend/engine/spark/folder.js";
import type { SnapshotWriter } from "../../../backend/store/snapshot-port.js";
import { sparkPython } from "../../../scripts/services/spark.js";

/** A few hundred rows: compiling costs more than it saves, and so does cutting them into parts. The answers are the same. */
export const forFewRows = {
	"spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
	"spark.sql.adaptive.enabled": "false",
	"spark.sql.codegen.wholeStage": "false",
	"spark.sql.codegen.factoryMode": "NO_CODEGEN",
	"spark.sql.shuffle.partitions": "1",
	"spark.default.parallelism": "1",
};

export interface TestSpark {
	readonly engine: SparkEngine;
	readonly folder: string;
	/** The days that are kept as Parquet, as "YYYY-MM-DD CONTENT", in order. */
	days(): Promise<string[]>;
	close(): Promise<void>;
}

/** A real Spark of this computer over `source`. `npm test` provides it. */
export const openTestSpark = async (
	source: SnapshotWriter,
	conf: Readonly<Record<string, string>> = {},
	python = sparkPython(),
): Promise<TestSpark> => {
	const folder = await mkdtemp(join(tmpdir(), "clickstream-spark-"));
	const engine = openSparkEngine({
		ground: openFolder(source, { folder, owner: "test" }),
		python,
		master: "local[2]",
		conf: { ...forFewRows, ...conf },
	});
	return {
		engine,
		folder,
		days: async () => {
			const kept = join(folder, "server_test", "days");
			const names = (await readdir(kept)).filter((name) => name.startsWith("day="));
			const each = await Promise.all(
				names.map(async (day) => (await readdir(join(kept, day))).map((content) => `${day.slice("day=".length)} ${content}`)),
			);
			return each.flat().sort();
		},
		close: async () => {
			await engine.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
};
