import { randomUUID } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import type { ExportFormat } from "../../contract/transfer.js";
import type { EventExporter } from "../ports.js";
import type { Database, Link } from "./database.js";
import { cancelled } from "./failures.js";
import { where } from "./filter.js";
import exportSql from "./sql/read/export.sql";
import spreadsheetSql from "./sql/read/spreadsheet.sql";

interface Shape {
	/** Options of COPY. */
	readonly copy: string;
	readonly reasons: string;
	readonly properties: string;
}

/** Lists and objects stay what they are where the format has them, and are JSON text where it has not. */
const shapes = {
	csv: { copy: "FORMAT csv, HEADER", reasons: "CAST(to_json(noise_reasons) AS VARCHAR)", properties: "properties" },
	ndjson: { copy: "FORMAT json", reasons: "noise_reasons", properties: "properties::JSON" },
	parquet: { copy: "FORMAT parquet, COMPRESSION zstd", reasons: "noise_reasons", properties: "properties" },
} as const satisfies Record<ExportFormat, Shape>;

/** The columns of an export that hold text of a sender's choice; the others are numbers, times, yes or no, hashes and JSON. */
const textColumns = [
	"event_id",
	"source",
	"visitor",
	"client_id",
	"session_id",
	"user_id",
	"event_type",
	"action",
	"page",
	"url",
	"referrer",
	"utm_source",
	"utm_medium",
	"utm_campaign",
	"utm_term",
	"utm_content",
	"product_id",
	"product_name",
	"product_category",
	"currency",
	"order_id",
	"search_term",
	"device",
	"user_agent",
	"channel",
	"write_key",
] as const;

/** OWASP's list (CSV injection): = + - @ tab, carriage return, line feed, and the full-width forms. */
const formula = "^[=+\\-@\\t\\r\\n\\x{FF1D}\\x{FF0B}\\x{FF0D}\\x{FF20}]";

const forSpreadsheets = (rows: string): string => {
	const safe = textColumns.map(
		(name) => `CASE WHEN regexp_matches(${name}, '${formula}') THEN chr(39) || ${name} ELSE ${name} END AS ${name}`,
	);
	return spreadsheetSql.replace("/*columns*/", () => safe.join(", ")).replace("/*rows*/", () => rows);
};

const progressEveryMs = 200;

/** Reading is about the first half of an export's work, as DuckDB counts it. */
const watch = (link: Link, total: number, onProgress: (rows: number, total: number) => void): (() => void) => {
	const timer = setInterval(() => onProgress(Math.floor((total * Math.max(0, link.progress())) / 100), total), progressEveryMs);
	return () => clearInterval(timer);
};

export const openExporter = (database: Database): EventExporter => ({
	write: async ({ path, format, filter, spreadsheet = false, signal, onProgress }) => {
		const part = `${path}.${randomUUID()}.part`;
		const { sql, params } = where(filter);
		const { copy, reasons, properties } = shapes[format];
		const exact = exportSql.replace("/*filter*/", sql).replace("/*reasons*/", reasons).replace("/*properties*/", properties);
		const rows = spreadsheet && format === "csv" ? forSpreadsheets(exact) : exact;
		try {
			const written = await database.use(async (link) => {
				const total = Number((await link.row(`SELECT count(*) AS n FROM events WHERE ${sql}`, params))["n"]);
				await link.exec("SET enable_progress_bar = true");
				await link.exec("SET enable_progress_bar_print = false");
				const stop = onProgress ? watch(link, total, onProgress) : () => undefined;
				try {
					return await link.exec(`COPY (${rows}) TO $path (${copy})`, { ...params, path: part });
				} finally {
					stop();
				}
			}, signal);
			if (signal?.aborted) throw cancelled();
			await rename(part, path);
			onProgress?.(written, written);
			return written;
		} finally {
			await rm(part, { force: true });
		}
	},
});
