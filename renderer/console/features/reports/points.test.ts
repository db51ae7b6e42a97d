import { describe, expect, it } from "vitest";
import type { Report, ReportCell } from "../../../../backend/contract/reports.js";
import { bucketOf, endOf, isOpenBucket, newestOf, wallOf } from "./buckets.js";
import { channelsReport, frameOf } from "./builders.js";
import { beside, bucketPoints, sentenceOf } from "./points.js";
import { dataOf } from "./report-data.js";

const through = Date.UTC(2026, 10, 18, 9);

const overTime = (rows: readonly (readonly ReportCell[])[], before: Report["before"] = null): Report =>
	channelsReport(rows, before, {
		columns: [
			{ name: "start", role: "key", unit: "day", better: null, sum: false },
			{ name: "visitors", role: "measure", unit: "count", better: "up", sum: false },
		],
		sums: [null, null],
		data_through: through,
	});

describe("points over time", () => {
	const rows = [
		["2026-11-18", 3],
		["2026-11-16", 5],
		["2026-11-17", 9],
	];

	it("are in time, and the day of the newest event is open", () => {
		const points = bucketPoints(dataOf(overTime(rows)), frameOf(), { key: "start", measure: "visitors" });
		expect(points.map(({ id, value, open }) => [id, value, open])).toEqual([
			["2026-11-16", 5, false],
			["2026-11-17", 9, false],
			["2026-11-18", 3, true],
		]);
		expect(points[2]?.note).toContain("not complete");
	});

	it("that have not begun are gaps", () => {
		const points = bucketPoints(dataOf(overTime([["2026-11-23", 0]])), frameOf(), { key: "start", measure: "visitors" });
		expect(points[0]?.value).toBeNull();
	});

	it("stand beside the bucket at the same place before", () => {
		const before = { rows: [["2026-11-11", 1], ["2026-11-09", 4], null], sums: [null, null] };
		const points = bucketPoints(dataOf(overTime(rows, before)), frameOf(), { key: "start", measure: "visitors" });
		expect(points.map((point) => point.before)).toEqual([4, null, 1]);
	});

	it("of two measures are one a bucket, beside those before", () => {
		const before = { rows: [["2026-11-11", 1], ["2026-11-09", 4], null], sums: [null, null] };
		const one = bucketPoints(dataOf(overTime(rows, before)), frameOf(), { key: "start", measure: "visitors" });
		const two = one.map((point) => ({ ...point, value: point.value === null ? null : point.value * 2 }));
		expect(beside([one, two]).map(({ id, values, before: own }) => [id, values, own])).toEqual([
			["2026-11-16", [5, 10], [4, 4]],
			["2026-11-17", [9, 18], [null, null]],
			["2026-11-18", [3, 6], [1, 1]],
		]);
		const alone = bucketPoints(dataOf(overTime(rows)), frameOf(), { key: "start", measure: "visitors" });
		expect(beside([alone])[0]).not.toHaveProperty("before");
	});

	it("name the highest that is complete", () => {
		const points = bucketPoints(dataOf(overTime(rows)), frameOf(), { key: "start", measure: "visitors" });
		expect(sentenceOf("Visitors", points, { unit: "count", label: "this week" })).toMatch(/^Visitors, this week: highest 9 on Tue/);
	});
});

describe("buckets", () => {
	const filterOf = (from: string, to: string) => ({ range: { from, to } });

	it("are of the unit that the store takes for so many days", () => {
		expect(bucketOf("2026-11-16T08:00", filterOf("2026-11-16", "2026-11-17"))).toBe("hour");
		expect(bucketOf("2026-11-16", filterOf("2025-07-11", "2026-11-22"))).toBe("day");
		expect(bucketOf("2026-11-16", filterOf("2025-07-10", "2026-11-22"))).toBe("week");
		expect(bucketOf("2026-11-01", filterOf("2000-01-01", "2026-11-22"))).toBe("month");
	});

	it("end where the next begins", () => {
		expect(new Date(endOf(wallOf("2026-02-01"), "month")).toISOString()).toBe("2026-03-01T00:00:00.000Z");
		expect(new Date(endOf(wallOf("2026-11-16T23:00"), "hour")).toISOString()).toBe("2026-11-17T00:00:00.000Z");
	});

	it("are open by the local time of the newest event", () => {
		const late = Date.UTC(2026, 10, 18, 23, 30);
		const start = wallOf("2026-11-19");
		expect(isOpenBucket(start, endOf(start, "day"), newestOf({ through: late, tz: "Europe/Berlin" }))).toBe(true);
		expect(isOpenBucket(start, endOf(start, "day"), newestOf({ through: late, tz: "UTC" }))).toBe(false);
		expect(isOpenBucket(start, endOf(start, "day"), newestOf({ through: null, tz: "UTC" }))).toBe(false);
	});
});
