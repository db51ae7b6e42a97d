import { chmod, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type DuckStore, openDuckStore } from "../../backend/store/duckdb/open.js";
import { event } from "../builders/event.js";

const all = { noise: "show" } as const;
const events = (count: number) => Array.from({ length: count }, () => event({ properties: { text: "x".repeat(200) } }));

describe("a backup of a store in use", () => {
	let root = "";
	let store: DuckStore;
	const folder = () => join(root, "copies");
	const backUp = (signal?: AbortSignal, onProgress: (bytes: number, total: number) => void = () => undefined) =>
		store.backUp({ folder: folder(), now: Date.UTC(2026, 10, 22), signal, onProgress });
	beforeEach(async () => {
		root = await mkdtemp(join(tmpdir(), "backup-"));
		store = await openDuckStore({ path: join(root, "clickstream.duckdb") });
	});
	afterEach(async () => {
		await store.close();
		await rm(root, { recursive: true, force: true });
	});

	test("holds every event acknowledged before it, whole, while more keep coming; it opens as a store", async () => {
		await store.append(events(3_000));
		let coming = true;
		let acknowledged = 3_000;
		const writing = (async () => {
			while (coming) {
				await store.append(events(200));
				acknowledged += 200;
			}
		})();
		await new Promise((resolve) => setTimeout(resolve, 100));
		const before = acknowledged;
		const told: number[] = [];
		const copy = await backUp(undefined, (bytes, total) => told.push(bytes / total));
		coming = false;
		await writing;
		expect(copy.events).toBeGreaterThanOrEqual(before);
		expect(told.at(-1)).toBe(1);
		expect((await stat(copy.path)).size).toBe(copy.bytes);
		expect((await stat(copy.path)).mode & 0o077).toBe(0);
		const there = await openDuckStore({ path: copy.path });
		expect(await there.count(all)).toBe(copy.events);
		await there.close();
		expect(await store.count(all)).toBe(acknowledged);
	});

	test("that is cancelled, or whose folder cannot be written to, leaves no file, and the store goes on", async () => {
		await store.append(events(100));
		await expect(backUp(AbortSignal.abort())).rejects.toMatchObject({ code: "cancelled" });
		expect(await readdir(folder())).toEqual([]);
		await writeFile(join(root, "file"), "");
		const request = { folder: join(root, "file"), now: 0, onProgress: () => undefined };
		await expect(store.backUp(request)).rejects.toMatchObject({
			code: "invalid",
			message: expect.stringContaining("cannot be written to"),
		});
		await store.append(events(1));
		expect(await store.count(all)).toBe(101);
	});

	test("of the same moment twice does not replace the first", async () => {
		await store.append(events(10));
		const first = await backUp();
		await chmod(first.path, 0o400);
		const again = await backUp().catch((error: unknown) => error);
		expect((await stat(first.path)).mode & 0o777).toBe(0o400);
		expect(again).toMatchObject({ code: "invalid", message: expect.stringContaining("exists already") });
	});

	test("of a store in memory is refused", async () => {
		const memory = await openDuckStore({ path: ":memory:" });
		await expect(memory.backUp({ folder: folder(), now: 0, onProgress: () => undefined })).rejects.toMatchObject({ code: "unsupported" });
		await memory.close();
	});
});
