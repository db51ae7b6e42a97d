import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, stat, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDays } from "../../../backend/engine/spark/days.js";
import { folderShelf } from "../../../backend/engine/spark/folder.js";
import { sweepLeft } from "../../../backend/engine/spark/leftovers.js";
import { type DuckStore, openDuckStore } from "../../../backend/store/duckdb/open.js";
import { event } from "../../builders/event.js";

let folder: string;
let store: DuckStore;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "clickstream-days-"));
	store = await openDuckStore({ path: ":memory:" });
});
afterEach(async () => {
	await store.close();
	await rm(folder, { recursive: true, force: true });
});

const day = Date.UTC(2026, 0, 1, 12);
const isThere = (path: string): Promise<boolean> =>
	stat(path).then(
		() => true,
		() => false,
	);

test("a day is written again only when its rows changed", async () => {
	await store.append([event({ eventId: "a", ts: day }), event({ eventId: "b", ts: day + 86_400_000 })]);
	const first = await store.snapshot(folder);
	expect(first.written).toEqual(["2026-01-01", "2026-01-02"]);
	const { mtimeMs } = await stat(join(folder, first.folders[0] ?? ""));
	await store.append([event({ eventId: "c", ts: day + 86_400_000 })]);
	const second = await store.snapshot(folder);
	expect(second.written).toEqual(["2026-01-02"]);
	expect(second.folders[0]).toBe(first.folders[0]);
	expect((await stat(join(folder, second.folders[0] ?? ""))).mtimeMs).toBe(mtimeMs);
	expect((await store.snapshot(folder)).written).toEqual([]);
});

test("what a write that was cut off left is not taken for a day", async () => {
	await store.append([event({ ts: day })]);
	await mkdir(join(folder, ".unfinished", "day=2026-01-01"), { recursive: true });
	await mkdir(join(folder, ".unfinished", "day=1999-01-01"), { recursive: true });
	const { folders, written } = await store.snapshot(folder);
	expect([folders.length, written]).toEqual([1, ["2026-01-01"]]);
	expect(await readdir(folder)).toEqual(["day=2026-01-01"]);
});

test("values that changed places between two columns, or between two rows, are another content", async () => {
	const contents = new Set<string>();
	const rows = (a: string | null, b: string | null) => [
		event({ eventId: "1", ts: day, utmSource: a, utmMedium: null }),
		event({ eventId: "2", ts: day, utmSource: b, utmMedium: null }),
	];
	const swapped = [event({ eventId: "1", ts: day, utmMedium: "x" }), event({ eventId: "2", ts: day, utmMedium: "y" })];
	for (const events of [rows("x", "y"), rows("y", "x"), rows("x", null), rows("x", ""), rows("x", "x"), swapped]) {
		const own = await openDuckStore({ path: ":memory:" });
		await own.append(events);
		for (const name of (await own.snapshot(folder)).folders) contents.add(name);
		await own.close();
	}
	expect(contents.size).toBe(6);
});

test("a day that a run reads stays until the run lets go of it, though the day has changed since", async () => {
	const days = openDays(folderShelf(store, join(folder, "server_a", "days")));
	await store.append([event({ ts: day })]);
	const [early, same] = [await days.take(), await days.take()];
	await store.append([event({ ts: day + 1 })]);
	const late = await days.take();
	const [old = "", now = ""] = [early.folders[0], late.folders[0]];
	expect(old).not.toBe(now);
	await early.release();
	await early.release();
	expect(await isThere(old)).toBe(true);
	await same.release();
	expect([await isThere(old), await isThere(now)]).toEqual([false, true]);
	await late.release();
	expect(await isThere(now)).toBe(true);
});

test("what dead servers left is deleted at a start; what a living one may read is not", async () => {
	const [gone, living] = [spawn(process.execPath, ["-e", ""]), spawn(process.execPath, ["-e", "setInterval(() => 0, 1000)"])];
	try {
		await once(gone, "exit");
		const old = new Date(Date.now() - 8 * 86_400_000);
		const names = [
			"server_me/run_1_1",
			"server_me/days/day=2026-01-01",
			"server_other/run_1_1",
			"server_forgotten/run_1_1",
			`run_${gone.pid}_1`,
			`run_${gone.pid}_2`,
			`run_${living.pid}_1`,
			"checkpoint",
			"run_other",
		];
		for (const name of names) await mkdir(join(folder, name), { recursive: true });
		for (const name of ["server_me", "server_forgotten", `run_${gone.pid}_1`, `run_${living.pid}_1`, "checkpoint", "run_other"])
			await utimes(join(folder, name), old, old);
		await sweepLeft(folder, "me");
		expect((await readdir(folder)).sort()).toEqual(
			["checkpoint", "run_other", `run_${gone.pid}_2`, `run_${living.pid}_1`, "server_me", "server_other"].sort(),
		);
		expect(await readdir(join(folder, "server_me"))).toEqual(["days"]);
		expect(await readdir(join(folder, "server_me", "days"))).toEqual(["day=2026-01-01"]);
		await sweepLeft(join(folder, "not-there"), "me");
	} finally {
		living.kill("SIGKILL");
	}
});
