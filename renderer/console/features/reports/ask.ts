import type { Report, ReportParams } from "../../../../backend/contract/reports.js";
import type { Filter } from "../../app/use-filter.js";

/** What all panels of a report view share. */
export interface ReportFrame {
	readonly filter: Filter;
	readonly now: number;
	/** Changes when the store is to be read anew. */
	readonly version: number;
	/** What rows are broken down by; undefined for nothing. */
	readonly by: string | undefined;
	/** The currency asked for; null for the one with most orders. */
	readonly currency: string | null;
	/** A panel that shows money tells what it got, so that the filters can offer the currencies there are. */
	readonly tell: (report: Report) => void;
	/** Whole tables stand on the page, to be printed. */
	readonly printing: boolean;
}

export type ReportAsk = ReportParams & { readonly report: string };

export interface AskOptions {
	readonly report: string;
	/** What this report alone takes, such as touch. */
	readonly params?: Partial<ReportParams>;
	/** False for what does not follow the breakdown of the view. */
	readonly by?: boolean;
	/** False for what has no other period beside it. */
	readonly compare?: boolean;
}

const comparedOf = ({ compared }: Filter): Partial<ReportParams> =>
	compared ? { compare: "custom", compare_from: compared.instants.from, compare_to: compared.instants.to } : {};

/** The question to the store: the one filter, and what the panel adds. Days of comparison go as instants, so that all views mean the same. */
export const askOf = ({ filter, by, currency }: ReportFrame, options: AskOptions, rows: Partial<ReportParams>): ReportAsk => ({
	...filter.params,
	...(currency === null ? {} : { currency }),
	...(options.compare === false ? {} : comparedOf(filter)),
	...(by === undefined || options.by === false ? {} : { by }),
	...options.params,
	...rows,
	report: options.report,
});
