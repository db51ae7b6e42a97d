import type { z } from "zod";
import type { ReportColumn, ReportHead, reportParams } from "../../contract/reports.js";
import type { Query } from "../../engine/port.js";
import type { Unit } from "../calendar.js";

export type ReportRequest = z.output<typeof reportParams>;

export interface Column extends Pick<ReportColumn, "role" | "unit">, Partial<Pick<ReportColumn, "better" | "sum">> {
	/** A key that names the key before it (a product's name): searched and sorted, but rows are one without it, also across periods. */
	readonly label?: boolean;
}

/**
 * One report = its SQL, its columns and its row schema. The SQL gives all rows, unordered and unbounded, each with `by_value`
 * (grouped by it: null unless the request asks for a breakdown); the planner adds search, order, pages, sums and the compared period.
 * A new report is its .sql and .ts files and one line in list.ts.
 */
export interface ReportDefinition<Row extends object = object> {
	readonly name: string;
	readonly title: string;
	/** The one question it answers. */
	readonly question: string;
	readonly sql: string | ((request: ReportRequest) => string);
	/** Of a row as the SQL gives it, `by_value` included. */
	readonly row: z.ZodType<Row>;
	/** In the order shown: keys first. Keys together are unique; ascending, they break ties. */
	readonly columns: Readonly<Record<string, Column>>;
	/** The report's own order. */
	readonly order: { readonly column: string; readonly descending: boolean };
	readonly takes: readonly ReportHead["takes"][number][];
	/** Of a report that takes `by_most`: the count, added up over all rows, of which a value needs most to stand for itself. */
	readonly weight?: string;
	/**
	 * Beyond `:from`, `:to` and `:tz`: what the SQL binds. Always there: `:currency` (text, null for none) and `:data_through` (epoch ms
	 * of the store's newest event, also after `to`; null without events: what ends after it is not over).
	 */
	readonly params?: (request: ReportRequest) => NonNullable<Query["params"]>;
	/** Rows (currency, orders), from which `:currency` is chosen: most orders, then code. Those of the order lines when missing. */
	readonly currencies?: string;
	readonly calendar?: Calendar;
}

/**
 * A report over time reads the relation `calendar` too: the range's local buckets, oldest first, without gaps, at most 500, of
 * columns place (0 …), label (local start, YYYY-MM-DD or YYYY-MM-DDTHH:MM), start_ts and end_ts (epoch ms, half-open: each ends
 * where the next begins). Start from it, so that a bucket with nothing has its row. Bound is also `:grain`, the width in ms
 * within which no bucket ends (a quarter hour nearly always), to group by before joining.
 */
interface Calendar {
	/** fit: the finest that gives at most 500 buckets, hours for two days at most. */
	readonly unit: (request: ReportRequest) => Unit | "fit";
	/** The key column that holds a bucket's label (unit day or text) or start (unit time): rows of the compared period find theirs by place. */
	readonly key: string;
}

export const defineReport = <Row extends object>(definition: ReportDefinition<Row>): ReportDefinition => definition as ReportDefinition;
