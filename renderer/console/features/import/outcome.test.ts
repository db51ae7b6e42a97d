import { describe, expect, it } from "vitest";
import { recordOf } from "./builders.js";
import { overviewOf } from "./links.js";
import { outcomeOf } from "./outcome.js";

describe("what an import came to", () => {
	it("says how many rows were written and how many were not", () => {
		expect(outcomeOf(recordOf())).toEqual({ tone: "good", title: "10 rows imported.", text: "Every row was taken in." });
		expect(outcomeOf(recordOf({ inserted: 9, rejected: 1 })).text).toBe("1 row left out, for the reasons below.");
	});

	it("says why nothing was added", () => {
		expect(outcomeOf(recordOf({ inserted: 0, duplicates: 10 })).text).toMatch(/^All 10 rows were here already/);
		expect(outcomeOf(recordOf({ inserted: 0, rejected: 10 }))).toMatchObject({ tone: "bad", title: "Nothing was added." });
	});

	it("says what stays of one that did not come to its end, and how to go on", () => {
		expect(outcomeOf(recordOf({ status: "cancelled", inserted: 4 })).text).toMatch(/^4 rows stay\. Import the same file again to go on/);
		expect(outcomeOf(recordOf({ status: "failed", inserted: 1, error: "The disk is full." })).text).toMatch(
			/^The disk is full\. 1 row stays\./,
		);
		expect(outcomeOf(recordOf({ status: "interrupted" })).tone).toBe("warning");
	});
});

describe("the way to Overview", () => {
	it("covers the imported days, in the zone the file was read in", () => {
		const record = { first_ts: Date.UTC(2010, 11, 1, 23, 30), last_ts: Date.UTC(2011, 0, 31, 12) };
		expect(overviewOf(record, "UTC")).toMatchObject({ from: "2010-12-01", to: "2011-01-31", tz: "UTC" });
		expect(overviewOf(record, "Europe/Berlin")).toMatchObject({ from: "2010-12-02", tz: "Europe/Berlin" });
		expect(overviewOf({ first_ts: null, last_ts: null }, "UTC")).toEqual({});
	});
});
