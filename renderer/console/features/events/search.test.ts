import { describe, expect, it } from "vitest";
import { eventFilter } from "../../../../backend/contract/events.js";
import { eventsSearch, exportPath, filterOf, limitsSet } from "./search.js";

const always = { from: null, to: null };

describe("the address of the Events view", () => {
	it("keeps ids of digits as texts", () => {
		expect(eventsSearch.parse({ event_type: "order", session_id: 536365, noise: "only", event: 12 })).toEqual({
			event_type: "order",
			session_id: "536365",
			noise: "only",
			event: 12,
		});
	});

	it("drops what cannot be read, and shows the default", () => {
		const search = eventsSearch.parse({ event_type: "  ", page: { a: 1 }, source: "x".repeat(600), noise: "x", tab: "x", event: 1.5 });
		expect(filterOf(search, always)).toEqual({ noise: "show" });
	});

	it("gives a filter that the contract takes", () => {
		const filter = filterOf(eventsSearch.parse({ page: "/p/é & b", event: 7, tab: "rejected" }), { from: 1, to: 2 });
		expect(filter).toEqual({ page: "/p/é & b", from: 1, to: 2, noise: "show" });
		expect(eventFilter.safeParse(filter).success).toBe(true);
	});
});

describe("the export", () => {
	it("asks for exactly what is filtered", () => {
		const filter = filterOf(eventsSearch.parse({ page: "/a?b=1&c", noise: "hide" }), { from: 5, to: null });
		const url = new URL(exportPath(filter, "parquet"), "http://x");
		expect(url.pathname).toBe("/api/export");
		expect(Object.fromEntries(url.searchParams)).toEqual({ format: "parquet", page: "/a?b=1&c", noise: "hide", from: "5" });
	});
});

describe("limits", () => {
	it("are counted without the tab and the open event, the period as one", () => {
		expect(limitsSet(eventsSearch.parse({ tab: "rejected", event: 1, noise: "show" }), always)).toBe(0);
		expect(limitsSet(eventsSearch.parse({ page: "x", noise: "hide" }), { from: 1, to: 2 })).toBe(3);
	});
});
