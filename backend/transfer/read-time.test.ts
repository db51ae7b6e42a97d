import fc from "fast-check";
import { DateTime } from "luxon";
import { expect, test } from "vitest";
import { localTime } from "./local-time.js";
import { dateOrderOf, isNaive, looksLikeTime, type TimeReading, timeReader } from "./read-time.js";

type Rules = Partial<Parameters<typeof timeReader>[0]>;
const read = (cell: unknown, rules: Rules = {}): TimeReading =>
	timeReader({ tz: "UTC", date_order: "iso", ambiguous: "first", ...rules })(cell);
const iso = (cell: unknown, rules: Rules = {}): string => {
	const time = read(cell, rules);
	return time.ok ? new Date(time.ms).toISOString() : time.message;
};

test.each([
	["2010-12-01 08:26:00", "2010-12-01T08:26:00.000Z"],
	["2010-12-01T08:26:00.1239Z", "2010-12-01T08:26:00.123Z"],
	["2010-12-01T08:26+05:30", "2010-12-01T02:56:00.000Z"],
	["2010-12-01 08:26:00 -0800", "2010-12-01T16:26:00.000Z"],
	["2010-12-01 08:26:00.000000 UTC", "2010-12-01T08:26:00.000Z"],
	["2010-12-01 08:26:00+00", "2010-12-01T08:26:00.000Z"],
	["2010/12/1 8:26", "2010-12-01T08:26:00.000Z"],
	["2010-12-01", "2010-12-01T00:00:00.000Z"],
	["20101201", "2010-12-01T00:00:00.000Z"],
	["20101201082600", "2010-12-01T08:26:00.000Z"],
	["20101201T082600Z", "2010-12-01T08:26:00.000Z"],
	["17/May/2015:10:05:03 +0200", "2015-05-17T08:05:03.000Z"],
	["Sun, 17 May 2015 10:05:03 GMT", "2015-05-17T10:05:03.000Z"],
	["Dec 1, 2010 8:26:10 PM", "2010-12-01T20:26:10.000Z"],
	["1291191960", "2010-12-01T08:26:00.000Z"],
	["1291191960.25", "2010-12-01T08:26:00.250Z"],
	["1291191960250", "2010-12-01T08:26:00.250Z"],
	["1291191960250000", "2010-12-01T08:26:00.250Z"],
	["1291191960250000000", "2010-12-01T08:26:00.250Z"],
	[1_291_191_960.25, "2010-12-01T08:26:00.250Z"],
	[1_291_191_960_250, "2010-12-01T08:26:00.250Z"],
])("reads %s", (cell, expected) => {
	expect(iso(cell)).toBe(expected);
});

test.each([
	["dmy", "01/10/2026 06:00:00", "2026-10-01T06:00:00.000Z"],
	["mdy", "01/10/2026 06:00:00", "2026-01-10T06:00:00.000Z"],
	["dmy", "1.10.26 6:05", "2026-10-01T06:05:00.000Z"],
	["mdy", "12/1/2010 8:26 am", "2010-12-01T08:26:00.000Z"],
	["mdy", "12/1/2010 12:26 AM", "2010-12-01T00:26:00.000Z"],
	["dmy", "2010-12-01 08:26:00", "2010-12-01T08:26:00.000Z"],
] as const)("reads in the order %s: %s", (date_order, cell, expected) => {
	expect(iso(cell, { date_order })).toBe(expected);
});

test.each([
	["01/10/2026 25:61:00", "dmy", '"25:61:00" is no time of day'],
	["31/02/2026", "dmy", '"31/02/2026" is no day of the calendar'],
	["2026-02-30", "iso", '"2026-02-30" is no day of the calendar'],
	["0099-01-01", "iso", '"0099-01-01" is no day of the calendar'],
	["01/10/2026", "iso", '"01/10/2026" does not begin with a year. Choose day / month or month / day under Dates'],
	["13:00 PM", "iso", '"13:00 PM" is no time that can be read'],
	["1/1/2026 13:00 PM", "dmy", '"13:00 PM" is no time of day'],
	["soon", "iso", '"soon" is no time that can be read'],
	["", "iso", '"" is no time that can be read'],
	[null, "iso", '"" is no time that can be read'],
] as const)("does not read %s", (cell, date_order, message) => {
	expect(read(cell, { date_order })).toMatchObject({ ok: false, code: "time_unreadable", message });
});

test("an hour that occurs twice is read as asked, and told", () => {
	const cell = "2026-10-25 02:30:00";
	expect(read(cell, { tz: "Europe/Berlin" })).toMatchObject({ ok: true, ms: Date.UTC(2026, 9, 25, 0, 30), twice: true });
	expect(read(cell, { tz: "Europe/Berlin", ambiguous: "second" })).toMatchObject({
		ok: true,
		ms: Date.UTC(2026, 9, 25, 1, 30),
		twice: true,
	});
	expect(read("2026-10-25 03:00:00", { tz: "Europe/Berlin" })).toMatchObject({ ok: true, ms: Date.UTC(2026, 9, 25, 2), twice: false });
	expect(read("2026-10-25T02:30:00+01:00", { tz: "Europe/Berlin" })).toMatchObject({ twice: false });
});

test("an hour that the clocks skip is a fault, not another hour", () => {
	expect(read("2026-03-29 02:30:00", { tz: "Europe/Berlin" })).toMatchObject({ ok: false, code: "time_skipped" });
	expect(read("2026-03-29 03:00:00", { tz: "Europe/Berlin" })).toMatchObject({ ok: true, ms: Date.UTC(2026, 2, 29, 1) });
});

test("local times of any zone are those of luxon, both where there are two and none where there are none", () => {
	const zones = [
		"Europe/Berlin",
		"America/St_Johns",
		"Australia/Lord_Howe",
		"Asia/Kathmandu",
		"America/Sao_Paulo",
		"Pacific/Apia",
		"Africa/Casablanca",
	];
	fc.assert(
		fc.property(fc.constantFrom(...zones), fc.integer({ min: Date.UTC(2000, 0, 3), max: Date.UTC(2030, 0, 1) }), (tz, at) => {
			const shown = (ms: number): number => ms + DateTime.fromMillis(ms, { zone: tz }).offset * 60_000;
			const wall = shown(at);
			const found = localTime(tz)(wall);
			expect(found).toContain(at);
			expect(found.map(shown)).toEqual(found.map(() => wall));
		}),
		{ numRuns: 500 },
	);
});

test("every quarter hour around a change of clocks has one, two or no instants, as the zone says", () => {
	for (const [tz, day] of [
		["Europe/Berlin", "2026-10-25"],
		["Australia/Lord_Howe", "2026-04-05"],
		["America/St_Johns", "2026-03-08"],
	] as const) {
		const instants = localTime(tz);
		const start = DateTime.fromISO(day, { zone: "UTC" }).toMillis();
		const counts = new Map<number, number>();
		for (let ms = start - 86_400_000; ms < start + 2 * 86_400_000; ms += 900_000) {
			const wall = ms + DateTime.fromMillis(ms, { zone: tz }).offset * 60_000;
			counts.set(wall, (counts.get(wall) ?? 0) + 1);
		}
		for (let wall = start; wall < start + 86_400_000; wall += 900_000) expect(instants(wall)).toHaveLength(counts.get(wall) ?? 0);
	}
});

test("the order of day and month comes from the values, and what proves it is told", () => {
	expect(dateOrderOf(["13/1/2026", "1/2/2026"])).toEqual({ order: "dmy", sure: true });
	expect(dateOrderOf(["1/13/2026", "1/2/2026"])).toEqual({ order: "mdy", sure: true });
	expect(dateOrderOf(["1/2/2026"])).toEqual({ order: "dmy", sure: false });
	expect(dateOrderOf(["2026-01-13"])).toEqual({ order: "iso", sure: true });
	const proven = (cell: string) => read(cell, { date_order: "dmy" });
	expect(proven("13/1/2026")).toMatchObject({ dayProven: true });
	expect(proven("1/2/2026")).toMatchObject({ dayProven: false });
	expect(proven("2/2/2026")).toMatchObject({ dayProven: null });
});

test("what looks like a time, and what has no zone", () => {
	for (const cell of ["2010-12-01 08:26:00", "1291191960", 1_291_191_960_000, "13/1/2026"]) expect(looksLikeTime(cell)).toBe(true);
	for (const cell of ["85123A", "536365", "08:26", 17_850, "", null, "4.25"]) expect(looksLikeTime(cell)).toBe(false);
	expect([isNaive("2010-12-01 08:26:00"), isNaive("2010-12-01 08:26:00Z"), isNaive("1291191960"), isNaive("1/2/2026")]).toEqual([
		true,
		false,
		false,
		true,
	]);
});
