import type { FilterParams } from "../../backend/contract/analysis.js";
import { AppError } from "../../backend/contract/errors.js";
import type { ReportParams } from "../../backend/contract/reports.js";
import { connect } from "../remote.js";
import { print } from "../transfer/terminal.js";
import { reportCsv, reportList, reportText } from "./report-text.js";

export interface ReportOptions
	extends Pick<FilterParams, "from" | "to" | "tz" | "noise" | "sessions" | "visitor">,
		Pick<ReportParams, "by" | "currency" | "touch" | "period" | "page" | "direction" | "search" | "sort"> {
	readonly report: string;
	readonly byMost?: string;
	/** previous, year, or FROM..TO. */
	readonly compare?: string;
	readonly ascending: boolean;
	readonly limit?: string;
	readonly offset?: string;
	readonly json: boolean;
	readonly csv: boolean;
}

/** Prints one report, computed now. */
export const reportCommand = async (options: ReportOptions, signal: AbortSignal): Promise<number> => {
	const { report: name, compare, ascending, json, csv, byMost, ...params } = options;
	if (json && csv) throw new AppError("invalid", "A report is printed as JSON or as CSV, not as both. Leave out --json or --csv.");
	const request = {
		...params,
		report: name,
		...comparison(compare),
		...(byMost === undefined ? {} : { by_most: byMost }),
		...(params.sort === undefined ? {} : { descending: !ascending }),
	};
	const { client, close } = await connect();
	try {
		const report = await client.reports.get(request, { signal });
		print(json ? JSON.stringify(report, null, 2) : csv ? reportCsv(report) : reportText(report));
		return 0;
	} finally {
		await close();
	}
};

/** Prints what can be asked for. */
export const listCommand = async ({ json }: { readonly json: boolean }): Promise<number> => {
	const { client, close } = await connect();
	try {
		const heads = await client.reports.list();
		print(json ? JSON.stringify(heads, null, 2) : reportList(heads));
		return 0;
	} finally {
		await close();
	}
};

/** Throws `invalid` for what is neither a name nor two ends. */
export const comparison = (text: string | undefined): Pick<ReportParams, "compare" | "compare_from" | "compare_to"> => {
	if (text === undefined) return {};
	if (text === "previous" || text === "year") return { compare: text };
	const [from, to, ...more] = text.split("..");
	if (from && to && more.length === 0) return { compare: "custom", compare_from: from, compare_to: to };
	throw new AppError("invalid", `--compare ${text} names no period. Write previous, year, or two ends such as 2026-01-01..2026-02-01.`);
};
