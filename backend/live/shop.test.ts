import fc from "fast-check";
import { expect, test } from "vitest";
import type { LiveEvent, Recent } from "../store/live-port.js";
import { pageName } from "../store/page-name.js";
import { openShop, type ShopNow } from "./shop.js";
import { dayStart, hereMs } from "./windows.js";

const minute = 60_000;
/** Half past midnight in Berlin, so that a day begins within the hour. */
const now = Date.UTC(2026, 9, 24, 22, 30, 17, 345);
const tz = "Europe/Berlin";

const pages = ["/", "/product/17", "/product/18", "/c/a", null] as const;
const actions = ["page_viewed", "product_viewed", "products_searched", "product_added", "order_completed", "cart_viewed", null] as const;

const groupBy = <T, K>(list: readonly T[], keyOf: (one: T) => K): Map<K, T[]> => {
	const groups = new Map<K, T[]>();
	for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
	return groups;
};

let made = 0;
const anEvent: fc.Arbitrary<LiveEvent> = fc
	.record({
		ts: fc.oneof(
			fc.integer({ min: now - 70 * minute, max: now + 3 * minute }),
			fc.constantFrom(now, now + 1, now - hereMs, now - hereMs + 1, now - 2 * hereMs, now - 2 * hereMs + 1),
			fc.integer({ min: now - 12 * minute, max: now }),
		),
		visitor: fc.constantFrom("a", "b", "c", "d"),
		action: fc.constantFrom(...actions),
		page: fc.constantFrom(...pages),
		source: fc.constantFrom("api", "simulation"),
		orderId: fc.constantFrom(null, "1", "2"),
		productId: fc.constantFrom(null, "p"),
		revenue: fc.constantFrom(null, "10.25", "0.0001"),
		total: fc.constantFrom(null, "12.5"),
		price: fc.constantFrom(null, "1.5"),
		quantity: fc.constantFrom(null, 2),
		currency: fc.constantFrom(null, "EUR", "USD"),
	})
	.map((event) => ({
		...event,
		receivedAt: event.ts,
		eventId: `e${++made}`,
		eventType: event.action ?? "other",
		productName: null,
		searchTerm: null,
		properties: {},
	}));

/** What a store would tell of these: written down from the port's words, without the code under test. */
const recentOf = (events: readonly LiveEvent[], at: number): Recent => {
	const grouped = <T>(
		list: readonly LiveEvent[],
		keyOf: (event: LiveEvent) => string,
		make: (event: LiveEvent, count: number) => T,
	): T[] => {
		const groups = groupBy(list, keyOf);
		return [...groups.values()].map((group) => make(group[0] as LiveEvent, group.length));
	};
	const start = (event: LiveEvent): number => event.ts - (event.ts % minute);
	const past = events.filter(({ ts }) => ts <= at);
	const near = past.filter(({ ts }) => ts > at - hereMs);
	const here = past.filter(({ ts }) => ts > at - 2 * hereMs);
	return {
		upto: events.length,
		minutes: grouped(
			past.filter(({ ts }) => ts >= at - (at % minute) - 59 * minute),
			(one) => `${start(one)} ${one.action}`,
			(one, count) => ({ windowStart: start(one), action: one.action, count }),
		),
		pages: grouped(
			near.filter(({ page }) => page !== null),
			(one) => `${start(one)} ${one.page}`,
			(one, count) => ({ windowStart: start(one), page: one.page as string, count }),
		),
		visitors: [...groupBy(here, ({ visitor, ts }) => `${visitor} ${Math.floor(ts / 300_000)}`).values()].map((group) => ({
			visitor: group[0]?.visitor ?? "",
			firstTs: Math.min(...group.map(({ ts }) => ts)),
			lastTs: Math.max(...group.map(({ ts }) => ts)),
		})),
		orders: past.filter(({ action, ts }) => action === "order_completed" && ts >= dayStart(tz, at)),
		newest: [],
	};
};

const cents = (amount: string | null): number | null => (amount === null ? null : Math.round(Number(amount) * 10_000));

const revenueOf = (orders: readonly LiveEvent[]): ShopNow["revenue_today"] => {
	const sums = new Map<string | null, number>();
	const keyOf = (one: LiveEvent): string =>
		`${one.source}|${one.orderId === null ? `event ${one.eventId}` : `order ${one.orderId}`}|${one.currency}`;
	for (const group of groupBy(orders, keyOf).values()) {
		const byTime = group.toSorted((a, b) => a.ts - b.ts || (a.eventId < b.eventId ? -1 : 1));
		const whole = byTime.find(({ revenue, productId }) => revenue !== null && productId === null);
		const lines = byTime.flatMap(({ revenue, price, quantity }) => {
			const line = revenue !== null ? cents(revenue) : price === null ? null : (cents(price) as number) * (quantity ?? 1);
			return line === null ? [] : [line];
		});
		const total = byTime.find((one) => one.total !== null && !(one.revenue !== null && one.productId === null));
		const amount = whole ? cents(whole.revenue) : lines.length > 0 ? lines.reduce((a, b) => a + b, 0) : cents(total?.total ?? null);
		const currency = group[0]?.currency ?? null;
		sums.set(currency, (sums.get(currency) ?? 0) + (amount ?? 0));
	}
	return [...sums]
		.filter(([, sum]) => sum !== 0)
		.map(([currency, sum]) => ({ currency, revenue: sum / 10_000 }))
		.sort((a, b) => b.revenue - a.revenue || (a.currency ?? "").localeCompare(b.currency ?? ""));
};

const kinds = {
	page_viewed: "pages",
	product_viewed: "products",
	products_searched: "products",
	product_added: "cart",
	order_completed: "cart",
	cart_viewed: "cart",
} as const;

/** The definitions of the contract, event by event over all of them. */
const bruteForce = (events: readonly LiveEvent[], at: number): ShopNow => {
	const past = events.filter(({ ts }) => ts <= at);
	const running = at - (at % minute);
	const dayFrom = Date.UTC(2026, 9, 24, 22);
	const orders = past.filter(({ action, ts }) => action === "order_completed" && ts >= dayFrom);
	const near = past.filter(({ page, ts }) => page !== null && ts >= running - 4 * minute);
	const counted = [...groupBy(near, ({ page }) => pageName(page as string))].map(([page, group]) => ({ page, events: group.length }));
	const ofMinute = (start: number): readonly LiveEvent[] => past.filter(({ ts }) => ts >= start && ts < start + minute);
	return {
		day_from: dayFrom,
		minutes: Array.from({ length: 60 }, (_, index) => {
			const start = running - (59 - index) * minute;
			const tally = { pages: 0, products: 0, cart: 0, other: 0 };
			for (const { action } of ofMinute(start)) tally[action === null ? "other" : kinds[action as keyof typeof kinds]] += 1;
			return { start, ...tally };
		}),
		per_minute: ofMinute(running - minute).length,
		visitors: {
			now: new Set(past.filter(({ ts }) => ts > at - hereMs).map(({ visitor }) => visitor)).size,
			before: new Set(past.filter(({ ts }) => ts > at - 2 * hereMs && ts <= at - hereMs).map(({ visitor }) => visitor)).size,
			more: false,
		},
		pages: counted.sort((a, b) => b.events - a.events || (a.page < b.page ? -1 : 1)).slice(0, 12),
		orders_today: new Set(orders.map(({ source, orderId, eventId }) => `${source}|${orderId ?? `event ${eventId}`}|${orderId === null}`))
			.size,
		revenue_today: revenueOf(orders),
	};
};

test("the numbers are those of a plain count over all events, whatever was stored before and whatever came after", () => {
	fc.assert(
		fc.property(fc.array(anEvent, { maxLength: 60 }), fc.nat(60), fc.nat(200_000), (events, stored, later) => {
			// What is dated ahead and was stored before the watching began is not waited for.
			const before = events.slice(0, stored).filter(({ ts }) => ts <= now);
			const after = events.slice(stored);
			const shop = openShop(recentOf(before, now), tz, now);
			shop.add(after, now);
			expect(shop.read(now)).toEqual(bruteForce([...before, ...after], now));
			expect(shop.read(now + later)).toEqual(bruteForce([...before, ...after], now + later));
		}),
		{ numRuns: 300 },
	);
});

const nobody: Recent = { upto: 0, minutes: [], pages: [], visitors: [], orders: [], newest: [] };
const plain: LiveEvent = {
	source: "api",
	eventId: "e",
	ts: now,
	receivedAt: now,
	visitor: "v",
	eventType: "purchase",
	action: "order_completed",
	page: "/",
	productId: null,
	productName: null,
	price: null,
	quantity: null,
	currency: "EUR",
	orderId: "1",
	revenue: "5",
	total: null,
	searchTerm: null,
	properties: {},
};

test("a new day begins at midnight of the shop's zone, and orders of the day before are gone", () => {
	const before = Date.UTC(2026, 9, 24, 21, 59, 59);
	const shop = openShop(nobody, tz, before);
	shop.add([{ ...plain, ts: before }], before);
	expect(shop.read(before)).toMatchObject({ orders_today: 1, revenue_today: [{ currency: "EUR", revenue: 5 }] });
	shop.add([{ ...plain, ts: before + 1_500, orderId: "2" }], before);
	expect(shop.read(before + 2_000)).toMatchObject({ orders_today: 1, day_from: before + 1_000 });
	// The clocks went back that night: the day has 25 hours.
	expect(shop.read(before + 25 * 3_600_000)).toMatchObject({ orders_today: 1 });
	expect(shop.read(before + 25 * 3_600_000 + 1_000)).toMatchObject({ orders_today: 0, day_from: before + 1_000 + 25 * 3_600_000 });
});

test("visitors now stand beside those of the five minutes before: who stays counts in both", () => {
	const shop = openShop(nobody, tz, now);
	const seen = (visitor: string, ago: number) => ({ ...plain, visitor, ts: now - ago });
	shop.add([seen("stays", 0), seen("stays", hereMs), seen("new", 1), seen("gone", hereMs), seen("gone", 2 * hereMs - 1)], now);
	shop.add([seen("of before", 2 * hereMs), seen("new too", hereMs - 1)], now);
	expect(shop.read(now).visitors).toEqual({ now: 3, before: 2, more: false });
	expect(shop.read(now + hereMs).visitors).toEqual({ now: 0, before: 3, more: false });
	expect(shop.read(now + 2 * hereMs).visitors).toEqual({ now: 0, before: 0, more: false });
});

test("names that a sender makes up do not fill the memory", () => {
	const shop = openShop(nobody, tz, now);
	const events = Array.from({ length: 20_000 }, (_, at) => ({ ...plain, action: "page_viewed", page: `/${at.toString(36)}x` }));
	shop.add(events, now);
	expect(shop.read(now).pages[0]).toEqual({ page: "other pages", events: 15_000 });
});
