import { AppError } from "../../contract/errors.js";
import type { By, Scope } from "../../engine/port.js";
import type { Extent } from "../calendar.js";
import { applyFilter } from "../filter.js";
import { readBy } from "./by.js";
import { comparedRange } from "./ranges.js";
import type { ReportDefinition, ReportRequest } from "./report.js";
import { type Order, orderOf, type ShownColumn, shownColumns } from "./report-columns.js";

/** A request that was understood: nothing in it can be refused any more. */
export interface Question {
	readonly definition: ReportDefinition;
	readonly request: ReportRequest;
	readonly scope: Scope;
	/** The range to compare with. */
	readonly compared: Extent | null;
	readonly columns: readonly ShownColumn[];
	readonly order: Order;
	readonly by: By | null;
	/** Time of the store's newest event, whatever it is; null without any. */
	readonly dataThrough: number | null;
}

/** Throws `invalid` for a filter, sort, breakdown or range that the report cannot have. */
export const understand = ({ definition, request, dataThrough }: Pick<Question, "definition" | "request" | "dataThrough">): Question => {
	refuseUnused(definition, request);
	const filter = applyFilter(request);
	const by = request.by === undefined ? null : readBy(request.by);
	const columns = shownColumns(definition, by !== null);
	return {
		definition,
		request,
		scope: { ...filter, user: null },
		compared: comparedRange(request, filter),
		columns,
		order: orderOf(definition, columns, request),
		by,
		dataThrough,
	};
};

/** A breakdown or page that changed nothing would be taken for an answer. */
const refuseUnused = ({ name, takes }: ReportDefinition, request: ReportRequest): void => {
	const unused = (["by", "by_most", "page"] as const).find((parameter) => request[parameter] !== undefined && !takes.includes(parameter));
	if (request.by === undefined && request.by_most !== undefined) {
		throw new AppError("invalid", "by_most bounds a breakdown, and none was asked for. Say by what with by, or leave by_most out.", {
			path: "by_most",
		});
	}
	if (unused === undefined) return;
	const known = takes.length === 0 ? "nothing beyond the filter" : takes.join(", ");
	throw new AppError("invalid", `The report ${name} does not take ${unused}. It takes ${known}. Leave ${unused} out.`, { path: unused });
};
