import type { ProblemRow } from "../contract/transfer.js";
import type { FileRow } from "../ingest/index.js";
import { textOf } from "./cells.js";
import { type CheckDeps, type CheckRequest, openJudge } from "./check.js";
import { signalled } from "./file-bytes.js";
import { columnsOf, rowsOf } from "./layout.js";
import type { Judged } from "./mapper.js";
import { everyFifth, type Progress } from "./progress.js";

export interface ProblemRowsRequest extends CheckRequest {
	/** Only rows with this problem; those left out for any when missing. */
	readonly code: string | undefined;
	readonly limit: number;
}

type Message =
	| Progress
	| { readonly type: "rows"; readonly rows: ProblemRow[] }
	| { readonly type: "done"; readonly columns: string[]; readonly complete: boolean };

/** Characters of all cells together, so that a file of broken long rows fits in memory. */
const mostText = 64 * 1024 * 1024;

const found = (row: FileRow, { event, problems }: Judged, code: string | undefined): ProblemRow | null => {
	const about = code === undefined ? problems : problems.filter((problem) => problem.code === code);
	if (code === undefined ? event !== null : about.length === 0) return null;
	const reasons = about.map(({ column, message }) => (column === undefined ? message : `${column}: ${message}`));
	return { row: row.row, left_out: event === null, reasons, cells: row.cells.map((cell) => (cell === null ? null : textOf(cell))) };
};

const sizeOf = ({ cells, reasons }: ProblemRow): number => [...cells, ...reasons].reduce((sum, text) => sum + (text?.length ?? 0), 0);

/** Rows of the file with what was found in them, in its order; writes nothing. Reads no further than it is asked for. Throws like check. */
export async function* problemRows(deps: CheckDeps, request: ProblemRowsRequest): AsyncGenerator<Message> {
	const { file, judge } = await openJudge(deps, request);
	const columns = [...columnsOf(file.layout)];
	const due = everyFifth(deps.now);
	let [bytes, read, given, text] = [0, 0, 0, 0];
	for await (const lot of rowsOf(file.bytes, file.layout, { signal: request.signal, onBytes: (count) => (bytes = count) })) {
		const rows = lot.flatMap((row) => found(row, judge(row), request.code) ?? []);
		const fitting: ProblemRow[] = [];
		for (const row of rows) {
			text += sizeOf(row);
			if (given === request.limit || text > mostText) break;
			fitting.push(row);
			given += 1;
		}
		if (fitting.length > 0) yield { type: "rows", rows: fitting };
		if (fitting.length < rows.length) {
			yield { type: "done", columns, complete: false };
			return;
		}
		read += lot.length;
		if (due()) yield { type: "progress", bytes, total_bytes: file.bytes.bytes, rows: read, inserted: 0, duplicates: 0, rejected: given };
	}
	signalled(request.signal);
	yield { type: "done", columns, complete: true };
}
