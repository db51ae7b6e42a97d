import type { CheckResult, FileInfo, Mapping, ProblemRow } from "../../../../backend/contract/transfer.js";
import type { Client } from "../../app/client.js";
import type { Column } from "../../ui/column.js";

/** Which rows of which file: those with one problem, or all that are left out. */
export interface RowsAsked {
	readonly file: Pick<FileInfo, "file_id">;
	readonly mapping: Mapping;
	readonly code?: string | undefined;
	readonly limit: number;
}

export interface FoundRows {
	readonly columns: readonly string[];
	readonly rows: readonly ProblemRow[];
	/** False when more such rows follow. */
	readonly complete: boolean;
}

/** Reads the file again for them; nothing is written. */
export const readProblemRows = async (client: Client, asked: RowsAsked, signal: AbortSignal): Promise<FoundRows> => {
	const { file, mapping, code, limit } = asked;
	const rows: ProblemRow[] = [];
	const input = { file_id: file.file_id, mapping, limit, ...(code === undefined ? {} : { code }) };
	for await (const message of await client.transfer.problemRows(input, { signal })) {
		if (message.type === "rows") rows.push(...message.rows);
		if (message.type === "done") return { rows, columns: message.columns, complete: message.complete };
	}
	throw new Error("The rows ended without their end.");
};

/** The row's place and reasons, then its cells as they stand in the file. */
export const problemColumns = (columns: readonly string[]): readonly Column<ProblemRow>[] => [
	{ id: " row", header: "Row", value: ({ row }) => row, unit: "count" },
	{ id: " reason", header: "Reason", value: ({ reasons }) => reasons.join(" "), elastic: true },
	...columns.map((name, place): Column<ProblemRow> => ({ id: name, header: name, value: ({ cells }) => cells[place] ?? null })),
];

/** Rows that will be left out. */
export const leftOutOf = ({ rows, importable }: Pick<CheckResult, "rows" | "importable">): number => rows - importable;
