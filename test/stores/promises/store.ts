import { join } from "node:path";
import { expect, test } from "vitest";
import type { Store } from "../../../backend/store/ports.js";
import { event } from "../../builders/event.js";
import type { Bench } from "../suite.js";

const calls = (store: Store, folder: string): Record<string, () => Promise<unknown>> => ({
	append: () => store.append([event()]),
	flag: () => store.flag([{ source: "api", eventId: "a" }], ["r"], 1),
	unflag: () => store.unflag([{ source: "api", eventId: "a" }]),
	remove: () => store.remove([{ source: "api", eventId: "a" }]),
	list: () => store.list({ noise: "show" }, { limit: 1, cursor: null }),
	count: () => store.count({ noise: "show" }),
	facets: () => store.facets(),
	counts: () => store.counts(),
	write: () => store.write({ path: join(folder, "out"), format: "csv", filter: { noise: "show" } }),
	rejects: () => store.rejects(1),
	users: () => store.users(),
	analyses: () => store.analyses(null, 1),
	imports: () => store.imports(1),
	seedRuns: () => store.seedRuns(1),
	removeBeginning: () => store.removeBeginning("api", "a", 1),
	claimAggregates: () => store.claimAggregates("consumer"),
	addCounts: () => store.addCounts([], { stream: "s", partitions: [], forgetBefore: 0 }),
	aggregates: () => store.aggregates({ from: 0, to: 1, limit: 1 }),
	settings: () => store.settings(),
	secret: () => store.secret(),
});

export const storePromises = (bench: Bench): void => {
	test("close is idempotent, also when called twice at once", async () => {
		await Promise.all([bench.store().close(), bench.store().close()]);
		await bench.store().close();
	});

	test("every call after close rejects as store_unavailable", async () => {
		const store = bench.store();
		await store.close();
		for (const [name, call] of Object.entries(calls(store, bench.folder())))
			await expect(call(), name).rejects.toMatchObject({ code: "store_unavailable" });
	});

	test("close stops queries that run, and ends", async () => {
		await bench.store().append(Array.from({ length: 2_000 }, () => event()));
		const running = Array.from({ length: 30 }, () => bench.store().facets());
		const results = Promise.allSettled(running);
		await bench.store().close();
		for (const result of await results)
			if (result.status === "rejected") expect(["cancelled", "store_unavailable"]).toContain((result.reason as { code: string }).code);
	});

	if (bench.reopen)
		test("accounts, analyses, settings and the secret are there after a restart", async () => {
			const secret = await bench.store().secret();
			await bench.store().changeSettings({ shop_name: "Kept" });
			await bench.store().createUser({ userId: "1", username: "ada", email: null, role: "owner", passwordHash: "h", createdAt: 1 });
			const store = (await bench.reopen?.()) ?? bench.store();
			expect(Buffer.from(await store.secret()).equals(Buffer.from(secret))).toBe(true);
			expect((await store.settings()).shop_name).toBe("Kept");
			expect(await store.hasOwner()).toBe(true);
		});
};
