import { describe, expect, it } from "vitest";
import { overviewSearch } from "../features/overview/search.js";
import { filterSearch, keepFilter } from "./filter.js";

describe("the filter in the address", () => {
	it("is read as it was written", () => {
		const search = { from: "2026-10-25", to: "2026-11-21", tz: "Europe/Berlin", compare: "year", currency: "EUR", noise: "show" };
		expect(filterSearch.parse(search)).toEqual(search);
	});

	it("names the days that the period is held against", () => {
		const search = { compare: "custom", compare_from: "2026-01-05", compare_to: "2026-01-11" };
		expect(filterSearch.parse(search)).toEqual(search);
	});

	it("shows the default where it says nothing that can be read", () => {
		const search = { from: "yesterday", to: "2026-13-40", tz: "Mars/Olympus", compare: 7, currency: "euro", noise: "maybe", extra: "x" };
		expect(Object.values(filterSearch.parse(search)).every((value) => value === undefined)).toBe(true);
	});

	it.each(["0001-01-01", "2026-02-30", "9999-12-31", "2026-1-5", "+12026-01-01", ""])("takes %s for no day", (from) => {
		expect(filterSearch.parse({ from }).from).toBeUndefined();
	});

	it("goes along to other views without what is their own", () => {
		expect(keepFilter({ from: "2026-10-25", tz: "UTC", analysis: "a1", tab: "details", noise: undefined })).toEqual({
			from: "2026-10-25",
			tz: "UTC",
		});
	});
});

describe("the address of Overview", () => {
	it("names the open analysis, its tab and the measure of the trend", () => {
		expect(overviewSearch.parse({ analysis: "a1", tab: "details", measure: "revenue" })).toEqual({
			analysis: "a1",
			tab: "details",
			measure: "revenue",
		});
		expect(overviewSearch.parse({ tab: "secrets", measure: 3 })).toEqual({});
	});
});
