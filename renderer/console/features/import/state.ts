import type { AppError } from "../../../../backend/contract/errors.js";
import type { CheckResult, FileInfo, ImportRecord, Mapping } from "../../../../backend/contract/transfer.js";
import { type Reading, withReading } from "./pace.js";

/** What a message of a running check or import tells; the contract's progress without its tag. */
export interface Progress {
	readonly bytes: number;
	readonly total_bytes: number;
	readonly rows: number;
	readonly inserted: number;
	readonly duplicates: number;
	readonly rejected: number;
}

export type Check =
	| { readonly status: "reading"; readonly progress: Progress | null; readonly before: CheckResult | null }
	| { readonly status: "done"; readonly result: CheckResult }
	| { readonly status: "failed"; readonly failure: AppError };

/** Where the one import of this console stands. It outlives the view, so that leaving and coming back changes nothing. */
export type ImportState =
	| { readonly step: "file"; readonly failure: AppError | null }
	| { readonly step: "opening"; readonly name: string; readonly sent: number; readonly total: number | null }
	| {
			readonly step: "columns";
			readonly file: FileInfo;
			readonly mapping: Mapping;
			readonly again: boolean;
			readonly check: Check;
			readonly failure: AppError | null;
	  }
	| {
			readonly step: "running";
			readonly file: FileInfo;
			readonly mapping: Mapping;
			readonly again: boolean;
			readonly check: Check;
			readonly progress: Progress | null;
			readonly readings: readonly Reading[];
			readonly startedAt: number;
			readonly cancelling: boolean;
	  }
	| { readonly step: "result"; readonly file: FileInfo; readonly mapping: Mapping; readonly record: ImportRecord };

export type ImportAction =
	| { readonly type: "opening"; readonly name: string; readonly total: number | null }
	| { readonly type: "sent"; readonly sent: number; readonly total: number }
	| { readonly type: "opened"; readonly file: FileInfo }
	| { readonly type: "refused"; readonly failure: AppError }
	| { readonly type: "mapped"; readonly mapping: Mapping }
	| { readonly type: "again"; readonly again: boolean }
	| { readonly type: "checking"; readonly progress: Progress | null }
	| { readonly type: "checked"; readonly result: CheckResult }
	| { readonly type: "check_failed"; readonly failure: AppError }
	| { readonly type: "started"; readonly at: number }
	| { readonly type: "progress"; readonly at: number; readonly progress: Progress }
	| { readonly type: "cancelling" }
	| { readonly type: "finished"; readonly record: ImportRecord }
	| { readonly type: "stopped"; readonly failure: AppError | null }
	| { readonly type: "reset" };

export const start: ImportState = { step: "file", failure: null };

/** An action that does not belong to the present step (a late message of something cancelled) leaves the state as it is. */
export const reduce = (state: ImportState, action: ImportAction): ImportState => {
	if (action.type === "reset") return start;
	if (action.type === "opening") return { step: "opening", name: action.name, sent: 0, total: action.total };
	if (action.type === "refused") return { step: "file", failure: action.failure };
	switch (state.step) {
		case "opening":
			return whileOpening(state, action);
		case "columns":
			return whileMapping(state, action);
		case "running":
			return whileRunning(state, action);
		default:
			return state;
	}
};

type At<Step extends ImportState["step"]> = Extract<ImportState, { step: Step }>;

const whileOpening = (state: At<"opening">, action: ImportAction): ImportState => {
	if (action.type === "sent") return { ...state, sent: action.sent, total: action.total };
	if (action.type !== "opened") return state;
	const { file } = action;
	return { step: "columns", file, mapping: file.mapping, again: false, check: unread(null), failure: null };
};

const whileMapping = (state: At<"columns">, action: ImportAction): ImportState => {
	switch (action.type) {
		case "mapped":
			return { ...state, mapping: action.mapping, check: unread(resultOf(state.check)), failure: null };
		case "again":
			return { ...state, again: action.again };
		case "checking":
			return { ...state, check: { status: "reading", progress: action.progress, before: resultOf(state.check) } };
		case "checked":
			return { ...state, check: { status: "done", result: action.result } };
		case "check_failed":
			return { ...state, check: { status: "failed", failure: action.failure } };
		case "started": {
			const { failure: _, ...kept } = state;
			return { ...kept, step: "running", progress: null, readings: [], startedAt: action.at, cancelling: false };
		}
		default:
			return state;
	}
};

const whileRunning = (state: At<"running">, action: ImportAction): ImportState => {
	switch (action.type) {
		case "progress": {
			const { bytes, total_bytes: totalBytes, rows } = action.progress;
			return { ...state, progress: action.progress, readings: withReading(state.readings, { at: action.at, bytes, totalBytes, rows }) };
		}
		case "cancelling":
			return { ...state, cancelling: true };
		case "finished":
			return { step: "result", file: state.file, mapping: state.mapping, record: action.record };
		case "stopped": {
			const { file, mapping, again, check } = state;
			return { step: "columns", file, mapping, again, check, failure: action.failure };
		}
		default:
			return state;
	}
};

const unread = (before: CheckResult | null): Check => ({ status: "reading", progress: null, before });

/** The newest whole check: the present one, or the one before while a new one reads. */
export const resultOf = (check: Check): CheckResult | null => {
	if (check.status === "done") return check.result;
	return check.status === "reading" ? check.before : null;
};
