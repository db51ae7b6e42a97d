import { describe, expect, it } from "vitest";
import { toCsv } from "../../ui/csv.js";
import { channelsReport, weekFilter } from "./builders.js";
import { columnsOf, fileColumns, type ShowOptions } from "./report-columns.js";
import { dataOf } from "./report-data.js";

const rows = [
	["search", 20, 0.5, 99.5],
	["=email", 10, null, 0],
];
const before = { rows: [["search", 12, 0.25, 10], null], sums: [null, 12, null, 10] };
const options: ShowOptions = { main: "sessions", tz: "UTC", range: weekFilter.range };

const ids = (report: Parameters<typeof dataOf>[0], change: Partial<ShowOptions> = {}, sortedBy: string | null = null) =>
	columnsOf(dataOf(report), { ...options, ...change }, sortedBy).map(({ id }) => id);

describe("the columns of a report", () => {
	it("have the change after the main measure, or after the one sorted by", () => {
		expect(ids(channelsReport(rows, before))).toEqual(["channel", "sessions", "sessions_change", "conversion", "revenue"]);
		expect(ids(channelsReport(rows, before), {}, "revenue")).toEqual(["channel", "sessions", "conversion", "revenue", "revenue_change"]);
		expect(ids(channelsReport(rows))).toEqual(["channel", "sessions", "conversion", "revenue"]);
	});

	it("put the breakdown behind the keys, though a panel names its columns", () => {
		const report = channelsReport([], null, {
			columns: [
				{ name: "channel", role: "key", unit: "text", better: null, sum: false },
				{ name: "by", role: "key", unit: "text", better: null, sum: false },
				{ name: "sessions", role: "measure", unit: "count", better: "up", sum: true },
			],
		});
		expect(ids(report, { only: ["channel", "sessions"] })).toEqual(["channel", "by", "sessions"]);
	});

	it("tell a value once that the rows are broken down by anyway", () => {
		const columns = [
			{ name: "device", role: "key", unit: "text", better: null, sum: false },
			{ name: "by", role: "key", unit: "text", better: null, sum: false },
			{ name: "sessions", role: "measure", unit: "count", better: "up", sum: true },
		] as const;
		const report = (value: string) => channelsReport([["mobile", value, 20]], null, { columns: [...columns] });
		expect(ids(report("mobile"), { by: "device" })).toEqual(["device", "sessions"]);
		expect(ids(report("desktop"), { by: "device" })).toEqual(["device", "by", "sessions"]);
		expect(ids(report("mobile"), { by: "channel" })).toEqual(["device", "by", "sessions"]);
	});

	it("truncate the first text, or the keys named, never a number", () => {
		const report = channelsReport([[1, "/home", 20]], null, {
			columns: [
				{ name: "step", role: "key", unit: "count", better: null, sum: false },
				{ name: "page", role: "key", unit: "text", better: null, sum: false },
				{ name: "sessions", role: "measure", unit: "count", better: "up", sum: true },
			],
		});
		const elastic = (change: Partial<ShowOptions>) =>
			columnsOf(dataOf(report), { ...options, ...change }, null).flatMap(({ id, elastic: yes }) => (yes ? [id] : []));
		expect(elastic({})).toEqual(["page"]);
		expect(elastic({ elastic: ["step", "page"] })).toEqual(["step", "page"]);
	});

	it("leave orders and money out of a site that sells nothing", () => {
		const report = channelsReport([["search", 20, 0, 0]], null, { sums: [null, 20, null, 0] });
		expect(ids(report)).toEqual(["channel", "sessions"]);
		expect(fileColumns(dataOf(report), options).map(({ id }) => id)).toEqual(["channel", "sessions", "conversion", "revenue"]);
	});

	it("carry the currency in the header", () => {
		expect(columnsOf(dataOf(channelsReport(rows)), options, null).map(({ header }) => header)).toEqual([
			"Channel",
			"Sessions",
			"Conversion",
			"Revenue EUR",
		]);
	});
});

describe("the file of a report", () => {
	it("holds every column as plain values, beside the compared period", () => {
		const data = dataOf(channelsReport(rows, before));
		expect(toCsv(fileColumns(data, options), data.rows).split("\r\n")).toEqual([
			'Channel,Sessions,"Sessions, compared",Conversion,"Conversion, compared",Revenue EUR,"Revenue EUR, compared"',
			"search,20,12,0.5,0.25,99.5,10",
			"'=email,10,0,,,0,0",
			"",
		]);
	});
});
