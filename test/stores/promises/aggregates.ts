import { expect, test } from "vitest";
import type { CountProgress, MinuteCount, PartitionProgress, SeenIds } from "../../../backend/store/aggregate-port.js";
import type { Store } from "../../../backend/store/ports.js";
import { event } from "../../builders/event.js";
import type { Bench } from "../suite.js";

const noon = Date.UTC(2024, 0, 10, 12);
const minute = 60_000;

const count = (over: Partial<MinuteCount> = {}): MinuteCount => ({
	windowStart: noon,
	page: "/",
	eventType: "pageview",
	count: 1,
	...over,
});

const part = (partition: number, from: number | null, to: number, seen: readonly SeenIds[] = []): PartitionProgress => ({
	partition,
	from,
	to,
	seen,
});
const progress = (...partitions: readonly PartitionProgress[]): CountProgress => ({
	stream: "clickstream.events",
	partitions,
	forgetBefore: 0,
});

const all = (store: Store): Promise<MinuteCount[]> => store.aggregates({ from: -1e12, to: 1e14, limit: 1_000 });
const seenOf = async (store: Store, partition: number): Promise<string[]> => {
	const ids: string[] = [];
	await store.seenIds("clickstream.events", partition, (piece) => ids.push(...piece.ids));
	return ids.sort();
};

export const aggregatePromises = (bench: Bench): void => {
	test("counts have one owner, who may claim them again; another is refused, also when two race", async () => {
		const store = bench.store();
		expect(await store.aggregatesOwner()).toBeNull();
		const racing = await Promise.allSettled([store.claimAggregates("ingest"), store.claimAggregates("consumer")]);
		expect(racing.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
		const owner = racing[0]?.status === "fulfilled" ? "ingest" : "consumer";
		expect(await store.aggregatesOwner()).toBe(owner);
		await store.claimAggregates(owner);
		await expect(store.claimAggregates(owner === "ingest" ? "consumer" : "ingest")).rejects.toMatchObject({
			code: "conflict",
			details: { owner },
			message: expect.stringContaining(`AGGREGATES=${owner}`),
		});
	});

	test("the Spark job claims counts in MongoDB only", async () => {
		const store = bench.store();
		if (store.kind === "mongodb") await store.claimAggregates("spark");
		else await expect(store.claimAggregates("spark")).rejects.toMatchObject({ code: "unsupported" });
		expect(await store.aggregatesOwner()).toBe(store.kind === "mongodb" ? "spark" : null);
	});

	test("ingest counts each stored event once, by minute, name of page and type", async () => {
		const store = bench.store();
		await store.claimAggregates("ingest");
		const twice = event({ eventId: "twice", ts: noon });
		await store.append([twice, event({ ts: noon + minute - 1 }), event({ ts: noon + minute }), twice]);
		await store.append([
			twice,
			event({ ts: noon, page: "/product/17" }),
			event({ ts: noon, page: "/product/18" }),
			event({ ts: noon, page: null }),
		]);
		await store.append([event({ ts: noon, eventType: "purchase" }), event({ ts: -1 }), event({ ts: noon, page: "/\ud800" })]);
		expect(await all(store)).toEqual([
			count({ windowStart: noon + minute }),
			count({ count: 2 }),
			count({ page: "/product/*", count: 2 }),
			count({ page: null }),
			count({ page: "/\ufffd" }),
			count({ eventType: "purchase" }),
			count({ windowStart: -minute }),
		]);
	});

	test("ingest counts what is stored before the first claim, what is hidden, and keeps what is deleted", async () => {
		const store = bench.store();
		await store.append([
			event({ eventId: "before", ts: noon, page: "/product/17" }),
			event({ ts: noon, page: null, source: "simulation" }),
		]);
		await store.claimAggregates("ingest");
		await store.append([event({ eventId: "after", ts: noon, source: "simulation" })]);
		await store.flag([{ source: "api", eventId: "before" }], ["r"], 1);
		await store.append([event({ eventId: "gone", ts: noon })]);
		await store.remove([{ source: "api", eventId: "gone" }]);
		expect(await all(store)).toEqual([count({ count: 2 }), count({ page: null }), count({ page: "/product/*" })]);
	});

	test("a thousand appends at the same time are counted, each once", async () => {
		const store = bench.store();
		await store.claimAggregates("ingest");
		const calls = Array.from({ length: 200 }, (_, at) =>
			store.append(Array.from({ length: 5 }, () => event({ ts: noon + (at % 3) * minute, page: `/${"ab"[at % 2]}` }))),
		);
		await Promise.all(calls);
		const counted = await all(store);
		expect(counted).toHaveLength(6);
		expect(counted.reduce((sum, one) => sum + one.count, 0)).toBe(1_000);
	});

	test("counts are read by range: from is in, to is not, and the oldest are left out", async () => {
		const store = bench.store();
		await store.claimAggregates("consumer");
		const minutes = [0, 1, 2, 3].map((at) => count({ windowStart: noon + at * minute, count: at + 1 }));
		await store.addCounts(minutes, progress(part(0, null, 4)));
		expect(await store.aggregates({ from: noon + minute, to: noon + 3 * minute, limit: 10 })).toEqual([minutes[2], minutes[1]]);
		expect(await store.aggregates({ from: 0, to: noon * 2, limit: 1 })).toEqual([minutes[3]]);
		expect(await store.aggregates({ from: noon + 4 * minute, to: noon * 2, limit: 10 })).toEqual([]);
	});

	test("a consumer's counts add up, and are kept together with where they end and the ids they were made of", async () => {
		const store = bench.store();
		await store.claimAggregates("consumer");
		expect(await store.countProgress("clickstream.events")).toEqual([]);
		await store.addCounts(
			[count({ count: 3 }), count({ page: null })],
			progress(part(0, null, 4, [{ until: 9, ids: ["a", "b"] }]), part(2, null, 8)),
		);
		await store.addCounts([count({ count: 2 })], progress(part(0, 4, 6, [{ until: 10, ids: ["c"] }])));
		expect(await all(store)).toEqual([count({ count: 5 }), count({ page: null })]);
		expect(await store.countProgress("clickstream.events")).toEqual([
			{ partition: 0, offset: 6 },
			{ partition: 2, offset: 8 },
		]);
		expect(await store.countProgress("another")).toEqual([]);
		expect(await seenOf(store, 0)).toEqual(["a", "b", "c"]);
		expect(await seenOf(store, 2)).toEqual([]);
	});

	test("counts that do not begin where those kept end are refused whole, and so are those that go back", async () => {
		const store = bench.store();
		await store.claimAggregates("consumer");
		await store.addCounts([count()], progress(part(0, null, 4), part(1, null, 4)));
		for (const wrong of [part(0, null, 9), part(0, 3, 9), part(0, 5, 9), part(0, 4, 3)])
			await expect(
				store.addCounts([count({ count: 7 })], progress(part(1, 4, 9, [{ until: 9, ids: ["x"] }]), wrong)),
			).rejects.toMatchObject({ code: "conflict", details: { partition: 0, offset: 4 } });
		expect(await all(store)).toEqual([count()]);
		expect(await store.countProgress("clickstream.events")).toEqual([
			{ partition: 0, offset: 4 },
			{ partition: 1, offset: 4 },
		]);
		expect(await seenOf(store, 1)).toEqual([]);
	});

	test("of consumers that add the same messages at the same time one is kept", async () => {
		const store = bench.store();
		await store.claimAggregates("consumer");
		const adding = Array.from({ length: 8 }, () => store.addCounts([count()], progress(part(0, null, 4))));
		expect((await Promise.allSettled(adding)).filter(({ status }) => status === "fulfilled")).toHaveLength(1);
		expect(await all(store)).toEqual([count()]);
	});

	test("consumers of different partitions add at the same time, and nothing is lost", async () => {
		const store = bench.store();
		await store.claimAggregates("consumer");
		await Promise.all(
			Array.from({ length: 6 }, async (_, partition) => {
				for (let at = 0; at < 5; at++)
					await store.addCounts([count(), count({ page: `/${partition}` })], progress(part(partition, at || null, at + 1)));
			}),
		);
		const counted = await all(store);
		expect(counted[0]).toEqual(count({ count: 30 }));
		expect(counted.slice(1).map((one) => one.count)).toEqual([5, 5, 5, 5, 5, 5]);
	});

	test("ids are forgotten once they cannot come again", async () => {
		const store = bench.store();
		await store.claimAggregates("consumer");
		const many = Array.from({ length: 25_000 }, (_, at) => `id-${at}`);
		await store.addCounts(
			[],
			progress(
				part(0, null, 4, [
					{ until: 1_000, ids: ["old"] },
					{ until: 2_000, ids: many },
				]),
			),
		);
		expect(await seenOf(store, 0)).toHaveLength(25_001);
		await store.addCounts([], { ...progress(part(0, 4, 5)), forgetBefore: 2_000 });
		expect(await seenOf(store, 0)).toEqual([...many].sort());
		await store.addCounts([], { ...progress(part(0, 5, 6)), forgetBefore: 2_001 });
		expect(await seenOf(store, 0)).toEqual([]);
	});

	test("only a consumer's counts are added, and no more than may come at once", async () => {
		const store = bench.store();
		await expect(store.addCounts([count()], progress(part(0, null, 1)))).rejects.toMatchObject({ code: "conflict" });
		await store.claimAggregates("ingest");
		await expect(store.addCounts([count()], progress(part(0, null, 1)))).rejects.toMatchObject({
			code: "conflict",
			details: { owner: "ingest" },
		});
		const many = Array.from({ length: 20_001 }, (_, at) => count({ page: `/${at}` }));
		await expect(store.addCounts(many, progress(part(0, null, 1)))).rejects.toMatchObject({ code: "too_large" });
		const ids = Array.from({ length: 100_001 }, () => "a");
		await expect(store.addCounts([], progress(part(0, null, 1, [{ until: 1, ids }])))).rejects.toMatchObject({ code: "too_large" });
		expect(await all(store)).toEqual([]);
	});

	test("handed over, counts begin anew: a consumer's from nothing, ingest's from the events that are stored", async () => {
		const store = bench.store();
		await store.claimAggregates("ingest");
		await store.append([event({ ts: noon }), event({ ts: noon, page: "/product/5" })]);
		await store.handAggregates("consumer");
		expect(await store.aggregatesOwner()).toBe("consumer");
		await store.append([event({ ts: noon })]);
		expect(await all(store)).toEqual([]);
		await store.addCounts([count({ count: 9 })], progress(part(0, null, 9, [{ until: 9, ids: ["a"] }])));
		await store.handAggregates("ingest");
		expect(await store.countProgress("clickstream.events")).toEqual([]);
		expect(await seenOf(store, 0)).toEqual([]);
		await store.append([event({ ts: noon })]);
		expect(await all(store)).toEqual([count({ count: 3 }), count({ page: "/product/*" })]);
	});

	if (bench.reopen)
		test("owner, counts and progress are there after a restart, and counting goes on", async () => {
			await bench.store().claimAggregates("ingest");
			await bench.store().append([event({ ts: noon })]);
			const store = (await bench.reopen?.()) ?? bench.store();
			expect(await store.aggregatesOwner()).toBe("ingest");
			await store.claimAggregates("ingest");
			await store.append([event({ ts: noon })]);
			expect(await all(store)).toEqual([count({ count: 2 })]);
			await store.handAggregates("consumer");
			await store.addCounts([count({ count: 4 })], progress(part(0, null, 4, [{ until: 9, ids: ["a"] }])));
			const again = (await bench.reopen?.()) ?? store;
			expect(await all(again)).toEqual([count({ count: 4 })]);
			expect(await again.countProgress("clickstream.events")).toEqual([{ partition: 0, offset: 4 }]);
			expect(await seenOf(again, 0)).toEqual(["a"]);
		});
};
