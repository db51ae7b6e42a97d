import { describe, expect, it } from "vitest";
import { channelsReport } from "./builders.js";
import { dataOf, rowKeyOf } from "./report-data.js";

const rows = [
	["search", 20, 0.5, 99.5],
	["email", 10, null, 0],
];
const before = { rows: [["search", 12, 0.25, 10], null], sums: [null, 12, null, 10] };

describe("a report read by column", () => {
	it("gives the cells of rows and sums by name, and null for what it does not have", () => {
		const data = dataOf(channelsReport(rows));
		const [first] = data.rows;
		expect(first && [data.text(first, "channel"), data.number(first, "sessions"), data.number(first, "bounce_rate")]).toEqual([
			"search",
			20,
			null,
		]);
		expect([data.sum("sessions"), data.sum("conversion"), data.sumBefore("sessions"), data.compared]).toEqual([30, null, undefined, false]);
	});

	it("takes a row that the compared period lacks for a counted zero, its ratio for unknown", () => {
		const data = dataOf(channelsReport(rows, before));
		const [first, second] = data.rows;
		expect(first && [data.before(first, "sessions"), data.before(first, "conversion")]).toEqual([12, 0.25]);
		expect(second && [data.before(second, "sessions"), data.before(second, "revenue"), data.before(second, "conversion")]).toEqual([
			0,
			0,
			null,
		]);
	});

	it("compares nothing with a period that holds nothing", () => {
		const empty = { rows: [["search", 0, null, 0], null], sums: [null, 0, null, null] };
		const data = dataOf(channelsReport(rows, empty));
		expect(data.compared).toBe(false);
		expect(data.rows.map((row) => data.before(row, "sessions"))).toEqual([undefined, undefined]);
	});

	it("is nothing where all rows are zeros, unless the compared period holds something", () => {
		const zeros = [["search", 0, null, 0]];
		const none = { sums: [null, 0, null, 0] };
		expect([[], zeros].map((some) => dataOf(channelsReport(some, null, none)).nothing)).toEqual([true, true]);
		expect(dataOf(channelsReport(rows)).nothing).toBe(false);
		expect(dataOf(channelsReport(zeros, before, none)).nothing).toBe(false);
	});

	it("tells rows apart by all their keys", () => {
		const report = channelsReport(rows);
		expect(dataOf(report).rows.map(rowKeyOf(report))).toEqual(['["search"]', '["email"]']);
	});
});
