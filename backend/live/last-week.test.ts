import { expect, test } from "vitest";
import type { LiveEvent, Recent, Since } from "../store/live-port.js";
import { openLastWeek, weekBefore } from "./last-week.js";

const tz = "Europe/Berlin";
const minute = 60_000;
/** A Sunday, the day on which Berlin's clocks went back: a week before, the same time is 169 hours ago. */
const at = Date.UTC(2026, 9, 25, 13, 22, 30);
const then = Date.UTC(2026, 9, 18, 12, 22, 30);

const order = (ts: number, orderId: string, revenue: string): LiveEvent => ({
	...{ source: "api", eventId: `${orderId} ${ts}`, ts, receivedAt: ts, visitor: "v", eventType: "purchase", action: "order_completed" },
	...{ page: null, productId: null, productName: null, price: null, quantity: null, currency: "EUR", total: null, searchTerm: null },
	properties: {},
	...{ orderId, revenue },
});

const stored = (orders: readonly LiveEvent[], asked: Since[] = []) => ({
	recent: async (since: Since): Promise<Recent> => {
		asked.push(since);
		const within = orders.filter(({ ts }) => ts >= since.day && ts < since.until);
		const minutes = within.map(({ ts, action }) => ({ windowStart: ts - (ts % minute), action, count: 1 }));
		return { upto: 0, minutes, pages: [], visitors: [], orders: within, newest: [] };
	},
});
const fail = (error: unknown): never => {
	throw error;
};

test("the same time on the shop's clocks, over a change of them", () => expect(weekBefore(tz, at)).toBe(then));

test("orders up to that time, each once however often it is read, and the whole minute before", async () => {
	const store = stored([
		order(then - 1, "late", "5"),
		order(then - 70_000, "first", "10.5"),
		order(then - 80_000, "first", "10.5"),
		order(then + 1, "to come", "7"),
	]);
	const week = await openLastWeek(store, { tz, at, problem: fail });
	const expected = { at: then, per_minute: 2, orders: 2, revenue: [{ currency: "EUR", revenue: 15.5 }] };
	expect(week.read(at)).toEqual(expected);
	expect(week.read(at)).toEqual(expected);
	expect(week.read(at + 1)).toMatchObject({ orders: 3, revenue: [{ currency: "EUR", revenue: 22.5 }] });
});

test("a day of which nothing is stored is not compared with", async () => {
	const week = await openLastWeek(stored([]), { tz, at, problem: fail });
	expect(week.read(at)).toBeNull();
});

test("the next day is read when it begins", async () => {
	const asked: Since[] = [];
	const monday = then + 24 * 60 * minute;
	const week = await openLastWeek(stored([order(then - 5, "1", "1"), order(monday, "2", "2")], asked), { tz, at, problem: fail });
	expect(week.read(at)).toMatchObject({ orders: 1 });
	const tomorrow = at + 24 * 60 * minute;
	expect(week.read(tomorrow)).toBeNull();
	await Promise.resolve();
	await new Promise((resolve) => setImmediate(resolve));
	expect(week.read(tomorrow)).toMatchObject({ at: monday, orders: 1, revenue: [{ currency: "EUR", revenue: 2 }] });
	expect(asked.map(({ day, until }) => [day, until])).toEqual([
		[Date.UTC(2026, 9, 17, 22), Date.UTC(2026, 9, 18, 22)],
		[Date.UTC(2026, 9, 18, 22), Date.UTC(2026, 9, 19, 22)],
	]);
});

test("a store that is away when a day begins is told of, and asked again after a minute", async () => {
	const told: unknown[] = [];
	const good = stored([order(then - 5, "1", "1"), order(then + 24 * 60 * minute, "2", "2")]);
	let away = false;
	const store = { recent: (since: Since) => (away ? Promise.reject(new Error("away")) : good.recent(since)) };
	const week = await openLastWeek(store, { tz, at, problem: (error) => told.push(error) });
	away = true;
	const tomorrow = at + 24 * 60 * minute;
	expect(week.read(tomorrow)).toBeNull();
	await new Promise((resolve) => setImmediate(resolve));
	expect(told).toEqual([new Error("away")]);
	away = false;
	expect(week.read(tomorrow + minute)).toBeNull();
	await new Promise((resolve) => setImmediate(resolve));
	expect(week.read(tomorrow + minute)).toMatchObject({ orders: 1 });
});
