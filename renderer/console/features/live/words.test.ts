import { expect, test } from "vitest";
import type { LiveEventRow } from "../../../../backend/contract/live.js";
import { aboutOf, whenOf } from "./words.js";

test("an event of long ago is told by its date, not by a time of day that looks like today's", () => {
	const now = Date.UTC(2026, 10, 20, 12);
	expect(whenOf(now - 60_000, "UTC", now)).toMatch(/11:59:00/);
	expect(whenOf(Date.UTC(2011, 0, 31, 16, 59), "UTC", now)).toMatch(/2011/);
});

const row: LiveEventRow = {
	...{ place: 1, ts: 0, source: "web", event_type: "x", action: null, visitor: "v", page: "/p", amount: null, currency: null },
	...{ product: null, search_term: null, results: null, order_id: null, products: null },
};

test("a line tells how many products were ordered and how many results a search had, where the event told it", () => {
	const order: LiveEventRow = { ...row, action: "order_completed", order_id: "100764" };
	expect(aboutOf(order)).toBe("order 100764");
	expect(aboutOf({ ...order, products: 1 })).toBe("order 100764 · 1 product");
	expect(aboutOf({ ...order, products: 2 })).toBe("order 100764 · 2 products");
	const search: LiveEventRow = { ...row, action: "products_searched", search_term: "rattan lamp" };
	expect(aboutOf(search)).toBe("“rattan lamp”");
	expect(aboutOf({ ...search, results: 3 })).toBe("“rattan lamp”, 3 results");
	expect(aboutOf({ ...search, results: 1 })).toBe("“rattan lamp”, 1 result");
	expect(aboutOf({ ...search, results: 0 })).toBe("“rattan lamp”, nothing found");
});
