import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { SeedInput, SeedOutcome, SeedTruth } from "../../backend/contract/seeding.js";
import { command } from "./command.js";
import { seed, seedWithTruth, undo } from "./seeding-backend.js";
import { allEvents, fresh, openBackend } from "./transfer-backend.js";

const week = {
	days: 7,
	user_count: 60,
	sessions_per_user: 2,
	avg_events: 6,
	now: "2026-11-10T22:59:00Z",
	bots: true,
} as const satisfies SeedInput;

test("running twice adds nothing, another store gets the same rows, and undo leaves the store as it was", async () =>
	fresh(async (own) => {
		const { client } = own;
		await client.system.status();
		const before = await allEvents(own);
		const first = await seed(client, week);
		expect(first).toMatchObject({ added: first.run.events, already: 0, run: { status: "done" } });
		const rows = await allEvents(own);
		expect(rows).toHaveLength(first.run.events);
		expect(new Set(rows.map((row) => row["source"]))).toEqual(new Set(["realistic_seed"]));
		expect(await seed(client, week)).toMatchObject({ added: 0, already: first.run.events });
		expect(await allEvents(own)).toEqual(rows);
		await fresh(async (other) => {
			const { ip_hash: _, net_hash: __ } = rows[0] ?? {};
			await seed(other.client, week);
			const shared = (row: Readonly<Record<string, unknown>>) => ({ ...row, ip_hash: null, net_hash: null });
			expect((await allEvents(other)).map(shared)).toEqual(rows.map(shared));
		});
		const second = await seed(client, { ...week, seed: 7 });
		expect(await undo(client, first.run.run_id)).toBe(first.run.events);
		expect(await allEvents(own)).toHaveLength(before.length + second.run.events);
		expect(await undo(client, second.run.run_id)).toBe(second.run.events);
		expect(await allEvents(own)).toEqual(before);
		const { items } = await client.seeding.list({});
		expect(items.map(({ status, events }) => [status, events])).toEqual([
			["undone", 0],
			["undone", 0],
		]);
		await expect(client.seeding.undo({ run_id: first.run.run_id })).rejects.toMatchObject({ code: "conflict" });
		expect((await seed(client, week)).added).toBe(first.run.events);
	}));

test("products: put in once, handed on while another run counts on them, taken out with the last one; own products stay", async () =>
	fresh(async ({ client }) => {
		const first = await seed(client, { ...week, seed_products: true });
		expect(first.run.products).toHaveLength(412);
		const second = await seed(client, { ...week, seed: 7, seed_products: true });
		expect(second.run.products).toHaveLength(0);
		expect(await client.seeding.products()).toMatchObject({ products: 412, categories: 35, inserted: 0, unchanged: 412 });
		await undo(client, first.run.run_id);
		expect((await client.catalog.products({})).total).toBe(412);
		await undo(client, second.run.run_id);
		expect((await client.catalog.products({})).total).toBe(0);
	}));

test("--username: the account is made without a password, its events are its own, and undo takes it out again", async () =>
	fresh(async ({ client }) => {
		const { run } = await seed(client, { ...week, bots: false, user_count: 1, sessions_per_user: 6, username: "alice" });
		const [alice] = (await client.accounts.users()).items;
		expect(alice).toMatchObject({ username: "alice", role: "customer", pending: true, user_id: run.user_id });
		const { items } = await client.events.list({ user_id: run.user_id ?? "", limit: 200 });
		expect(items.length).toBe(Math.min(200, run.events));
		expect(await client.accounts.reset({ user_id: run.user_id ?? "" })).toMatchObject({ path: expect.any(String) });
		await undo(client, run.run_id);
		expect((await client.accounts.users()).items).toEqual([]);
	}));

test("cancelled in the middle it keeps nothing; a second run meanwhile is refused", async () =>
	fresh(async ({ client }) => {
		const stop = new AbortController();
		const large = { ...week, user_count: 6_000, seed_products: true, username: "bob" };
		const running = await client.seeding.run(large, { signal: stop.signal });
		let written = 0;
		await expect(
			(async () => {
				for await (const message of running) {
					if (message.type !== "progress" || message.events === 0) continue;
					if (written === 0) await expect(client.seeding.run(week)).rejects.toMatchObject({ code: "conflict" });
					written = message.events;
					stop.abort();
				}
				stop.signal.throwIfAborted();
			})(),
		).rejects.toThrow();
		expect(written).toBeGreaterThan(0);
		await expect.poll(async () => (await client.seeding.list({})).items[0]?.status, { timeout: 30_000 }).toBe("cancelled");
		expect((await client.system.status()).events).toBe(0);
		expect((await client.catalog.products({})).total).toBe(0);
		expect((await client.accounts.users()).items).toEqual([]);
		expect((await seed(client, week)).run.status).toBe("done");
	}));

test("closed in the middle it says interrupted, and the same request without a time completes it", async () =>
	fresh(async (own) => {
		const { now: _, ...asked } = { ...week, user_count: 4_000 };
		const running = await own.client.seeding.run(asked);
		const ended = (async () => {
			for await (const message of running) if (message.type === "progress" && message.events > 2_000) void own.close();
		})();
		await expect(ended).rejects.toBeDefined();
		await own.close();
		const again = await openBackend({ dataDir: own.dataDir });
		const [left] = (await again.client.seeding.list({})).items;
		expect(left).toMatchObject({ status: "interrupted", events: (await again.client.system.status()).events });
		expect((left?.to ?? 0) - (left?.from ?? 0)).toBeGreaterThan(6 * 86_400_000);
		const { run, added, already } = await seed(again.client, asked);
		expect(run).toMatchObject({ run_id: left?.run_id, status: "done" });
		expect([added > 0, already > 0, added + already]).toEqual([true, true, run.events]);
		expect((await again.client.system.status()).events).toBe(run.events);
		await again.remove();
	}));

test.each([
	[{ days: 0 }],
	[{ days: -3 }],
	[{ days: 1e9 }],
	[{ user_count: 0 }],
	[{ user_count: 2_000_000, sessions_per_user: 50 }],
	[{ avg_events: 1 }],
	[{ sessions_per_user: Number.NaN }],
	[{ seed: -1 }],
	[{ seed: 1.5 }],
	[{ now: "yesterday" }],
	[{ now: "2100-01-01T00:00:00Z" }],
	[{ time_zone: "Mars/Olympus" }],
	[{ username: "\u0000" }],
])("%j is refused before anything is written", async (change) =>
	fresh(async ({ client }) => {
		await expect(client.seeding.run({ ...week, ...change })).rejects.toMatchObject({
			code: expect.stringMatching(/^(invalid|bad_request)$/),
		});
		await expect(client.seeding.estimate({ ...week, ...change })).rejects.toMatchObject({
			code: expect.stringMatching(/^(invalid|bad_request)$/),
		});
		expect((await client.seeding.list({})).items).toEqual([]);
	}),
);

test("the estimate is close to what comes of it, and writes nothing", async () =>
	fresh(async ({ client }) => {
		const input = { ...week, days: 14, user_count: 3_000 };
		const estimate = await client.seeding.estimate(input);
		expect((await client.system.status()).events).toBe(0);
		const { truth, run } = await seedWithTruth(client, input);
		expect(estimate.run_id).toBe(run.run_id);
		for (const [expected, made] of [
			[estimate.sessions, truth.people.sessions],
			[estimate.events, truth.people.events],
			[estimate.events + estimate.bot_events, truth.totals.events],
		] as const)
			expect(Math.abs(made / expected - 1)).toBeLessThan(0.06);
		expect(Math.abs(truth.people.orders - estimate.orders)).toBeLessThan(5 * Math.sqrt(estimate.orders));
		expect(Math.abs(truth.products.added / truth.products.views - estimate.view_to_cart)).toBeLessThan(0.015);
		expect(estimate.days.map(({ day }) => day)).toEqual(truth.days.map(({ day }) => day));
	}));

test("the commands, without the app and through it: results alone on stdout, the truth in a file, exit codes", async () => {
	const own = await openBackend({ listen: "must" });
	const flags = ["--days", "7", "--user-count", "25", "--sessions-per-user", "5", "--avg-events", "7", "--now", "2026-11-21T22:59:00Z"];
	const file = join(own.folder, "truth.json");
	try {
		const made = await command("seed:realistic", own.dataDir, ...flags, "--seed-products", "--truth", file, "--json");
		const outcome = JSON.parse(made.out) as SeedOutcome;
		expect([made.code, outcome.added > 500, outcome.run.products.length]).toEqual([0, true, 412]);
		expect((JSON.parse(await readFile(file, "utf8")) as SeedTruth).totals.events).toBe(outcome.run.events);
		const sent = await command("simulate", own.dataDir, "--rate", "60", "--duration", "1", "--profile", "buyer", "--json");
		expect([sent.code, JSON.parse(sent.out)]).toMatchObject([0, { sent: 60, taken: 60, rejected: 0, failed: 0 }]);
		expect((await own.client.events.list({ source: "simulation", count: true })).total).toBe(60);
		const picture = await fetch(`${own.listening().address}/static/products/stoneware-mug.svg`);
		expect([picture.status, picture.headers.get("content-type"), await picture.text()]).toEqual([
			200,
			expect.stringContaining("image/svg+xml"),
			expect.stringMatching(/^<svg /),
		]);
		expect((await fetch(`${own.listening().address}/static/products/none.svg`)).status).toBe(404);
		await own.close();
		const old = await command("seed:demo", own.dataDir, "--now", "2026-11-21T22:59:00Z");
		expect(old).toMatchObject({ code: 0, err: expect.stringContaining("deprecated") });
		expect(old.out).toMatch(/^demo-[0-9a-f]{8}: \d+ events of 5 visitors/);
		for (const [flag, value, told] of [
			["--days", "-1", /expected a whole number from 1 to 730/],
			["--now", "yesterday", /expected a time such as/],
			["--truth", join(own.folder, "none", "truth.json"), /there is no folder .*none\. Nothing was made/],
		] as const) {
			const refused = await command("seed:realistic", own.dataDir, flag, value);
			expect(refused, flag).toMatchObject({ code: 2, out: "", err: expect.stringMatching(told) });
		}
		expect(await command("simulate", own.dataDir, "--duration", "1")).toMatchObject({
			code: 1,
			out: "",
			err: expect.stringContaining("npm run serve"),
		});
	} finally {
		await own.remove();
	}
}, 300_000);
