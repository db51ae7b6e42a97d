import { expect, test } from "vitest";
import type { SeedRun, SeedTruth } from "../../../backend/contract/seeding.js";
import { event } from "../../builders/event.js";
import type { Bench } from "../suite.js";

const run = (run_id: string, over: Partial<SeedRun> = {}): SeedRun => ({
	run_id,
	options: {
		days: 7,
		user_count: 25,
		sessions_per_user: 5,
		avg_events: 7,
		seed: 42,
		now: "2026-01-01T00:00:00.000Z",
		time_zone: "UTC",
		promotion: true,
		bots: false,
		spikes: false,
		seed_products: false,
	},
	status: "done",
	events: 3,
	sessions: 1,
	visitors: 1,
	orders: 0,
	from: 1,
	to: 2,
	products: ["a"],
	user_id: null,
	error: null,
	started_at: "2026-01-01T00:00:00.000Z",
	finished_at: null,
	undone_at: null,
	took_ms: 5,
	...over,
});

const truth = { version: 1, run_id: "demo-a", currency: "EUR" } as SeedTruth;

export const seedPromises = (bench: Bench): void => {
	test("runs are listed newest first; a replaced one keeps its place", async () => {
		const store = bench.store();
		await store.saveSeedRun(run("demo-a"));
		await store.saveSeedRun(run("demo-b"));
		await store.saveSeedRun(run("demo-c", { started_at: "2025-01-01T00:00:00.000Z" }));
		await store.saveSeedRun(run("demo-a", { events: 9 }));
		expect((await store.seedRuns(10)).map(({ run_id, events }) => [run_id, events])).toEqual([
			["demo-b", 3],
			["demo-a", 9],
			["demo-c", 3],
		]);
		expect(await store.seedRuns(1)).toHaveLength(1);
		expect(await store.seedRun("demo-a")).toEqual(run("demo-a", { events: 9 }));
		expect(await store.seedRun("demo-z")).toBeNull();
	});

	test("a truth stays until another one comes", async () => {
		const store = bench.store();
		await store.saveSeedRun(run("demo-a"));
		expect(await store.seedTruth("demo-a")).toBeNull();
		expect(await store.seedTruth("demo-z")).toBeNull();
		await store.saveSeedRun(run("demo-a"), truth);
		await store.saveSeedRun(run("demo-a", { status: "undone" }));
		expect(await store.seedTruth("demo-a")).toEqual(truth);
		await store.saveSeedRun(run("demo-a"), { ...truth, currency: "USD" });
		expect(await store.seedTruth("demo-a")).toMatchObject({ currency: "USD" });
	});

	test("removing by a beginning takes those alone, so many at a time, and they can come again", async () => {
		const store = bench.store();
		const mine = ["k-1", "k-2", "k-3"].map((eventId) => event({ source: "seed", eventId }));
		await store.append([
			...mine,
			event({ source: "seed", eventId: "kk-1" }),
			event({ source: "api", eventId: "k-1" }),
			event({ source: "seed", eventId: "K-1" }),
			event({ source: "seed", eventId: "k_9" }),
		]);
		expect(await store.removeBeginning("seed", "k-", 2)).toBe(2);
		expect(await store.removeBeginning("seed", "k-", 2)).toBe(1);
		expect(await store.removeBeginning("seed", "k-", 2)).toBe(0);
		expect(await store.count({ noise: "show" })).toBe(4);
		expect((await store.counts()).events).toBe(4);
		expect((await store.append(mine)).inserted).toEqual([true, true, true]);
	});

	if (bench.reopen)
		test("runs and truths are there after a restart", async () => {
			await bench.store().saveSeedRun(run("demo-a"), truth);
			const store = (await bench.reopen?.()) ?? bench.store();
			expect(await store.seedRun("demo-a")).toEqual(run("demo-a"));
			expect(await store.seedTruth("demo-a")).toEqual(truth);
		});
};
