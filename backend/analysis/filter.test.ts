import { describe, expect, test } from "vitest";
import { filterParams } from "../contract/analysis.js";
import { AppError } from "../contract/errors.js";
import { applyFilter } from "./filter.js";

const applied = (params: object) => applyFilter(filterParams.parse(params));
const refusal = (params: object): AppError => {
	try {
		applyFilter({ ...filterParams.parse({}), ...params });
	} catch (error) {
		if (error instanceof AppError) return error;
	}
	throw new Error("was taken");
};

describe("applyFilter", () => {
	test("asks for all data in UTC by default", () =>
		expect(applied({})).toEqual({ from: null, to: null, tz: "UTC", noise: "hide", sessions: "client", visitor: "default" }));

	test("reads a naive date as the start of the local day", () =>
		expect(applied({ from: "2026-10-25", to: "2026-10-26", tz: "Europe/Berlin" })).toMatchObject({
			from: Date.UTC(2026, 9, 24, 22),
			to: Date.UTC(2026, 9, 25, 23),
		}));

	test.each([
		["2026-07-01T12:30", Date.UTC(2026, 6, 1, 6, 45)],
		["2026-07-01 12:30:15.250", Date.UTC(2026, 6, 1, 6, 45, 15, 250)],
		["2026-07-01T12:30Z", Date.UTC(2026, 6, 1, 12, 30)],
		["2026-07-01T12:30+02:00", Date.UTC(2026, 6, 1, 10, 30)],
		["2026-07-01T12:30-0330", Date.UTC(2026, 6, 1, 16)],
		["1782909000000", 1_782_909_000_000],
		[1_782_909_000_000, 1_782_909_000_000],
	])("reads %s in Asia/Kathmandu", (from, ms) => expect(applied({ from, tz: "Asia/Kathmandu" }).from).toBe(ms));

	test("reads a time that the clocks skip as the moment after, and one that occurs twice as the first", () => {
		expect(applied({ from: "2026-03-29T02:30", tz: "Europe/Berlin" }).from).toBe(Date.UTC(2026, 2, 29, 1));
		expect(applied({ from: "2026-10-25T02:30", tz: "Europe/Berlin" }).from).toBe(Date.UTC(2026, 9, 25, 0, 30));
	});

	test.each([
		[{ from: "2026-02-30" }, "from", "not a date that exists"],
		[{ from: 1.5 }, "from", "whole epoch milliseconds"],
		[{ to: 9e15 }, "to", "whole epoch milliseconds"],
		[{ from: "2026-01-02", to: "2026-01-02" }, "to", "The range is empty"],
		[{ from: "2026-01-03", to: "2026-01-02" }, "to", "2026-01-03T00:00:00.000Z"],
		[{ tz: "Mars/Olympus" }, "tz", "Mars/Olympus is not an IANA time zone"],
		[{ tz: "+02:00" }, "tz", "not an IANA time zone"],
	])("refuses %j", (params, path, words) => {
		const error = refusal(params);
		expect(error.code).toBe("invalid");
		expect(error.details["path"]).toBe(path);
		expect(error.message).toContain(words);
	});
});
