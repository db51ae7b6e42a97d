import type { ImportRecord, Mapping, Problem } from "../contract/transfer.js";
import type { FileRow } from "../ingest/index.js";
import type { NewEvent } from "../store/event.js";
import type { Mapper } from "./mapper.js";
import { openProblems, previewRows, type RowProblem } from "./problems.js";

type Counts = Pick<ImportRecord, "rows" | "rejected" | "first_ts" | "last_ts" | "problems">;

/** What has been seen of a file so far. */
export interface Tally {
	/** The events of a lot; what is left out is counted and told. */
	take(rows: readonly FileRow[]): NewEvent[];
	counts(): Counts;
	note(problem: RowProblem): void;
	cells: ReturnType<typeof openProblems>["cells"];
}

/** Judges rows and keeps count. `before`: of the part of the file that an earlier run took. */
export const openTally = (mapper: Mapper, mapping: Mapping, before?: Counts): Tally => {
	const problems = openProblems(before?.problems);
	let { rows, rejected, first_ts, last_ts }: Omit<Counts, "problems"> = before ?? { rows: 0, rejected: 0, first_ts: null, last_ts: null };
	let [proven, open] = [false, 0];

	const judged = (row: FileRow): NewEvent[] => {
		const { event, problems: found, dayProven } = mapper(row);
		rows += 1;
		if (found.length > 0) problems.add(row.row, found, rows <= previewRows);
		proven ||= dayProven === true;
		if (dayProven === false) open += 1;
		if (!event) {
			rejected += 1;
			return [];
		}
		first_ts = first_ts === null ? event.ts : Math.min(first_ts, event.ts);
		last_ts = last_ts === null ? event.ts : Math.max(last_ts, event.ts);
		return [event];
	};
	const list = (): Problem[] => {
		if (!proven && open > 0) return [...problems.list(), openOrder(mapping, open)];
		return problems.list();
	};
	return {
		take: (lot) => lot.flatMap(judged),
		counts: () => ({ rows, rejected, first_ts, last_ts, problems: list() }),
		note: problems.note,
		cells: problems.cells,
	};
};

const openOrder = ({ date_order }: Mapping, rows: number): Problem => ({
	code: "date_order",
	severity: "warning",
	title: "Day or month first",
	message: `No date has a day above 12, so either order reads them all. ${date_order === "mdy" ? "Month / day" : "Day / month"} is taken.`,
	rows,
	first_row: null,
});
