import { describe, expect, it } from "vitest";
import type { Column } from "./column.js";
import { nextSort, orderOf } from "./table-order.js";

type Row = readonly [string, number | null];
const name: Column<Row> = { id: "name", header: "Name", value: ([text]) => text };
const count: Column<Row> = { id: "count", header: "Count", value: ([, value]) => value, unit: "count" };
const rows: readonly Row[] = [
	["p10", 5],
	["p2", null],
	["P1", 5],
	["p3", 70],
];
const names = (column: Column<Row> | undefined, desc: boolean) => orderOf(rows, column, desc).map((place) => rows[place]?.[0]);

describe("the order of a table", () => {
	it("is by value, equal ones as they were, none last either way", () => {
		expect(names(count, true)).toEqual(["p3", "p10", "P1", "p2"]);
		expect(names(count, false)).toEqual(["p10", "P1", "p3", "p2"]);
		expect(names(undefined, true)).toEqual(["p10", "p2", "P1", "p3"]);
	});

	it("of texts counts their numbers", () => {
		expect(names(name, false)).toEqual(["P1", "p2", "p3", "p10"]);
	});

	it("begins with the greatest number or the first text, and turns round", () => {
		expect(nextSort(null, count)).toEqual({ id: "count", desc: true });
		expect(nextSort({ id: "count", desc: true }, count)).toEqual({ id: "count", desc: false });
		expect(nextSort({ id: "count", desc: true }, name)).toEqual({ id: "name", desc: false });
	});
});
