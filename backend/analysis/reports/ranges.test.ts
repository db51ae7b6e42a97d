import { describe, expect, test } from "vitest";
import { reportParams } from "../../contract/reports.js";
import { applyFilter } from "../filter.js";
import { comparedRange } from "./ranges.js";

const compared = (given: Record<string, string | number>) => {
	const request = reportParams.parse(given);
	const range = comparedRange(request, applyFilter(request));
	return range && [range.from, range.to].map((instant) => new Date(instant).toISOString().replace(":00.000Z", "Z"));
};

const berlin = { tz: "Europe/Berlin" };

describe("the range to compare with", () => {
	test("none is asked for", () => {
		expect(compared({ from: "2026-10-01", to: "2026-10-08" })).toBeNull();
	});

	test.each([
		["as many days just before", { from: "2026-10-08", to: "2026-10-15" }, ["2026-10-01T00:00Z", "2026-10-08T00:00Z"]],
		["a day of 25 hours before one of 24", { ...berlin, from: "2026-10-26", to: "2026-10-27" }, ["2026-10-24T22:00Z", "2026-10-25T23:00Z"]],
		["a day of 24 hours before one of 25", { ...berlin, from: "2026-10-25", to: "2026-10-26" }, ["2026-10-23T22:00Z", "2026-10-24T22:00Z"]],
		["a week with a day of 23 hours", { ...berlin, from: "2026-03-30", to: "2026-04-06" }, ["2026-03-22T23:00Z", "2026-03-29T22:00Z"]],
		[
			"as long in time where the range is not whole days",
			{ from: "2026-10-08T06:00", to: "2026-10-08T18:00" },
			["2026-10-07T18:00Z", "2026-10-08T06:00Z"],
		],
		[
			"a day that begins at one, midnight being skipped",
			{ tz: "America/Sao_Paulo", from: "2018-11-05", to: "2018-11-06" },
			["2018-11-04T03:00Z", "2018-11-05T02:00Z"],
		],
		[
			"as long in time where the day before never was",
			{ tz: "Pacific/Apia", from: "2011-12-31", to: "2012-01-01" },
			["2011-12-29T10:00Z", "2011-12-30T10:00Z"],
		],
	])("previous: %s", (_, range, wanted) => {
		expect(compared({ ...range, compare: "previous" })).toEqual(wanted);
	});

	test.each([
		["the same days", { from: "2026-10-01", to: "2026-11-01" }, ["2025-10-01T00:00Z", "2025-11-01T00:00Z"]],
		["29 February becomes the 28th", { from: "2024-02-29", to: "2024-03-01" }, ["2023-02-28T00:00Z", "2023-03-01T00:00Z"]],
		["up to 28 February stays up to it", { from: "2024-02-28", to: "2024-02-29" }, ["2023-02-28T00:00Z", "2023-03-01T00:00Z"]],
		["in the zone's own days", { ...berlin, from: "2026-03-29", to: "2026-03-30" }, ["2025-03-28T23:00Z", "2025-03-29T23:00Z"]],
		[
			"the same time of day where the range is not whole days",
			{ ...berlin, from: "2026-10-25T06:00", to: "2026-10-25T07:00" },
			["2025-10-25T04:00Z", "2025-10-25T05:00Z"],
		],
	])("year: %s", (_, range, wanted) => {
		expect(compared({ ...range, compare: "year" })).toEqual(wanted);
	});

	test("custom: any other, also when the range itself is open", () => {
		expect(compared({ ...berlin, compare: "custom", compare_from: "2026-01-01", compare_to: "2026-02-01" })).toEqual([
			"2025-12-31T23:00Z",
			"2026-01-31T23:00Z",
		]);
	});

	test.each([
		[{ compare: "previous" }, "compare=previous needs a range"],
		[{ compare: "year", from: "2026-01-01" }, "compare=year needs a range"],
		[{ compare: "custom", compare_from: "2026-01-01" }, "Give compare_from and compare_to"],
		[{ compare: "custom", compare_from: "2026-01-02", compare_to: "2026-01-01" }, 'Give a "compare_to" after "compare_from"'],
		[{ compare_from: "2026-01-01" }, "read with compare=custom alone"],
	])("%j is refused", (given, words) => {
		expect(() => compared(given)).toThrow(words);
	});
});
