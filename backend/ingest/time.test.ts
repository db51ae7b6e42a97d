import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { limits } from "../contract/events.js";
import { Fault } from "./fault.js";
import { eventTime, parseTime } from "./time.js";

const now = Date.UTC(2026, 0, 15, 12);
const day = 24 * 60 * 60 * 1000;

const faultOf = (work: () => unknown): Fault => {
	try {
		work();
	} catch (error) {
		if (error instanceof Fault) return error;
		throw error;
	}
	throw new Error("nothing was refused");
};

describe("parseTime", () => {
	it.each([
		[1767225600.25, 1_767_225_600_250],
		["1767225600.25", 1_767_225_600_250],
		["2026-01-01T00:00:00Z", 1_767_225_600_000],
		["2026-01-01T00:00:00.1239Z", 1_767_225_600_124],
		["2026-01-01t02:00:00+02:00", 1_767_225_600_000],
		["2025-12-31 19:00:00-0500", 1_767_225_600_000],
		["2026-01-01T05:30+05:30", 1_767_225_600_000],
		["2026-01-01", 1_767_225_600_000],
		["2024-02-29T00:00:00Z", 1_709_164_800_000],
	])("reads %s", (value, ms) => expect(parseTime(value)).toBe(ms));

	it("reads a time without a zone as UTC, whatever the zone of the server", () => {
		expect(parseTime("2026-07-01T12:00:00")).toBe(Date.UTC(2026, 6, 1, 12));
	});

	it.each([
		"",
		"yesterday",
		"2026-02-29",
		"2026-13-01",
		"2026-01-01T25:00:00Z",
		"2026-01-01T00:60:00Z",
		"20260101",
		"01/02/2026",
		"2026-01-01T00:00:00+25:00",
		"12",
		"NaN",
	])("refuses %s", (text) => expect(parseTime(text)).toBeNull());

	it("reads every instant that another library writes, in any zone", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: limits.earliest, max: Date.UTC(2100, 0, 1) }),
				fc.constantFrom("UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu"),
				(at, zone) => {
					expect(parseTime(DateTime.fromMillis(at, { zone }).toISO() ?? "")).toBe(at);
					expect(parseTime(at / 1000)).toBe(at);
				},
			),
		);
	});
});

describe("eventTime", () => {
	it("takes the time of receipt when none is sent", () => {
		expect(eventTime({ timestamp: undefined, sentAt: 5 }, now)).toBe(now);
		expect(eventTime({ timestamp: null, sentAt: null }, now)).toBe(now);
	});

	it("takes the client's clock out of the time: a clock stuck in 1970 still gives the right one", () => {
		expect(eventTime({ timestamp: 100, sentAt: 130.5 }, now)).toBe(now - 30_500);
		expect(eventTime({ timestamp: "2031-01-01T00:00:00Z", sentAt: "2031-01-01T00:00:02Z" }, now)).toBe(now - 2_000);
	});

	it("never re-dates: before 2000, and more than 24 hours ahead, are refused", () => {
		expect(faultOf(() => eventTime({ timestamp: 0, sentAt: null }, now))).toMatchObject({ code: "bad_time", path: "timestamp" });
		expect(eventTime({ timestamp: limits.earliest / 1000, sentAt: null }, now)).toBe(limits.earliest);
		expect(eventTime({ timestamp: (now + day) / 1000, sentAt: null }, now)).toBe(now + day);
		expect(faultOf(() => eventTime({ timestamp: (now + day + 1) / 1000, sentAt: null }, now)).code).toBe("bad_time");
	});

	it("says so when milliseconds came in place of seconds", () => {
		expect(faultOf(() => eventTime({ timestamp: now, sentAt: null }, now)).fix).toContain("divide it by 1000");
	});

	it("names the field that is no time", () => {
		expect(faultOf(() => eventTime({ timestamp: "soon", sentAt: null }, now)).path).toBe("timestamp");
		expect(faultOf(() => eventTime({ timestamp: 1767225600, sentAt: "later" }, now)).path).toBe("sent_at");
	});

	it("an epoch too big for a date, which crashed the predecessor, is refused", () => {
		expect(faultOf(() => eventTime({ timestamp: 1e20, sentAt: null }, now)).code).toBe("bad_time");
	});

	it("calls a number past every date no time, and sees milliseconds only where they would be a time", () => {
		for (const timestamp of [1e308, -1e308, 1e20]) {
			const { message, fix } = faultOf(() => eventTime({ timestamp, sentAt: null }, now));
			expect(message).toBe(`${JSON.stringify(timestamp)} is not a time`);
			expect(fix).toMatch(/^Send epoch seconds/);
		}
		expect(faultOf(() => eventTime({ timestamp: now, sentAt: null }, now)).fix).toMatch(/milliseconds/);
		expect(faultOf(() => eventTime({ timestamp: 5e12, sentAt: null }, now)).fix).toMatch(/clock/);
	});
});
