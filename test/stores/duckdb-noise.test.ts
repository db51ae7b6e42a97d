import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe } from "vitest";
import { type DuckStore, openDuckStore } from "../../backend/store/duckdb/open.js";
import { noisePromises } from "./promises/noise.js";

describe.each([
	{ name: "in a file", file: true },
	{ name: "in memory", file: false },
])("DuckDB $name judges noise", ({ file }) => {
	let home = "";
	let store: DuckStore;
	const folder = (): string => join(home, "cleanup");
	const open = async (): Promise<DuckStore> => {
		store = await openDuckStore({ path: file ? join(home, "clickstream.duckdb") : ":memory:", cleanupDir: folder() });
		return store;
	};
	beforeEach(async () => {
		home = await mkdtemp(join(tmpdir(), "noise-"));
		await open();
	});
	afterEach(async () => {
		await store.close();
		await rm(home, { recursive: true, force: true });
	});
	noisePromises({
		store: () => store,
		backups: {
			names: async () => (await readdir(folder())).sort(),
			damage: (name) => writeFile(join(folder(), name), "not a backup"),
			lose: (name) => rm(join(folder(), name)),
			leaveUnfinished: async () => {
				const others = ["cleanup-0002-note.txt", "mine.part"];
				for (const name of ["cleanup-0002-2026-11-27T07-00-00.000Z.parquet.part", ...others]) await writeFile(join(folder(), name), "x");
				return others;
			},
		},
		reopen: file
			? async () => {
					await store.close();
					return open();
				}
			: null,
	});
});
