import { describe, expect, it } from "vitest";
import { AppError } from "../../../../backend/contract/errors.js";
import { checkOf, fileOf, recordOf } from "./builders.js";
import { type ImportAction, type ImportState, reduce, resultOf, start } from "./state.js";

const play = (...actions: ImportAction[]): ImportState => actions.reduce(reduce, start);

const file = fileOf();
const opened: ImportAction[] = [
	{ type: "opening", name: file.name, total: 10 },
	{ type: "sent", sent: 10, total: 10 },
	{ type: "opened", file },
];
const progress = { bytes: 5, total_bytes: 10, rows: 1, inserted: 1, duplicates: 0, rejected: 0 };

describe("the import", () => {
	it("goes from file to columns to running to result", () => {
		const result = checkOf();
		const record = recordOf();
		expect(play(...opened)).toMatchObject({ step: "columns", mapping: file.mapping, again: false, check: { status: "reading" } });
		expect(play(...opened, { type: "checked", result })).toMatchObject({ check: { status: "done", result } });
		expect(play(...opened, { type: "checked", result }, { type: "started", at: 5 })).toMatchObject({ step: "running", startedAt: 5 });
		expect(play(...opened, { type: "started", at: 5 }, { type: "finished", record })).toEqual({
			step: "result",
			file,
			mapping: file.mapping,
			record,
		});
	});

	it("keeps the numbers of the check before while the next one reads", () => {
		const result = checkOf();
		const state = play(...opened, { type: "checked", result }, { type: "mapped", mapping: { ...file.mapping, decimal: "comma" } });
		expect(state).toMatchObject({ mapping: { decimal: "comma" }, check: { status: "reading", before: result } });
		expect(state.step === "columns" && resultOf(state.check)).toBe(result);
	});

	it("comes back to the columns with its mapping when a run stops", () => {
		const failure = new AppError("disk_full", "The disk is full. Free some space, then import again.");
		const mapping = { ...file.mapping, tz: "Europe/Berlin" };
		const state = play(...opened, { type: "mapped", mapping }, { type: "started", at: 1 }, { type: "stopped", failure });
		expect(state).toMatchObject({ step: "columns", mapping, failure });
	});

	it("ignores late messages of what was cancelled", () => {
		const columns = play(...opened);
		expect(reduce(columns, { type: "progress", at: 1, progress })).toBe(columns);
		expect(reduce(start, { type: "checked", result: checkOf() })).toBe(start);
		expect(reduce(start, { type: "opened", file })).toBe(start);
	});

	it("starts anew on another file, from wherever it stands", () => {
		const next = play(...opened, { type: "opening", name: "b.csv", total: null });
		expect(next).toEqual({ step: "opening", name: "b.csv", sent: 0, total: null });
		expect(reduce(next, { type: "reset" })).toEqual(start);
	});
});
