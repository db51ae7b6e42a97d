import { expect, test } from "vitest";
import type { NewEvent } from "../../../backend/store/event.js";
import { event } from "../../builders/event.js";
import type { Bench } from "../suite.js";

const all = { noise: "show" } as const;
const ids = async (bench: Bench): Promise<string[]> =>
	(await bench.store().list(all, { limit: 200, cursor: null })).items.map(({ event_id }) => event_id).sort();

export const writerPromises = (bench: Bench): void => {
	test("the very next query of any reader counts what was stored", async () => {
		for (let round = 1; round <= 20; round++) {
			await bench.store().append([event(), event()]);
			expect(await bench.store().count(all)).toBe(round * 2);
			expect((await bench.store().counts()).events).toBe(round * 2);
			expect((await bench.store().facets()).sources).toEqual([{ value: "api", count: round * 2 }]);
		}
	});

	test("every field comes back as it was given", async () => {
		const given = event({
			source: "web",
			eventId: "x",
			ts: 1_700_000_000_123,
			receivedAt: 1_700_000_000_456,
			clientId: "c",
			sessionId: "s",
			userId: "u",
			eventType: "Order Completed",
			action: "order_completed",
			page: "/a",
			url: "https://shop.test/a?b=1#c",
			referrer: "https://r.test/",
			productId: "p",
			price: "4.2501",
			quantity: 2.5,
			currency: "EUR",
			orderId: "o",
			revenue: "-9999999999.9999",
			properties: { deep: { list: [1, "ü😀", null] }, zero: "\u0000" },
		});
		await bench.store().append([given]);
		const [row] = (await bench.store().list(all, { limit: 1, cursor: null })).items;
		expect(row).toEqual({
			seq: expect.any(Number),
			event_id: "x",
			source: "web",
			ts: 1_700_000_000_123,
			received_at: 1_700_000_000_456,
			visitor: "c",
			client_id: "c",
			session_id: "s",
			user_id: "u",
			event_type: "Order Completed",
			action: "order_completed",
			page: "/a",
			url: "https://shop.test/a?b=1#c",
			referrer: "https://r.test/",
			product_id: "p",
			price: 4.2501,
			quantity: 2.5,
			currency: "EUR",
			order_id: "o",
			revenue: -9_999_999_999.9999,
			noisy: false,
			noise_reasons: [],
			properties: given.properties,
		});
	});

	test("one answer an event, in order: false for what stood there and for what stood earlier in the call", async () => {
		await bench.store().append([event({ eventId: "a" })]);
		const call = ["a", "b", "b", "c"].map((eventId) => event({ eventId }));
		expect(await bench.store().append(call)).toEqual({ inserted: [false, true, false, true] });
		expect(await ids(bench)).toEqual(["a", "b", "c"]);
		expect(await bench.store().append([])).toEqual({ inserted: [] });
	});

	test("the first of a (source, event id) wins, and keeps its content", async () => {
		await bench.store().append([event({ eventId: "a", page: "/first" })]);
		await bench.store().append([event({ eventId: "a", page: "/second", ts: Date.UTC(2031, 0, 1) })]);
		const { items } = await bench.store().list(all, { limit: 10, cursor: null });
		expect(items.map(({ page }) => page)).toEqual(["/first"]);
	});

	test("identity is the pair: neither half alone, nor their joined text", async () => {
		const pairs = [
			["a", "bc"],
			["ab", "c"],
			["a", "b"],
			["b", "a"],
		] as const;
		const { inserted } = await bench.store().append(pairs.map(([source, eventId]) => event({ source, eventId })));
		expect(inserted).toEqual([true, true, true, true]);
	});

	test("of calls that race with the same event exactly one stores it", async () => {
		for (let round = 0; round < 10; round++) {
			const calls = Array.from({ length: 20 }, () =>
				bench.store().append([event({ eventId: `race-${round}` }), event({ eventId: `race-${round}` })]),
			);
			const stored = (await Promise.all(calls)).flatMap(({ inserted }) => inserted).filter(Boolean);
			expect(stored).toHaveLength(1);
		}
		expect(await bench.store().count(all)).toBe(10);
	});

	test("an event is known at any age, among many others", async () => {
		const old = Array.from({ length: 3_000 }, (_, index) => event({ eventId: `old-${index}`, ts: Date.UTC(2001, 0, 1) + index }));
		await bench.store().append(old);
		for (let batch = 0; batch < 5; batch++) await bench.store().append(Array.from({ length: 500 }, () => event()));
		expect((await bench.store().append(old)).inserted.some(Boolean)).toBe(false);
		expect(await bench.store().count(all)).toBe(5_500);
	});

	test("calls that come together share a sync", async () => {
		const spent = async (work: () => Promise<unknown>): Promise<number> => {
			const start = performance.now();
			await work();
			return performance.now() - start;
		};
		await bench.store().append([event()]);
		const apart = await spent(async () => {
			for (let i = 0; i < 200; i++) await bench.store().append([event()]);
		});
		const together = await spent(() => Promise.all(Array.from({ length: 200 }, () => bench.store().append([event()]))));
		expect(together).toBeLessThan(apart / 2);
	});

	test("a call is stored whole or not at all, and does not sink its neighbours", async () => {
		const broken: NewEvent = event({ eventId: "bad", price: "no money" });
		const calls = [
			[event({ eventId: "before" })],
			[event({ eventId: "good" }), broken, event({ eventId: "good-2" })],
			[event({ eventId: "after" })],
		];
		const results = await Promise.allSettled(calls.map((call) => bench.store().append(call)));
		expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
		expect(await ids(bench)).toEqual(["after", "before"]);
		expect(await bench.store().append([event({ eventId: "good" }), event({ eventId: "bad" })])).toEqual({ inserted: [true, true] });
	});

	test("more than the queue holds is refused as overloaded, with the time to wait, and the rest is stored", async () => {
		const store = await bench.another({ queueLimit: 100 });
		const calls = Array.from({ length: 30 }, () => store.append(Array.from({ length: 10 }, () => event())));
		const results = await Promise.allSettled(calls);
		const refused = results.filter((result) => result.status === "rejected").map((result) => result.reason);
		expect(refused.length).toBeGreaterThan(0);
		for (const reason of refused) expect(reason).toMatchObject({ code: "overloaded", details: { retry_after: expect.any(Number) } });
		expect(await store.count(all)).toBe((30 - refused.length) * 10);
		expect((await store.append([event()])).inserted).toEqual([true]);
	});

	test("appending after close rejects as store_unavailable; what waited before is stored", async () => {
		const store = bench.store();
		const waiting = Array.from({ length: 20 }, () => store.append([event()]));
		await store.close();
		expect((await Promise.all(waiting)).every(({ inserted }) => inserted[0])).toBe(true);
		await expect(store.append([event()])).rejects.toMatchObject({ code: "store_unavailable" });
	});

	if (bench.reopen)
		test("what was stored is there after a restart, and a resend is still known", async () => {
			const sent = Array.from({ length: 300 }, (_, index) => event({ eventId: `r${index}` }));
			await bench.store().append(sent);
			const store = (await bench.reopen?.()) ?? bench.store();
			expect(await store.count(all)).toBe(300);
			expect((await store.append([...sent, event({ eventId: "new" })])).inserted.filter(Boolean)).toHaveLength(1);
			expect((await store.counts()).events).toBe(301);
		});
};
