import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDuckStore } from "../../backend/store/duckdb/open.js";
import { restore } from "../../backend/store/duckdb/restore.js";
import { event } from "../builders/event.js";

const all = { noise: "show" } as const;
const now = Date.UTC(2026, 10, 22);
let root = "";
let path = "";

const grow = async (count: number): Promise<string> => {
	const store = await openDuckStore({ path });
	await store.append(Array.from({ length: count }, () => event({})));
	const copy = await store.backUp({ folder: join(root, "copies"), now: now + count, onProgress: () => undefined });
	await store.close();
	return copy.path;
};

const countOf = async (file: string): Promise<number> => {
	const store = await openDuckStore({ path: file });
	const count = await store.count(all);
	await store.close();
	return count;
};

beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), "restore-"));
	path = join(root, "clickstream.duckdb");
});
afterEach(() => rm(root, { recursive: true, force: true }));

test("the backup is in place, it stays where it was, and what was replaced opens as a store", async () => {
	const backup = await grow(3);
	await grow(4);
	const { events, replaced } = await restore({ path, from: backup, now });
	expect(events).toBe(3);
	expect(await countOf(path)).toBe(3);
	expect(await countOf(backup)).toBe(3);
	expect(await countOf(replaced ?? "")).toBe(7);
});

test("a damaged store is replaced too, and kept as it is", async () => {
	const backup = await grow(2);
	await writeFile(path, "damaged");
	const { replaced } = await restore({ path, from: backup, now });
	expect(await countOf(path)).toBe(2);
	expect(await readFile(replaced ?? "", "utf8")).toBe("damaged");
});

test("into an empty folder", async () => {
	const backup = await grow(2);
	const other = join(root, "other", "clickstream.duckdb");
	expect(await restore({ path: other, from: backup, now })).toEqual({ events: 2, replaced: null });
	expect(await countOf(other)).toBe(2);
});

test("what is no backup is refused, and nothing changes", async () => {
	await grow(2);
	const text = join(root, "text.duckdb");
	await writeFile(text, "this is no data file".repeat(1_000));
	const foreign = join(root, "foreign.duckdb");
	const instance = await DuckDBInstance.create(foreign);
	const connection = await instance.connect();
	await connection.run("CREATE TABLE events (x INTEGER)");
	connection.closeSync();
	instance.closeSync();
	await expect(restore({ path, from: text, now })).rejects.toMatchObject({ code: "invalid" });
	await expect(restore({ path, from: foreign, now })).rejects.toMatchObject({ code: "invalid" });
	await expect(restore({ path, from: join(root, "none"), now })).rejects.toMatchObject({ code: "not_found" });
	expect(await countOf(path)).toBe(2);
	expect((await readdir(root)).filter((name) => name.includes("restoring"))).toEqual([]);
});

test("a backup of a newer version is refused, and nothing changes", async () => {
	const backup = await grow(2);
	const newer = join(root, "newer.duckdb");
	await copyFile(backup, newer);
	const instance = await DuckDBInstance.create(newer);
	const connection = await instance.connect();
	await connection.run("INSERT INTO migrations VALUES (999999, 'of-tomorrow', 0)");
	await connection.run("CHECKPOINT");
	connection.closeSync();
	instance.closeSync();
	await expect(restore({ path, from: newer, now })).rejects.toMatchObject({ details: { reason: "newer" } });
	expect(await countOf(path)).toBe(2);
});
