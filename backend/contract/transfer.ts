import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { boolParam, intParam, operation, owners, readers, timeZone } from "./base.js";
import { eventFilter } from "./events.js";

export const importFormats = ["csv", "ndjson", "parquet", "access_log"] as const;
export type ImportFormat = (typeof importFormats)[number];

/** What a column of a file can mean. `property` keeps it under its own name in the event's properties; `skip` leaves it out. */
export const importFields = [
	"timestamp",
	"event_id",
	"client_id",
	"user_id",
	"session_id",
	"event_type",
	"page",
	"url",
	"referrer",
	"product_id",
	"product_name",
	"product_category",
	"price",
	"quantity",
	"currency",
	"order_id",
	"revenue",
	"total",
	"search_term",
	"user_agent",
	"ip",
	"utm_source",
	"utm_medium",
	"utm_campaign",
	"utm_term",
	"utm_content",
	"source",
	"properties",
	"property",
	"skip",
] as const;
export const importField = z.enum(importFields);
export type ImportField = z.infer<typeof importField>;

export const mapping = z.object({
	columns: z.array(z.object({ column: z.string().max(512), field: importField })).max(500),
	tz: timeZone.default("UTC").describe("Zone of times that carry none"),
	date_order: z.enum(["iso", "dmy", "mdy"]).default("iso"),
	decimal: z.enum(["point", "comma"]).default("point"),
	/** A repeated local hour (clocks go back) is read as its first or second occurrence. */
	ambiguous: z.enum(["first", "second"]).default("first"),
	default_event_type: z.string().min(1).max(128).default("pageview"),
	default_currency: z
		.string()
		.regex(/^[A-Z]{3}$/)
		.nullable()
		.default(null),
	source: z.string().min(1).max(128).nullable().default(null).describe("Name of the source; import:<content hash> when null"),
	negative_orders: z
		.enum(["leave_out", "refund"])
		.optional()
		.describe("What becomes of an order row with a quantity below 1; left out when missing"),
});
export type Mapping = z.infer<typeof mapping>;

export const problem = z.object({
	code: z.string(),
	severity: z.enum(["error", "warning", "info"]).describe("error: such rows are left out"),
	title: z.string(),
	message: z.string().describe("Where first, what was found, what is done about it"),
	rows: z.int(),
	first_row: z.int().nullable().describe("1-based, as in the file without its header"),
});
export type Problem = z.infer<typeof problem>;

export const fileInfo = z.object({
	file_id: z.string(),
	name: z.string(),
	bytes: z.int(),
	format: z.enum(importFormats),
	detail: z.string().describe("Such as: comma separated, UTF-8"),
	sha256: z.string().nullable().describe("Of the content; null until it has been read to its end"),
	columns: z.array(
		z.object({
			name: z.string(),
			guess: importField,
			fit: z.enum(["name", "values", "empty", "none"]).describe("What the guess rests on; empty: on the name alone, as no value was seen"),
			samples: z.array(z.string().nullable()),
		}),
	),
	preview: z.array(z.array(z.string().nullable())).max(20),
	mapping,
	needs_zone: z.boolean().describe("True when times carry no zone"),
	already_imported: z.string().nullable().describe("Id of a finished import of the same content"),
});
export type FileInfo = z.infer<typeof fileInfo>;

/** Rows read, of how many bytes. `total_rows` is known after a check. */
const progress = z.object({
	type: z.literal("progress"),
	bytes: z.int(),
	total_bytes: z.int(),
	rows: z.int(),
	inserted: z.int(),
	duplicates: z.int(),
	rejected: z.int(),
});

export const checkResult = z.object({
	rows: z.int(),
	importable: z.int(),
	problems: z.array(problem),
	cells: z
		.array(z.object({ row: z.int(), column: z.string(), severity: z.enum(["error", "warning"]), message: z.string() }))
		.max(400)
		.describe("Faults among the previewed rows"),
	sha256: z.string(),
	first_ts: z.int().nullable(),
	last_ts: z.int().nullable(),
});
export type CheckResult = z.infer<typeof checkResult>;

/** A row of the file and what was found in it. */
export const problemRow = z.object({
	row: z.int().describe("1-based, as in the file without its header"),
	left_out: z.boolean(),
	reasons: z.array(z.string()),
	cells: z.array(z.string().nullable()).describe("By column; none for a row that could not be taken apart"),
});
export type ProblemRow = z.infer<typeof problemRow>;

export const importRecord = z.object({
	import_id: z.string(),
	name: z.string(),
	bytes: z.int(),
	format: z.enum(importFormats),
	sha256: z.string(),
	source: z.string(),
	status: z.enum(["running", "done", "cancelled", "failed", "interrupted"]),
	rows: z.int(),
	inserted: z.int(),
	duplicates: z.int(),
	rejected: z.int(),
	problems: z.array(problem),
	first_ts: z.int().nullable(),
	last_ts: z.int().nullable(),
	error: z.string().nullable(),
	started_at: z.string(),
	finished_at: z.string().nullable(),
	mapping: mapping.nullable().optional().describe("As it was run, so that an interrupted import goes on in the same way"),
	again: z.boolean().optional().describe("True when the content was taken once more, as new events"),
});
export type ImportRecord = z.infer<typeof importRecord>;

const file = z.object({ file_id: z.string().max(64) });

export const exportFormats = ["csv", "ndjson", "parquet"] as const;
export type ExportFormat = (typeof exportFormats)[number];

const spreadsheet = boolParam
	.default(false)
	.describe(
		"Of CSV: text that a spreadsheet would run as a formula gets an apostrophe before it. Such a file is to be opened by hand; to import it again, export without",
	);

/** Only CSV has cells that a spreadsheet would run. */
const ofCsvAlone = {
	holds: (asked: { readonly format: ExportFormat; readonly spreadsheet: boolean }) => !asked.spreadsheet || asked.format === "csv",
	words: { path: ["spreadsheet"], message: "goes with CSV alone: NDJSON and Parquet have no cells that a spreadsheet would run" },
};

/** What GET /api/export takes. */
export const exportQuery = eventFilter
	.extend({ format: z.enum(exportFormats).default("csv"), spreadsheet })
	.refine(ofCsvAlone.holds, ofCsvAlone.words);

export const transferContract = {
	/** A path is only taken from who sits at the computer. A browser sends the bytes to POST /api/imports/files?name= instead. */
	open: operation
		.route({ method: "POST", path: "/api/imports/open", summary: "Open a file of this computer", tags: ["Import"] })
		.meta({ roles: ["local"] })
		.input(z.object({ path: z.string().max(4096), format: z.enum(importFormats).optional().describe("Guessed when missing") }))
		.output(fileInfo),
	inspect: operation
		.route({ method: "GET", path: "/api/imports/files/{file_id}", summary: "Columns, guesses and the first 20 rows", tags: ["Import"] })
		.meta({ roles: owners })
		.input(file)
		.output(fileInfo),
	check: operation
		.route({
			method: "POST",
			path: "/api/imports/check",
			summary: "Read the file to its end and tell every problem; writes nothing",
			tags: ["Import"],
		})
		.meta({ roles: owners })
		.input(file.extend({ mapping }))
		.output(eventIterator(z.discriminatedUnion("type", [progress, z.object({ type: z.literal("done"), result: checkResult })]))),
	problemRows: operation
		.route({
			method: "POST",
			path: "/api/imports/problem-rows",
			summary: "The rows that will be left out, or those with one problem, each with its reasons",
			tags: ["Import"],
		})
		.meta({ roles: owners })
		.input(
			file.extend({
				mapping,
				code: z.string().max(64).optional().describe("Only rows with this problem; those left out for any when missing"),
				limit: intParam(z.number().min(1).max(100_000)).default(1_000),
			}),
		)
		.output(
			eventIterator(
				z.discriminatedUnion("type", [
					progress,
					z.object({ type: z.literal("rows"), rows: z.array(problemRow) }),
					z.object({
						type: z.literal("done"),
						columns: z.array(z.string()),
						complete: z.boolean().describe("False when more such rows follow than were asked for, or than 64 MiB hold"),
					}),
				]),
			),
		),
	run: operation
		.route({
			method: "POST",
			path: "/api/imports/run",
			summary: "Import the file; a file already imported adds nothing unless asked",
			tags: ["Import"],
		})
		.meta({ roles: owners })
		.input(file.extend({ mapping, again: z.boolean().default(false).describe("Take the same content once more, as new events") }))
		.output(eventIterator(z.discriminatedUnion("type", [progress, z.object({ type: z.literal("done"), result: importRecord })]))),
	list: operation
		.route({ method: "GET", path: "/api/imports", summary: "Imports, newest first", tags: ["Import"] })
		.meta({ roles: readers })
		.input(z.object({ limit: intParam(z.number().min(1).max(200)).default(50) }))
		.output(z.object({ items: z.array(importRecord) })),
	/** Only from who sits at the computer; a browser downloads GET /api/export instead. */
	exportTo: operation
		.route({ method: "POST", path: "/api/export/file", summary: "Write the filtered events to a file of this computer", tags: ["Export"] })
		.meta({ roles: ["local"] })
		.input(
			z
				.object({
					path: z.string().max(4096),
					format: z.enum(exportFormats),
					overwrite: z.boolean().default(false),
					spreadsheet,
					filter: eventFilter.prefault({}),
				})
				.refine(ofCsvAlone.holds, ofCsvAlone.words),
		)
		.output(
			eventIterator(
				z.discriminatedUnion("type", [
					z.object({ type: z.literal("progress"), rows: z.int(), total: z.int() }),
					z.object({ type: z.literal("done"), rows: z.int(), path: z.string() }),
				]),
			),
		),
};

/** Plain Express routes: bytes in, bytes out. Declared here for the document. */
export const filesContract = {
	upload: operation
		.route({ method: "POST", path: "/api/imports/files", summary: "Send a file as the raw body; ?name= tells its name", tags: ["Import"] })
		.meta({ roles: owners })
		.input(z.object({ name: z.string().min(1).max(255), format: z.enum(importFormats).optional() }))
		.output(fileInfo),
	download: operation
		.route({ method: "GET", path: "/api/export", summary: "The filtered events as a file", tags: ["Export"] })
		.meta({ roles: readers })
		.input(exportQuery)
		.output(z.file()),
};
