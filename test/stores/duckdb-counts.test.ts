import { expect, test } from "vitest";
import { openDuckStore } from "../../backend/store/duckdb/open.js";

const all = { from: 0, to: 1e14, limit: 100_000 };

test("counts are added up behind what goes on, and stay what they were", async () => {
	const store = await openDuckStore({ path: ":memory:" });
	try {
		await store.claimAggregates("consumer");
		const counts = Array.from({ length: 10_000 }, (_, at) => ({
			windowStart: (at % 100) * 60_000,
			page: `/${at}`,
			eventType: "t",
			count: 1,
		}));
		for (let step = 0; step < 21; step++)
			await store.addCounts(counts, {
				stream: "topic",
				partitions: [{ partition: 0, from: step || null, to: step + 1, seen: [] }],
				forgetBefore: 0,
			});
		const waiting = async (): Promise<number> =>
			Number((await store.database.use((link) => link.row("SELECT count(*) AS n FROM minute_counts_added")))["n"]);
		await expect.poll(waiting, { timeout: 20_000 }).toBeLessThan(200_000);
		const found = await store.aggregates(all);
		expect(found).toHaveLength(10_000);
		expect(found.every(({ count }) => count === 21)).toBe(true);
		expect(Number((await store.database.use((link) => link.row("SELECT count(*) AS n FROM minute_counts")))["n"])).toBe(10_000);
	} finally {
		await store.close();
	}
});
