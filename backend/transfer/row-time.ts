import { limits } from "../contract/events.js";
import { textOf } from "./cells.js";
import { columnOf, type Plan } from "./plan.js";
import type { RowProblem } from "./problems.js";
import { timeReader } from "./read-time.js";

export interface RowTime {
	/** Epoch ms; null when the row is left out. */
	readonly ms: number | null;
	readonly problem: RowProblem | null;
	/** As TimeReading tells it. */
	readonly dayProven: boolean | null;
}

/** Reads the cell of the time. Nothing is guessed and nothing re-dated: a time that cannot be believed leaves its row out. */
export const openRowTime = (plan: Plan, now: number): ((cell: unknown) => RowTime) => {
	const { tz, ambiguous } = plan.mapping;
	const read = timeReader(plan.mapping);
	const column = columnOf(plan, "timestamp");
	const bad = (code: string, title: string, message: string): RowTime => ({
		ms: null,
		dayProven: null,
		problem: { code, severity: "error", title, message: `${message}. Left out.`, ...column },
	});
	const twice = (cell: unknown): RowProblem => ({
		code: "time_twice",
		severity: "info",
		title: "Hour that occurs twice",
		message: `"${textOf(cell)}" occurs twice in ${tz}, as the clocks were set back. The ${ambiguous} one is taken.`,
	});
	return (cell) => {
		if (textOf(cell) === null) return bad("time_missing", "No time", "the time is empty");
		const time = read(cell);
		if (!time.ok) return bad(time.code, time.code === "time_skipped" ? "Hour that does not exist" : "Time cannot be read", time.message);
		if (time.ms < limits.earliest) return bad("time_range", "Time before 2000 or ahead", `"${textOf(cell)}" lies before the year 2000`);
		if (time.ms > now + limits.aheadMs)
			return bad("time_range", "Time before 2000 or ahead", `"${textOf(cell)}" lies more than a day ahead of now`);
		return { ms: time.ms, dayProven: time.dayProven, problem: time.twice ? twice(cell) : null };
	};
};
