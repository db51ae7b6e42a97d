import { expect, test } from "vitest";
import type { DryRunResult } from "../../../../backend/contract/cleanup.js";
import { orderWarning, periodOf } from "./words.js";

const found = (fresh: Partial<Record<"repeated_order" | "no_view" | "impossible_amount", number>>): DryRunResult =>
	({
		reasons: Object.entries(fresh).map(([rule, count]) => ({ rule, title: rule, found: count, fresh: count, examples: [] })),
	}) as unknown as DryRunResult;

test("nothing is said about orders where none would be marked", () => {
	expect(orderWarning(found({}))).toBeNull();
	expect(orderWarning(found({ no_view: 0 }))).toBeNull();
});

test("what would be marked of the orders is told in one sentence", () => {
	expect(orderWarning(found({ no_view: 1 }))).toBe(
		"Orders and revenue change: 1 order has no visit before. Look at them before you mark them.",
	);
	expect(orderWarning(found({ repeated_order: 14, no_view: 8, impossible_amount: 2 }))).toBe(
		"Orders and revenue change: 14 orders came in again, 8 orders have no visit before, and 2 events have an amount that the catalog does not. Look at them before you mark them.",
	);
});

test("the period of a run over everything has no first day", () => {
	expect(periodOf({ action: "tag", since: null, at: Date.UTC(2026, 10, 21) }, "UTC")).toMatch(/^All up to /);
	expect(periodOf({ action: "tag", since: Date.UTC(2026, 9, 25), at: Date.UTC(2026, 10, 21) }, "UTC")).toMatch(/25.*–.*21/);
	expect(periodOf({ action: "arrival", since: null, at: Date.UTC(2026, 10, 21, 23, 30) }, "Asia/Tokyo")).toMatch(/^As they came, .*21/);
});
