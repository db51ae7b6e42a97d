import { describe, expect, it } from "vitest";
import type { Report, ReportCell } from "../../../../backend/contract/reports.js";
import { channelsReport, frameOf } from "./builders.js";
import { dataOf } from "./report-data.js";
import { sharesOf, splitPoints } from "./split.js";

const rows: readonly (readonly ReportCell[])[] = [
	["2026-11-16", "mobile", 5],
	["2026-11-16", "all others", 9],
	["2026-11-17", "desktop", 7],
	["2026-11-17", null, 1],
	["2026-11-18", null, 0],
	["2026-11-23", null, 0],
];

const data = (others: string | null, of = rows, before: Report["before"] = null) =>
	dataOf(
		channelsReport(of, before, {
			columns: [
				{ name: "start", role: "key", unit: "day", better: null, sum: false },
				{ name: "by", role: "key", unit: "text", better: null, sum: false },
				{ name: "visitors", role: "measure", unit: "count", better: "up", sum: false },
			],
			sums: [null, null, null],
			others,
		}),
	);

const wanted = { measure: "visitors", by: "device" } as const;

describe("a report over time, broken down", () => {
	it("has a line a value, most first, all others last and grey, and none for buckets of nothing", () => {
		const named = (others: string | null) => sharesOf(data(others), wanted).map(({ name, place }) => [name, place]);
		expect(named("all others")).toEqual([
			["desktop", 0],
			["mobile", 1],
			["no device", 2],
			["all others", 5],
		]);
		expect(named(null)[0]).toEqual(["all others", 0]);
		const empty = rows.filter(([, value, count]) => value !== null || count === 0);
		expect(sharesOf(data(null, empty), wanted).map(({ name }) => name)).not.toContain("no device");
	});

	it("has a zero where a value has no row, and a gap where nothing has begun", () => {
		const whole = data("all others");
		const shares = sharesOf(whole, wanted);
		const points = splitPoints(shares, { data: whole, frame: frameOf(), key: "start", measure: "visitors" });
		expect(points.map(({ id, values }) => [id, ...values])).toEqual([
			["2026-11-16", 0, 5, 0, 9],
			["2026-11-17", 7, 0, 1, 0],
			["2026-11-18", 0, 0, 0, 0],
			["2026-11-23", null, null, null, null],
		]);
	});

	it("stands beside the compared period: what a value had there, zero where it had nothing, a gap where there is no such bucket", () => {
		const before = {
			rows: [["2026-11-09", "mobile", 3], null, ["2026-11-10", "desktop", 4], null, null, null],
			sums: [null, null, null],
		};
		const whole = data("all others", rows, before);
		const shares = sharesOf(whole, wanted);
		const points = splitPoints(shares, { data: whole, frame: frameOf(), key: "start", measure: "visitors" });
		expect(points.slice(0, 3).map(({ before: own, beforeTitle }) => [own, beforeTitle])).toEqual([
			[[null, 3, null, 0], "Mon, 9 Nov 2026"],
			[[4, null, 0, null], "Tue, 10 Nov 2026"],
			[[null, null, null, null], null],
		]);
	});
});
