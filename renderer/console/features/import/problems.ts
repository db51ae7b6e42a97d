import type { CheckResult, ImportFormat, Mapping, Problem } from "../../../../backend/contract/transfer.js";
import { format } from "../../ui/format.js";
import { repeatedColumns } from "./fields.js";
import type { Check, ImportState } from "./state.js";

/** The line beside the title of the Problems panel. */
export const problemsLine = ({ rows, importable, problems }: CheckResult): string => {
	const out = rows - importable;
	const stays = "nothing is written before you press Import";
	if (out > 0) return `${format.count(out)} of ${format.count(rows)} rows will be left out; ${stays}`;
	return problems.length > 0 ? `no row will be left out; ${stays}` : `none in ${format.count(rows)} rows; ${stays}`;
};

export interface Remedy {
	readonly label: string;
	readonly change: Partial<Mapping>;
}

type Remedies = Readonly<Record<string, (mapping: Mapping) => Remedy>>;

/** By the code of the problem; the same click is offered back where the choice was the other way. */
const remedies: Remedies = {
	time_twice: ({ ambiguous }) =>
		ambiguous === "first"
			? { label: "Take the second", change: { ambiguous: "second" } }
			: { label: "Take the first", change: { ambiguous: "first" } },
	quantity_not_above_0: () => ({ label: "Take them as refunds", change: { negative_orders: "refund" } }),
	quantity_refund: () => ({ label: "Leave them out", change: { negative_orders: "leave_out" } }),
	comma_groups: () => ({ label: "Read as decimal comma", change: { decimal: "comma" } }),
	decimal_comma: () => ({ label: "Read as thousands", change: { decimal: "point" } }),
};

/** What one click can do about a problem; null where the file itself has to change, or the remedy needs typing. */
export const remedyOf = ({ code }: Problem, mapping: Mapping): Remedy | null => remedies[code]?.(mapping) ?? null;

/** A missing currency is chosen in a field: the problem leads there. */
export const needsCurrency = (problems: readonly Problem[]): boolean => problems.some(({ code }) => code === "currency_missing");

export interface Readiness {
	readonly ready: boolean;
	readonly label: string;
	/** Why not, for the tooltip; null when ready. */
	readonly why: string | null;
}

/** The primary button: what it does and to how many. */
export const readinessOf = (state: Extract<ImportState, { step: "columns" }>): Readiness => {
	const fault = mappingFault(state.mapping, state.file.format);
	if (fault) return { ready: false, label: "Import rows", why: fault };
	return checkReadiness(state.check);
};

const mappingFault = (mapping: Mapping, fileFormat: ImportFormat): string | null => {
	const repeated = repeatedColumns(mapping);
	if (repeated.size > 0) return `${[...repeated].join(" and ")} mean the same. Choose another meaning for one of them.`;
	if (fileFormat !== "access_log" && !mapping.columns.some(({ field }) => field === "timestamp"))
		return "No column is the time. Choose Time for one of them.";
	return null;
};

const checkReadiness = (check: Check): Readiness => {
	if (check.status === "failed") return { ready: false, label: "Import rows", why: "The file could not be read to its end." };
	if (check.status === "reading")
		return { ready: false, label: "Import rows", why: "The file is being read to its end; nothing is written yet." };
	const { importable } = check.result;
	if (importable === 0) return { ready: false, label: "Import 0 rows", why: "No row can be taken in. See Problems." };
	return { ready: true, label: `Import ${format.count(importable)} ${importable === 1 ? "row" : "rows"}`, why: null };
};

/** 41.2 MB · 184,236 rows · 10 columns · comma separated, UTF-8; the rows once they are counted. */
export const fileLine = (file: { bytes: number; columns: readonly unknown[]; detail: string }, rows: number | null): string =>
	[
		format.bytes(file.bytes),
		...(rows === null ? [] : [`${format.count(rows)} rows`]),
		...(file.columns.length > 0 ? [`${format.count(file.columns.length)} columns`] : []),
		...(file.detail ? [file.detail] : []),
	].join(" · ");
