import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { RequestHandler } from "express";
import { type ExportFormat, exportQuery } from "../contract/transfer.js";
import { invalidInput } from "../failures.js";
import type { FileParts } from "./parts.js";

const types = {
	csv: "text/csv; charset=utf-8",
	ndjson: "application/x-ndjson; charset=utf-8",
	parquet: "application/vnd.apache.parquet",
} as const satisfies Record<ExportFormat, string>;

/** GET /api/export: exactly the filtered events. The file is whole before its first byte is sent, so that a failure has its status. */
export const downloadHandler =
	(transfer: FileParts): RequestHandler =>
	async (request, response) => {
		const asked = exportQuery.safeParse(request.query);
		if (!asked.success) throw invalidInput(asked.error.issues);
		const { format, spreadsheet, ...filter } = asked.data;
		const left = new AbortController();
		response.on("close", () => left.abort());
		const path = join(transfer.folder, `export-${randomBytes(8).toString("hex")}`);
		try {
			await transfer.store.write({ path, format, filter, spreadsheet, signal: left.signal });
			const day = new Date(transfer.now()).toISOString().slice(0, 10);
			response.attachment(`events-${day}.${format}`).type(types[format]).set("Cache-Control", "no-store");
			await new Promise<void>((done, fail) => response.sendFile(path, (cause) => (cause && !left.signal.aborted ? fail(cause) : done())));
		} finally {
			await rm(path, { force: true });
		}
	};
