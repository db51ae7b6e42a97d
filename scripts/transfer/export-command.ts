import { existsSync } from "node:fs";
import { extname } from "node:path";
import { AppError } from "../../backend/contract/errors.js";
import type { EventFilter } from "../../backend/contract/events.js";
import { type ExportFormat, exportFormats } from "../../backend/contract/transfer.js";
import { connect } from "../remote.js";
import { openBar, print } from "./terminal.js";

export interface ExportOptions {
	readonly format?: ExportFormat;
	/** Absolute. */
	readonly out: string;
	readonly from?: string;
	readonly to?: string;
	readonly type?: string;
	readonly source?: string;
	readonly visitor?: string;
	readonly session?: string;
	readonly user?: string;
	readonly page?: string;
	readonly noise: EventFilter["noise"];
	readonly overwrite: boolean;
	/** Formula cells of CSV get an apostrophe. */
	readonly spreadsheet: boolean;
	readonly json: boolean;
}

/** Writes the filtered events to a file. Prints the result on stdout and nothing else there. */
export const exportCommand = async (options: ExportOptions, signal: AbortSignal): Promise<number> => {
	const { out: path, overwrite, spreadsheet } = options;
	const format = options.format ?? formatOf(path);
	const filter = filterOf(options);
	if (!overwrite && existsSync(path)) throw new AppError("conflict", `${path} exists already. Choose another name, or say --overwrite.`);
	const { client, close } = await connect();
	const bar = openBar();
	try {
		for await (const message of await client.transfer.exportTo({ path, format, overwrite, spreadsheet, filter }, { signal })) {
			if (message.type === "progress") bar.update(message.rows, message.total, "rows");
			else print(options.json ? JSON.stringify({ rows: message.rows, path, format }) : `${message.rows} events written to ${path}.`);
		}
		return 0;
	} finally {
		bar.stop();
		await close();
	}
};

const formatOf = (path: string): ExportFormat => {
	const found = exportFormats.find((format) => format === extname(path).slice(1).toLowerCase());
	if (!found) throw new AppError("invalid", `Which format? Name the file .csv, .ndjson or .parquet, or say --format.`);
	return found;
};

export const filterOf = ({
	from,
	to,
	type,
	source,
	visitor,
	session,
	user,
	page,
	noise,
}: Omit<ExportOptions, "out" | "spreadsheet">): EventFilter => ({
	noise,
	...(from !== undefined && { from: instantOf("--from", from) }),
	...(to !== undefined && { to: instantOf("--to", to) }),
	...(type !== undefined && { event_type: type }),
	...(source !== undefined && { source }),
	...(visitor !== undefined && { visitor }),
	...(session !== undefined && { session_id: session }),
	...(user !== undefined && { user_id: user }),
	...(page !== undefined && { page }),
});

/** Epoch ms. A date alone is its midnight, and a date-time without a zone is, in UTC. */
const instantOf = (option: string, text: string): number => {
	if (/^\d{10,14}$/.test(text)) return Number(text);
	const iso = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(text);
	const ms = iso ? Date.parse(`${text.replace(" ", "T")}${iso[1] || text.length === 10 ? "" : "Z"}`) : Number.NaN;
	if (Number.isNaN(ms)) throw new AppError("invalid", `${option} ${text} is no time. Write it like 2026-10-01 or 2026-10-01T06:00:00Z.`);
	return ms;
};
