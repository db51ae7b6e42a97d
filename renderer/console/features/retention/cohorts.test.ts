import { describe, expect, it } from "vitest";
import { channelsReport } from "../reports/builders.js";
import { dataOf } from "../reports/report-data.js";
import { cohortsOf } from "./cohorts.js";

const report = (rows: readonly (readonly (string | number | null)[])[]) =>
	dataOf(
		channelsReport(rows, null, {
			columns: [
				{ name: "cohort", role: "key", unit: "day", better: null, sum: false },
				{ name: "period", role: "key", unit: "number", better: null, sum: false },
				{ name: "visitors", role: "measure", unit: "count", better: "up", sum: false },
				{ name: "returned", role: "measure", unit: "count", better: "up", sum: false },
				{ name: "share", role: "measure", unit: "ratio", better: "up", sum: false },
			],
		}),
	);

describe("cohorts", () => {
	it("are rows by time with a cell a period; what is not over has a count so far", () => {
		const { cohorts, periods } = cohortsOf(
			report([
				["2026-11-16", 0, 20, 20, null],
				["2026-11-09", 1, 10, 2, null],
				["2026-11-09", 0, 10, 10, 1],
			]),
			"week",
		);
		expect(cohorts.map(({ id, size }) => [id, size])).toEqual([
			["2026-11-09", 10],
			["2026-11-16", 20],
		]);
		expect(cohorts[0]?.cells.get(1)).toEqual({ share: null, count: 2 });
		expect(periods.map(({ label }) => label)).toEqual(["First", "+1"]);
	});

	it("of a year show the newest, and as many periods as fit", () => {
		const rows = Array.from({ length: 40 }, (_, day) => [new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10), 20, 1, 1, 1]);
		const { cohorts, periods } = cohortsOf(report(rows), "day");
		expect([cohorts.length, cohorts.at(-1)?.id, periods.length]).toEqual([32, "2026-02-09", 13]);
	});
});
