import { describe, expect, it } from "vitest";
import { channelsReport, frameOf } from "./builders.js";
import { notesOf } from "./captions.js";
import { dataOf } from "./report-data.js";

describe("notes under a table on paper", () => {
	const long = dataOf(channelsReport([["search", 30, 0.1, 99.5]], null, { total: 3013 }));

	it("say how many rows are not there, which no pager can show", () => {
		expect(notesOf(frameOf({ printing: true }), long, true)[0]).toBe("The first 2,000 of 3,013 rows, as sorted; the CSV file has all.");
		expect(notesOf(frameOf({ printing: true }), dataOf(channelsReport([["search", 30, 0.1, 99.5]])), true)).toEqual([]);
		expect(notesOf(frameOf(), long, true)).toEqual([]);
	});
});
