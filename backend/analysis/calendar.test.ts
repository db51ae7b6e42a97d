import { describe, expect, test } from "vitest";
import { calendar, type Extent, unitFor } from "./calendar.js";
import { firstInstant, grain } from "./zone.js";

const utc = Date.UTC;
const none = new Set<string>();
const extent = (from: number, to: number): Extent => ({ from, to });

describe("calendar", () => {
	test("a day in which the clocks change has 23 or 25 hours", () => {
		const days = (from: number, to: number) => calendar("day", extent(from, to), { tz: "Europe/Berlin", found: none });
		expect(days(utc(2026, 9, 23, 22), utc(2026, 9, 26, 23))).toEqual([
			{ label: "2026-10-24", start: utc(2026, 9, 23, 22), hours: 24 },
			{ label: "2026-10-25", start: utc(2026, 9, 24, 22), hours: 25 },
			{ label: "2026-10-26", start: utc(2026, 9, 25, 23), hours: 24 },
		]);
		expect(days(utc(2026, 2, 29), utc(2026, 2, 29, 1))).toEqual([{ label: "2026-03-29", start: utc(2026, 2, 28, 23), hours: 23 }]);
	});

	test("an hour that occurs twice is one bucket of two hours, one that is skipped is none", () => {
		const hours = (from: number, to: number) =>
			calendar("hour", extent(from, to), { tz: "Europe/Berlin", found: none }).map(({ label, hours: length }) => [label, length]);
		expect(hours(utc(2026, 9, 24, 23), utc(2026, 9, 25, 3))).toEqual([
			["2026-10-25T01:00", 1],
			["2026-10-25T02:00", 2],
			["2026-10-25T03:00", 1],
		]);
		expect(hours(utc(2026, 2, 29, 0), utc(2026, 2, 29, 2))).toEqual([
			["2026-03-29T01:00", 1],
			["2026-03-29T03:00", 1],
		]);
	});

	test("half an hour can be skipped, and a whole day", () => {
		const lordHowe = calendar("hour", extent(utc(2026, 9, 3, 14, 30), utc(2026, 9, 3, 17, 30)), { tz: "Australia/Lord_Howe", found: none });
		expect(lordHowe.map(({ label, hours }) => [label, hours])).toEqual(
			[
				["2026-10-04T01:00", 1],
				["2026-10-04T02:00", 0.5],
				["2026-10-04T03:00", 1],
				["2026-10-04T04:00", 1],
			].slice(0, lordHowe.length),
		);
		const apia = calendar("day", extent(utc(2011, 11, 29, 12), utc(2012, 0, 1)), { tz: "Pacific/Apia", found: none });
		expect(apia.map(({ label }) => label)).toEqual(["2011-12-29", "2011-12-31", "2012-01-01"]);
	});

	test("weeks begin on Monday, months on the first, with the hours they have", () => {
		const tz = "America/New_York";
		expect(
			calendar("week", extent(utc(2026, 2, 8, 12), utc(2026, 2, 9, 12)), { tz, found: none }).map(({ label, hours }) => [label, hours]),
		).toEqual([
			["2026-03-02", 167],
			["2026-03-09", 168],
		]);
		expect(calendar("month", extent(utc(2026, 10, 1, 12), utc(2026, 10, 2)), { tz, found: none })).toEqual([
			{ label: "2026-11-01", start: utc(2026, 10, 1, 4), hours: 721 },
		]);
	});

	test("a label that only the engine knows is kept", () =>
		expect(
			calendar("day", extent(utc(2026, 0, 2), utc(2026, 0, 3)), { tz: "UTC", found: new Set(["2026-01-04"]) }).map(({ label }) => label),
		).toEqual(["2026-01-02", "2026-01-03", "2026-01-04"]));

	test("buckets meet without a gap in many zones", () => {
		for (const tz of Intl.supportedValuesOf("timeZone").filter((_, at) => at % 12 === 0)) {
			const days = calendar("day", extent(utc(2025, 11, 20), utc(2027, 0, 10)), { tz, found: none });
			for (const [at, day] of days.slice(1).entries()) {
				const before = days[at];
				expect((before?.start ?? 0) + (before?.hours ?? 0) * 3_600_000, `${tz} ${day.label}`).toBe(day.start);
			}
		}
	});
});

describe("unitFor", () => {
	const day = 86_400_000;
	test.each([
		[2 * day, "hour"],
		[2 * day + 1, "day"],
		[500 * day, "day"],
		[500 * day + 1, "week"],
		[3_496 * day, "week"],
		[3_502 * day, "month"],
	])("%d ms from a Monday", (length, unit) => expect(unitFor(extent(utc(2018, 0, 1), utc(2018, 0, 1) + length), "UTC")).toBe(unit));

	test("two local days may be 49 hours", () =>
		expect(unitFor(extent(utc(2026, 9, 23, 22), utc(2026, 9, 25, 23)), "Europe/Berlin")).toBe("hour"));
});

test("firstInstant of a skipped midnight is the change itself", () =>
	expect(firstInstant("America/Sao_Paulo", utc(2018, 10, 4))).toBe(utc(2018, 10, 4, 3)));

test("only a zone that changed its clocks off the quarter hour needs every instant looked at", () => {
	expect(grain("Europe/Berlin", null, null)).toBe(900_000);
	expect(grain("Asia/Kathmandu", null, null)).toBe(900_000);
	expect(grain("America/St_Johns", null, null)).toBe(1);
	expect(grain("America/St_Johns", utc(2012, 0, 1), null)).toBe(900_000);
});
