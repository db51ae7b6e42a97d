import { expect, test } from "vitest";
import type { LiveEvent, Since } from "../../../backend/store/live-port.js";
import { event } from "../../builders/event.js";
import type { Bench } from "../suite.js";

const noon = Date.UTC(2024, 0, 10, 12);
const since = (over: Partial<Since> = {}): Since => ({
	hour: noon - 3_600_000,
	near: noon - 300_000,
	here: noon - 400_000,
	day: noon - 43_200_000,
	until: noon + 1,
	...over,
});

export const livePromises = (bench: Bench): void => {
	test("what is recent is told by minute and action, by minute and page, by visitor, and order by order; hidden events too", async () => {
		const store = bench.store();
		const order = event({
			ts: noon - 7_200_000,
			eventType: "purchase",
			action: "order_completed",
			orderId: "1",
			revenue: "10.25",
			total: "12.5",
			currency: "EUR",
			page: null,
			price: "1.5",
			quantity: 2,
			productId: "p",
			productName: "P",
			searchTerm: "s",
			properties: { products: [{ product_id: "p" }], results: 3 },
		});
		await store.append([
			event({ ts: noon, clientId: "b", source: "simulation" }),
			event({ ts: noon - 1_000, clientId: "a" }),
			event({ ts: noon - 2_000, clientId: "a", page: "/x", action: null }),
			event({ ts: noon - 600_000, clientId: "c" }),
			event({ ts: noon - 350_000, clientId: "d", page: null }),
			order,
			event({ ts: noon + 1 }),
			event({ ts: noon - 50_000_000, action: "order_completed" }),
		]);
		const { upto, minutes, pages, visitors, orders, newest } = await store.recent(since());
		expect(upto).toBe(8);
		const sorted = <T>(rows: readonly T[]): T[] => rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
		expect(sorted(minutes)).toEqual(
			sorted([
				{ windowStart: noon, action: "page_viewed", count: 1 },
				{ windowStart: noon - 60_000, action: "page_viewed", count: 1 },
				{ windowStart: noon - 60_000, action: null, count: 1 },
				{ windowStart: noon - 600_000, action: "page_viewed", count: 1 },
				{ windowStart: noon - 360_000, action: "page_viewed", count: 1 },
			]),
		);
		expect(sorted(pages)).toEqual(
			sorted([
				{ windowStart: noon, page: "/", count: 1 },
				{ windowStart: noon - 60_000, page: "/", count: 1 },
				{ windowStart: noon - 60_000, page: "/x", count: 1 },
			]),
		);
		expect(sorted(visitors)).toEqual([
			{ visitor: "a", firstTs: noon - 2_000, lastTs: noon - 1_000 },
			{ visitor: "b", firstTs: noon, lastTs: noon },
			{ visitor: "d", firstTs: noon - 350_000, lastTs: noon - 350_000 },
		]);
		expect(orders).toHaveLength(1);
		expect({
			...orders[0],
			revenue: Number(orders[0]?.revenue),
			total: Number(orders[0]?.total),
			price: Number(orders[0]?.price),
		}).toMatchObject({
			...{ source: order.source, eventId: order.eventId, ts: order.ts, receivedAt: order.receivedAt, visitor: order.visitor },
			...{ eventType: "purchase", action: "order_completed", page: null, orderId: "1", currency: "EUR", quantity: 2, productId: "p" },
			...{ productName: "P", searchTerm: "s", revenue: 10.25, total: 12.5, price: 1.5 },
			properties: { products: [{ product_id: "p" }], results: 3 },
		});
		expect(newest).toHaveLength(8);
		expect(newest[0]?.ts).toBe(noon - 50_000_000);
	});

	test("of an empty store nothing is recent", async () => {
		expect(await bench.store().recent(since())).toEqual({ upto: 0, minutes: [], pages: [], visitors: [], orders: [], newest: [] });
	});

	test("whoever follows while events come hears of each that the picture has not, once", async () => {
		const store = bench.store();
		const heard: { readonly events: readonly LiveEvent[]; readonly first: number }[] = [];
		const appending = Promise.all(Array.from({ length: 40 }, () => store.append([event({ ts: noon }), event({ ts: noon })])));
		const end = store.follow((events, first) => heard.push({ events, first }));
		const { upto, minutes } = await store.recent(since());
		await appending;
		// On a shared store they come with the next look.
		await store.count({ noise: "show" });
		const before = minutes.reduce((sum, { count }) => sum + count, 0);
		const numbers = heard.flatMap(({ events, first }) => events.map((_, index) => first + index)).filter((number) => number > upto);
		expect(new Set(numbers).size).toBe(numbers.length);
		expect(before + numbers.length).toBe(80);
		end();
		await store.append([event()]);
		await store.count({ noise: "show" });
		expect(heard.flatMap(({ events }) => events).length).toBeLessThanOrEqual(80);
	});
};
