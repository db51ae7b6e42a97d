import type { CheckResult, Problem } from "../contract/transfer.js";

/** One thing about one row, before rows with the same are put together. */
export interface RowProblem {
	readonly code: string;
	readonly severity: Problem["severity"];
	readonly title: string;
	/** A sentence without the row: what was found, and what is done about it. */
	readonly message: string;
	/** The column it is about, where it is one. */
	readonly column?: string;
}

/** Faulty cells are told for the rows that the preview shows. */
export const previewRows = 20;
const mostCells = 400;
const weights = { error: 0, warning: 1, info: 2 } as const satisfies Record<Problem["severity"], number>;

export interface Problems {
	/** `shown`: the row is among those of the preview. */
	add(row: number, problems: readonly RowProblem[], shown: boolean): void;
	/** About the file and no row of it. */
	note(problem: RowProblem): void;
	/** Errors first, then by number of rows. */
	list(): Problem[];
	cells(): CheckResult["cells"];
}

/** Groups problems by code; of each the first row tells the story. `before` are those of the part of the file read earlier. */
export const openProblems = (before: readonly Problem[] = []): Problems => {
	const groups = new Map<string, Problem>(before.map((problem) => [problem.code, problem]));
	const cells: CheckResult["cells"] = [];
	const count = (row: number, { code, severity, title, message }: RowProblem): void => {
		const known = groups.get(code);
		if (known) groups.set(code, { ...known, rows: known.rows + 1 });
		else groups.set(code, { code, severity, title, message: `Row ${row}: ${message}`, rows: 1, first_row: row });
	};
	return {
		add: (row, problems, shown) => {
			/** Two faulty cells of one kind are one row. */
			const codes = new Set<string>();
			for (const problem of problems) {
				if (!codes.has(problem.code)) count(row, problem);
				codes.add(problem.code);
				const { column, severity, message } = problem;
				if (shown && column !== undefined && severity !== "info" && cells.length < mostCells)
					cells.push({ row, column, severity, message });
			}
		},
		note: ({ code, severity, title, message }) => {
			groups.set(code, { code, severity, title, message, rows: 0, first_row: null });
		},
		list: () => [...groups.values()].sort((a, b) => weights[a.severity] - weights[b.severity] || b.rows - a.rows),
		cells: () => cells,
	};
};
