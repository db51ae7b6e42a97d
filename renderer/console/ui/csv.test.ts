import { describe, expect, it } from "vitest";
import type { Column } from "./column.js";
import { fileName, toCsv } from "./csv.js";

interface Row {
	readonly page: string;
	readonly count: number | null;
	readonly at: number;
}

const columns: readonly Column<Row>[] = [
	{ id: "page", header: "Page", value: (row) => row.page },
	{ id: "count", header: "Events", value: (row) => row.count, unit: "count" },
	{ id: "at", header: "At", value: (row) => row.at, unit: "time" },
];

describe("CSV", () => {
	it("quotes commas, quotes and line ends, and leaves missing values empty", () => {
		const rows = [
			{ page: 'a "b", c', count: null, at: 0 },
			{ page: "x\ny", count: 1234.5, at: 1 },
		];
		expect(toCsv(columns, rows)).toBe(
			'Page,Events,At\r\n"a ""b"", c",,1970-01-01T00:00:00.000Z\r\n"x\ny",1234.5,1970-01-01T00:00:00.001Z\r\n',
		);
	});

	it("lets no text run as a formula in a spreadsheet; numbers stay numbers", () => {
		const rows = [{ page: "=HYPERLINK(1)", count: -5, at: 0 }];
		expect(toCsv(columns, rows).split("\r\n")[1]).toBe("'=HYPERLINK(1),-5,1970-01-01T00:00:00.000Z");
	});

	it("keeps the order of the rows", () => {
		const rows = ["b", "a", "c"].map((page) => ({ page, count: 1, at: 0 }));
		expect(
			toCsv(columns, rows)
				.split("\r\n")
				.slice(1, 4)
				.map((line) => line[0]),
		).toEqual(["b", "a", "c"]);
	});
});

describe("the name of the file", () => {
	it("holds what is in it and nothing that a file system refuses", () => {
		expect(fileName(["Pages", "2026-10-25", "Europe/Berlin", ""], "csv")).toBe("pages-2026-10-25-europe-berlin.csv");
	});
});
