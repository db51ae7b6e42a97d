import { describe, expect, it } from "vitest";
import { AppError } from "../../../../backend/contract/errors.js";
import type { Problem } from "../../../../backend/contract/transfer.js";
import { checkOf, fileOf, mappingOf } from "./builders.js";
import { withField } from "./fields.js";
import { problemsLine, readinessOf, remedyOf } from "./problems.js";
import type { Check, ImportState } from "./state.js";

const problem = (over: Partial<Problem> = {}): Problem => ({
	code: "bad_time",
	severity: "error",
	title: "Time cannot be read",
	message: "Row 5: “25:61:00” is no time of day. Left out.",
	rows: 31,
	first_row: 5,
	...over,
});

const columns = (check: Check, mapping = mappingOf()): Extract<ImportState, { step: "columns" }> => ({
	step: "columns",
	file: fileOf(),
	mapping,
	again: false,
	check,
	failure: null,
});

describe("the line of the Problems panel", () => {
	it("says how many rows are left out, and that nothing is written", () => {
		expect(problemsLine(checkOf({ rows: 184236, importable: 184197, problems: [problem()] }))).toMatch(
			/^39 of 184.236 rows will be left out; nothing is written before you press Import$/,
		);
		expect(problemsLine(checkOf({ problems: [problem({ severity: "warning" })] }))).toMatch(/^no row will be left out;/);
		expect(problemsLine(checkOf())).toMatch(/^none in 10 rows;/);
	});
});

describe("a remedy", () => {
	it("turns the reading of a repeated hour around, and back", () => {
		const twice = problem({ code: "time_twice", title: "Hour that occurs twice", severity: "info" });
		expect(remedyOf(twice, mappingOf())).toEqual({ label: "Take the second", change: { ambiguous: "second" } });
		expect(remedyOf(twice, mappingOf({ ambiguous: "second" }))?.change).toEqual({ ambiguous: "first" });
	});

	it("takes negative orders as refunds, and back", () => {
		expect(remedyOf(problem({ code: "quantity_not_above_0" }), mappingOf())?.change).toEqual({ negative_orders: "refund" });
		expect(remedyOf(problem({ code: "quantity_refund" }), mappingOf())?.change).toEqual({ negative_orders: "leave_out" });
	});

	it("is none where the file itself has to change", () => {
		expect(remedyOf(problem({ code: "time_unreadable" }), mappingOf())).toBeNull();
	});
});

describe("the import button", () => {
	it("says how many rows it writes, once they are counted", () => {
		expect(readinessOf(columns({ status: "done", result: checkOf() }))).toEqual({ ready: true, label: "Import 10 rows", why: null });
		expect(readinessOf(columns({ status: "done", result: checkOf({ importable: 1 }) })).label).toBe("Import 1 row");
	});

	it("waits for the check, and for rows", () => {
		const failure = new AppError("internal", "x");
		const checks: Check[] = [
			{ status: "reading", progress: null, before: checkOf() },
			{ status: "failed", failure },
			{ status: "done", result: checkOf({ importable: 0 }) },
		];
		for (const check of checks) expect(readinessOf(columns(check)).ready).toBe(false);
	});

	it("names what is wrong with the columns first", () => {
		const done: Check = { status: "done", result: checkOf() };
		expect(readinessOf(columns(done, withField(mappingOf(), "ts", "skip"))).why).toMatch(/^No column is the time/);
		expect(readinessOf(columns(done, withField(mappingOf(), "price", "timestamp"))).why).toMatch(/^ts and price mean the same/);
	});
});
