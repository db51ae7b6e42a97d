import { randomUUID } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import type { ExportFormat } from "../../contract/transfer.js";
import type { EventExporter } from "../ports.js";
import type { Database, Link } from "./database.js";
import { cancelled } from "./failures.js";
import { where } from "./filter.js";
import exportSql from "./sql/read/export.sql";

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

const progressEveryMs = 200;

/** Reading is about the first half of an export's work, as DuckDB counts it. */
const watch = (link: Link, total: number, onProgress: (rows: number, total: number) => void): (() => void) => {
	const timer = setInterval(() => onProgress(Math.floor((total * Math.max(0, link.progress())) / 100), total), progressEveryMs);
	return () => clearInterval(timer);
};

export const openExporter = (database: Database): EventExporter => ({
	write: async ({ path, format, filter, signal, onProgress }) => {
		const part = `${path}.${randomUUID()}.part`;
		const { sql, params } = where(filter);
		const { copy, reasons, properties } = shapes[format];
		const rows = exportSql.replace("/*filter*/", sql).replace("/*reasons*/", reasons).replace("/*properties*/", properties);
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
