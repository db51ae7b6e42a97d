import { z } from "zod";
import { appliedFilter, filterParams } from "./analysis.js";
import { boolParam, instantParam, intParam, operation, readers } from "./base.js";

/**
 * A report is a table of rows under the one filter, made by one SQL text: key columns say what a row is about, measures what was
 * counted. Every report can be sorted by any column, searched, paged, broken down by any property and compared with another period.
 */

export const reportName = z
	.string()
	.max(40)
	.regex(/^[a-z][a-z-]*$/, "expected a report's name, such as channels");

/** What a row is about, and how its numbers read. */
export const reportColumn = z.object({
	name: z.string(),
	role: z.enum(["key", "measure"]),
	unit: z
		.enum(["text", "count", "number", "ms", "ratio", "time", "day", "money"])
		.describe("time: epoch ms; day: YYYY-MM-DD; ratio: 0 to 1"),
	better: z.enum(["up", "down"]).nullable().describe("Which direction is good for the shop; null where none is"),
	sum: z.boolean().describe("Whether the sum over all rows has a meaning, and stands in sums"),
});
export type ReportColumn = z.infer<typeof reportColumn>;

export const reportParams = filterParams.extend({
	by: z
		.string()
		.min(1)
		.max(200)
		.optional()
		.describe("A column (device, channel, utm_campaign …) or a property (status, or a path such as cart.size) to break each row down by"),
	by_most: intParam(z.number().min(1).max(20))
		.optional()
		.describe(
			"With `by`: at most so many values of it and none, those that count most over the range; all others are one, named in `others`",
		),
	currency: z
		.string()
		.max(16)
		.optional()
		.describe("Money is of this currency alone (none: of orders without one); the one with most orders when missing"),
	compare: z
		.enum(["none", "previous", "year", "custom"])
		.default("none")
		.describe("previous: as long, just before; year: the same days a year ago"),
	compare_from: instantParam.optional().describe("With compare=custom: first instant, inclusive"),
	compare_to: instantParam.optional().describe("With compare=custom: first instant after"),
	touch: z
		.enum(["session", "first", "last"])
		.default("session")
		.describe("Where credit goes: the session's own channel, the visitor's first one ever, or the visitor's last that was not direct"),
	period: z.enum(["day", "week"]).default("week").describe("Length of a cohort's periods, for retention"),
	page: z.string().max(2000).optional().describe("The page whose paths are asked for; where sessions begin or end when missing"),
	direction: z.enum(["after", "before"]).default("after").describe("Paths: what follows, or what precedes"),
	search: z.string().max(200).optional().describe("Only rows with this text in a text key, upper and lower case alike; taken literally"),
	sort: z.string().max(40).optional().describe("A column; the report's own order when missing"),
	descending: boolParam.default(true),
	limit: intParam(z.number().min(1).max(10_000)).default(50),
	offset: intParam(z.number().min(0)).default(0),
});
export type ReportParams = z.input<typeof reportParams>;

const cell = z.union([z.string(), z.number(), z.null()]);
export type ReportCell = z.infer<typeof cell>;

export const report = z.object({
	report: reportName,
	parameters: appliedFilter,
	compared: z.object({ from: z.int(), to: z.int() }).nullable(),
	currency: z.string().nullable().describe("Of all money in it; null where the orders carry none"),
	other_currencies: z.array(z.string().nullable()).describe("Present in the range, and not in the money here"),
	columns: z.array(reportColumn).describe("Keys first; with `by`, the key `by` comes last among them"),
	others: z.string().nullable().describe("What stands under `by` for all values beyond `by_most`; null where there are none"),
	rows: z.array(z.array(cell)),
	total: z.int().describe("Rows of all pages"),
	sums: z.array(z.number().nullable()).describe("Over the rows of all pages, one a column; null where a sum has no meaning"),
	before: z
		.object({ rows: z.array(z.array(cell).nullable()), sums: z.array(z.number().nullable()) })
		.nullable()
		.describe("The compared period: its row for each row above (null: not there), and its sums"),
	data_through: z.int().nullable().describe("The newest event's time: buckets that end after it are incomplete"),
	notes: z.array(z.string()),
	took_ms: z.int(),
});
export type Report = z.infer<typeof report>;

export const reportHead = z.object({
	name: reportName,
	title: z.string(),
	question: z.string(),
	columns: z.array(reportColumn),
	takes: z
		.array(z.enum(["by", "by_most", "currency", "touch", "period", "page", "direction"]))
		.describe("Parameters beyond the filter that change it"),
});
export type ReportHead = z.infer<typeof reportHead>;

export const properties = z.array(
	z.object({
		name: z.string(),
		kind: z.enum(["column", "property"]),
		events: z.int().describe("Events that carry it, among the newest 10,000"),
		examples: z.array(z.string()).max(3),
	}),
);
export type Properties = z.infer<typeof properties>;

export const reportsContract = {
	list: operation
		.route({ method: "GET", path: "/api/reports", summary: "Every report: its columns and what it takes", tags: ["Reports"] })
		.meta({ roles: readers })
		.output(z.array(reportHead)),
	properties: operation
		.route({ method: "GET", path: "/api/properties", summary: "What a report can be broken down by", tags: ["Reports"] })
		.meta({ roles: readers })
		.output(properties),
	get: operation
		.route({ method: "GET", path: "/api/reports/{report}", summary: "One report, computed now", tags: ["Reports"] })
		.meta({ roles: readers })
		.input(reportParams.extend({ report: reportName }))
		.output(report),
};
