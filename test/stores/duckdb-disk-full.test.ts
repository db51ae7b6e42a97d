import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { openDuckStore } from "../../backend/store/duckdb/open.js";
import { event } from "../builders/event.js";

const all = { noise: "show" } as const;
const disk = mkdtempSync(join(tmpdir(), "small-disk-"));

/** A disk of 16 MB, where this user may mount one. */
const mounted = ((): boolean => {
	try {
		execFileSync("mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", disk], { stdio: "ignore" });
		return true;
	} catch {
		console.warn("SKIPPED: the tests of a full disk need to mount a small one (root, with the right to mount).");
		return false;
	}
})();

afterAll(() => {
	if (mounted) execFileSync("umount", ["-l", disk]);
	rmSync(disk, { recursive: true, force: true });
});

afterEach(async () => {
	for (const name of await readdir(disk)) await rm(join(disk, name), { recursive: true });
});

const batch = () => Array.from({ length: 200 }, () => event({ eventId: randomUUID(), properties: { text: randomUUID().repeat(8) } }));

describe.skipIf(!mounted)("a full disk", () => {
	test("refuses with disk_full, keeps what it acknowledged and nothing else, and the store goes on once there is space", async () => {
		const path = join(disk, "clickstream.duckdb");
		const ballast = join(disk, "ballast");
		await writeFile(ballast, Buffer.alloc(4 << 20));
		const store = await openDuckStore({ path });
		let acknowledged = 0;
		let refused = 0;
		while (refused < 3)
			await store.append(batch()).then(
				({ inserted }) => {
					acknowledged += inserted.length;
				},
				(error: unknown) => {
					refused += 1;
					expect(error).toMatchObject({ code: "disk_full", details: { retry_after: expect.any(Number) } });
				},
			);
		expect(acknowledged).toBeGreaterThan(0);
		expect(await store.count(all)).toBe(acknowledged);
		expect(await store.settings()).toMatchObject({ time_zone: "UTC" });
		await rm(ballast);
		acknowledged += (await store.append(batch())).inserted.length;
		expect(await store.count(all)).toBe(acknowledged);
		await store.close();
		const again = await openDuckStore({ path });
		expect(await again.count(all)).toBe(acknowledged);
		await again.close();
	});

	test("a deletion whose backup finds no space deletes nothing and leaves no file, and works once there is space", async () => {
		const ballast = join(disk, "ballast");
		const folder = join(disk, "cleanup");
		const store = await openDuckStore({ path: join(disk, "third.duckdb") });
		for (let i = 0; i < 20; i++) await store.append(batch());
		const remove = async () => {
			const query = { reason: "all", sql: "SELECT seq, 1.0 AS score, visitor AS subject FROM events", params: {} };
			const judgement = await store.judge({ queries: [query], since: null });
			try {
				return await store.carryOut(judgement, { action: "delete", at: 1, about: { since: null, reasons: [] }, confirmed: 4_000 });
			} finally {
				judgement.close();
			}
		};
		// Folding takes space of its own.
		await store.kept.fresh(async () => undefined);
		await fill(ballast);
		await expect(remove()).rejects.toMatchObject({ code: "disk_full", message: expect.stringContaining("Nothing was deleted") });
		expect(await readdir(folder)).toEqual([]);
		expect(await store.count(all)).toBe(4_000);
		expect(await store.runs(5)).toEqual([]);
		await rm(ballast);
		expect(await remove()).toMatchObject({ run: 1, events: 4_000 });
		expect(await store.count(all)).toBe(0);
		expect(await store.undo(1, { at: 2 })).toMatchObject({ restored: 4_000 });
		expect(await store.count(all)).toBe(4_000);
		await store.close();
	});

	test("a checkpoint that finds no space loses nothing, and the next one works", async () => {
		const path = join(disk, "second.duckdb");
		const ballast = join(disk, "ballast");
		const store = await openDuckStore({ path });
		for (let i = 0; i < 20; i++) await store.append(batch());
		await fill(ballast);
		await expect(store.database.use((link) => link.exec("CHECKPOINT"))).rejects.toMatchObject({ code: "disk_full" });
		expect(await store.count(all)).toBe(4_000);
		await rm(ballast);
		await store.append(batch());
		await store.database.use((link) => link.exec("CHECKPOINT"));
		expect(await store.count(all)).toBe(4_200);
		await store.close();
		const again = await openDuckStore({ path });
		expect(await again.count(all)).toBe(4_200);
		await again.close();
	});
});

/** Writes until the disk is full. */
const fill = async (path: string): Promise<void> => {
	for (let bytes = 16 << 20; bytes >= 4096; bytes >>= 1)
		await writeFile(path, Buffer.alloc(bytes), { flag: "a" }).catch((error: unknown) => {
			if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
		});
};
