import { describe, expect, it } from "vitest";
import { makeFormat } from "../../ui/format.js";
import { type Trend, trendPoints } from "./trend-points.js";

const format = makeFormat("en-GB");
const day = 86_400_000;
const start = Date.UTC(2026, 10, 20);

const trend = (count: number, from = start, hours = 24): Trend => ({
	bucket: "day",
	points: Array.from({ length: count }, (_, index) => ({
		start: from + index * day,
		label: new Date(from + index * day).toISOString().slice(0, 10),
		hours,
		events: 30 + index,
		sessions: index === 1 ? 0 : 10 + index,
		bounced: 1,
		visitors: 9,
		sessions_with_order: 0,
		orders: 1,
		revenue: { EUR: 5 },
	})),
});

const points = (change: Partial<Parameters<typeof trendPoints>[0]> = {}) =>
	trendPoints(
		{
			trend: trend(3),
			before: null,
			measure: "sessions",
			currency: "EUR",
			tz: "UTC",
			now: start + 10 * day,
			through: start + 9 * day,
			...change,
		},
		format,
	);

describe("the points of the trend", () => {
	it("mark the running bucket and leave what has not begun as a gap", () => {
		const now = start + 1.5 * day;
		expect(points({ now, through: now }).map(({ open, value }) => [open, value])).toEqual([
			[false, 10],
			[true, 0],
			[false, null],
		]);
	});

	it("mark the bucket that the newest event lies in, also long after it, and say up to when there is data", () => {
		const shown = points({ through: start + 2.5 * day });
		expect(shown.map(({ open }) => open)).toEqual([false, false, true]);
		expect(shown[2]?.note).toContain("data up to 22 Nov 2026");
	});

	it("stand beside those of the compared period, in order", () => {
		const compared = points({ before: trend(2, start - 3 * day) });
		expect(compared.map(({ before }) => before)).toEqual([10, 0, null]);
		expect(compared[0]?.beforeTitle).toBe("Tue, 17 Nov 2026");
		expect(points()[0]).not.toHaveProperty("before");
	});

	it("have no conversion where there was no session", () => {
		expect(points({ measure: "conversion" }).map(({ value }) => value)).toEqual([0, null, 0]);
	});

	it("show money of one currency alone", () => {
		expect(points({ measure: "revenue", currency: "CHF" }).map(({ value }) => value)).toEqual([0, 0, 0]);
		expect(points({ measure: "revenue" })[0]?.value).toBe(5);
	});

	it("carry a note on a day of 25 hours", () => {
		expect(points({ trend: trend(1, start, 25) })[0]?.note).toBe("25 hours: the clocks went back");
	});
});
