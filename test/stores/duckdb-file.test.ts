import { type ChildProcess, spawn } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { migrations } from "../../backend/store/duckdb/migrations.js";
import { type DuckStore, type DuckStoreOptions, openDuckStore } from "../../backend/store/duckdb/open.js";
import { event } from "../builders/event.js";

const all = { noise: "show" } as const;

describe("the file of the embedded store", () => {
	let folder = "";
	let path = "";
	const stores: DuckStore[] = [];
	const open = async (options: Partial<DuckStoreOptions> = {}): Promise<DuckStore> => {
		const store = await openDuckStore({ path, ...options });
		stores.push(store);
		return store;
	};
	const filled = async (count: number, options: Partial<DuckStoreOptions> = {}): Promise<void> => {
		const store = await open(options);
		await store.append(Array.from({ length: count }, () => event()));
		await store.close();
	};
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), "file-"));
		path = join(folder, "clickstream.duckdb");
	});
	afterEach(async () => {
		for (const store of stores.splice(0)) await store.close();
		await rm(folder, { recursive: true, force: true });
	});

	test("what append answered is in the files at that moment: a copy taken then holds it", async () => {
		const store = await open();
		for (let batch = 1; batch <= 5; batch++) {
			await store.append(Array.from({ length: 40 }, () => event()));
			const copy = join(folder, `copy-${batch}.duckdb`);
			await copyFile(path, copy);
			await copyFile(`${path}.wal`, `${copy}.wal`);
			const there = await openDuckStore({ path: copy });
			stores.push(there);
			expect(await there.count(all)).toBe(batch * 40);
		}
	});

	test("the write-ahead log stays bounded while many events come, and nothing is lost by it", async () => {
		const store = await open();
		const properties = { text: "x".repeat(2_000) };
		const sizes: number[] = [];
		for (let round = 0; round < 60; round++) {
			await Promise.all(Array.from({ length: 10 }, () => store.append(Array.from({ length: 100 }, () => event({ properties })))));
			sizes.push((await stat(`${path}.wal`)).size);
		}
		expect(await store.count(all)).toBe(60_000);
		expect(Math.max(...sizes)).toBeLessThan(96 << 20);
		await store.close();
		expect(await (await open()).count(all)).toBe(60_000);
	});

	test("a folder that is missing is made", async () => {
		path = join(folder, "a", "b", "clickstream.duckdb");
		await filled(1);
		expect(await (await open()).count(all)).toBe(1);
	});

	test("a file that another process holds is refused as locked, and left alone", async () => {
		await filled(3);
		const holder = await hold(path);
		try {
			await expect(open()).rejects.toMatchObject({ code: "store_unavailable", details: { reason: "locked", path } });
		} finally {
			await ended(holder);
		}
		expect(await (await open()).count(all)).toBe(3);
	});

	test.each([
		["text", Buffer.from("this is no database, but somebody's letter\n".repeat(500))],
		["a few bytes", Buffer.from([1, 2, 3])],
	])("a file of %s is refused as corrupt, and not overwritten", async (_, bytes) => {
		await writeFile(path, bytes);
		await expect(open()).rejects.toMatchObject({ code: "store_unavailable", details: { reason: "corrupt" } });
		expect((await readFile(path)).equals(bytes)).toBe(true);
		expect(await readdir(folder)).toEqual(["clickstream.duckdb"]);
	});

	test("a store whose head is damaged is refused as corrupt, and not overwritten", async () => {
		await filled(500);
		const bytes = await readFile(path);
		bytes.fill(0x5a, 4096, 3 * 4096);
		await writeFile(path, bytes);
		await expect(open()).rejects.toMatchObject({ code: "store_unavailable", details: { reason: "corrupt" } });
		expect((await readFile(path)).equals(bytes)).toBe(true);
	});

	test("a store with a damaged part says so, names the last good backup and what to do, and is left as it is", async () => {
		await filled(5_000);
		const bytes = await readFile(path);
		// Marks in every block but the first three, which tell that this is a store at all.
		for (let at = 3 * 4096 + 2 * 262_144 + 5_000; at < bytes.length; at += 262_144) bytes.fill(0x5a, at, at + 64);
		await writeFile(path, bytes);
		const failure = async (): Promise<unknown> => {
			const store = await open();
			return store.count(all);
		};
		const found = { code: "store_unavailable", details: { reason: "corrupt", path } };
		await expect(failure()).rejects.toMatchObject({ ...found, message: expect.stringMatching(/npm run export/) });
		await mkdir(join(folder, "backups"));
		const backup = join(folder, "backups", "clickstream-2026-01-02T00-00-00.000Z.duckdb");
		await writeFile(backup, "");
		await writeFile(backup.replace("02T", "01T"), "");
		await expect(failure()).rejects.toMatchObject({ ...found, message: expect.stringContaining(`The last good backup is ${backup}.`) });
		expect((await readFile(path)).equals(bytes)).toBe(true);
	});

	test.each([
		["its first byte changed", (log: Buffer) => log.fill(0xff, 0, 1)],
		["zeros at its start", (log: Buffer) => log.fill(0, 0, 64)],
		["nothing but noise", (log: Buffer) => log.fill(0x5a)],
	])("a log of the newest events with %s is refused as corrupt; DuckDB would drop it in silence", async (_, damage) => {
		const store = await open();
		await store.append(Array.from({ length: 12 }, () => event()));
		path = join(folder, "copy.duckdb");
		await copyFile(join(folder, "clickstream.duckdb"), path);
		const log = damage(await readFile(join(folder, "clickstream.duckdb.wal")));
		await writeFile(`${path}.wal`, log);
		const before = await readFile(path);
		await expect(open()).rejects.toMatchObject({ code: "store_unavailable", details: { reason: "corrupt", path: `${path}.wal` } });
		expect((await readFile(`${path}.wal`)).equals(log)).toBe(true);
		expect((await readFile(path)).equals(before)).toBe(true);
	});

	test("a folder that cannot be written is refused as unwritable", async () => {
		await writeFile(join(folder, "in-the-way"), "");
		path = join(folder, "in-the-way", "clickstream.duckdb");
		await expect(open()).rejects.toMatchObject({ code: "store_unavailable", details: { reason: "unwritable" } });
	});

	test("a folder in the place of the file is refused as unwritable", async () => {
		await mkdir(path);
		await expect(open()).rejects.toMatchObject({ code: "store_unavailable", details: { reason: "unwritable" } });
	});

	test("a DuckDB file of something else is refused, and left alone", async () => {
		const instance = await DuckDBInstance.create(path);
		const connection = await instance.connect();
		await connection.run("CREATE TABLE events (a INTEGER)");
		connection.closeSync();
		instance.closeSync();
		const before = await readFile(path);
		await expect(open()).rejects.toMatchObject({ code: "store_unavailable", details: { reason: "corrupt" } });
		expect((await readFile(path)).equals(before)).toBe(true);
	});

	test("a file of a newer version is refused as newer, and left alone", async () => {
		const future = { number: 9999, name: "from the future", sql: "CREATE TABLE future (a INTEGER)" };
		await filled(2, { migrations: [...migrations, future] });
		const before = await readFile(path);
		await expect(open()).rejects.toMatchObject({ code: "store_unavailable", details: { reason: "newer" } });
		expect((await readFile(path)).equals(before)).toBe(true);
	});

	const later = (number: number) => ({ number, name: `later ${number}`, sql: `CREATE TABLE later_${number} (a INTEGER)` });

	test("before a migration the file is copied, and the copy holds every event", async () => {
		await filled(123);
		const store = await open({ migrations: [...migrations, later(900)], now: () => Date.UTC(2024, 4, 1, 12) });
		expect(await store.count(all)).toBe(123);
		await store.append([event()]);
		const backups = await readdir(join(folder, "backups"));
		expect(backups).toEqual(["clickstream-2024-05-01T12-00-00.000Z.duckdb"]);
		const copy = await openDuckStore({ path: join(folder, "backups", backups[0] ?? "") });
		stores.push(copy);
		expect(await copy.count(all)).toBe(123);
	});

	test("a new file, and one that needs no migration, are not copied", async () => {
		await filled(1);
		await filled(1);
		expect(await readdir(folder)).not.toContain("backups");
	});

	test("the newest three copies stay", async () => {
		await filled(1);
		const known = [...migrations];
		for (let day = 1; day <= 5; day++) {
			known.push(later(900 + day));
			await filled(1, { migrations: [...known], now: () => Date.UTC(2024, 4, day), backupDir: join(folder, "kept") });
		}
		expect((await readdir(join(folder, "kept"))).sort()).toEqual(
			[3, 4, 5].map((day) => `clickstream-2024-05-0${day}T00-00-00.000Z.duckdb`),
		);
	});

	test("a migration that fails leaves the store as it was", async () => {
		await filled(7);
		const broken = { number: 900, name: "broken", sql: "CREATE TABLE half (a INTEGER); SELECT * FROM nothing_there" };
		await expect(open({ migrations: [...migrations, broken] })).rejects.toThrow();
		const store = await open();
		expect(await store.count(all)).toBe(7);
		const half = await store.database.use((link) => link.rows("SELECT 1 AS one FROM duckdb_tables() WHERE table_name = 'half'"));
		expect(half).toEqual([]);
	});
});

/** A second process that has the file open until its stdin ends. */
const hold = async (path: string): Promise<ChildProcess> => {
	const code = `
		const { DuckDBInstance } = await import("@duckdb/node-api");
		globalThis.held = await DuckDBInstance.create(process.argv[1]);
		process.stdout.write("held");
		process.stdin.resume().on("end", () => process.exit(0));`;
	const child = spawn(process.execPath, ["--input-type=module", "-e", code, path], { stdio: ["pipe", "pipe", "inherit"] });
	await new Promise((resolve, reject) => {
		child.stdout?.once("data", resolve);
		child.once("exit", () => reject(new Error("The process that was to hold the file ended.")));
	});
	return child;
};

const ended = (child: ChildProcess): Promise<void> =>
	new Promise((resolve) => {
		child.once("exit", () => resolve());
		child.stdin?.end();
	});
