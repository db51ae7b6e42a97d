import type { Client } from "../../backend/client/client.js";
import { AppError } from "../../backend/contract/errors.js";
import type { CheckResult, FileInfo, ImportField, ImportFormat, ImportRecord, Mapping, Problem } from "../../backend/contract/transfer.js";
import { connect } from "../remote.js";
import { type Bar, openBar, print, say } from "./terminal.js";

export interface ImportOptions {
	readonly map?: readonly (readonly [column: string, field: ImportField])[];
	readonly tz?: string;
	readonly dates?: Mapping["date_order"];
	readonly decimal?: Mapping["decimal"];
	readonly format?: ImportFormat;
	readonly source?: string;
	readonly currency?: string;
	readonly again: boolean;
	readonly dryRun: boolean;
	readonly json: boolean;
}

/** Imports a file, or with `dryRun` only reads it. Prints the result on stdout and nothing else there. */
export const importCommand = async (path: string, options: ImportOptions, signal: AbortSignal): Promise<number> => {
	const { client, close } = await connect();
	try {
		return await importInto(client, path, options, signal);
	} finally {
		await close();
	}
};

/** The same by a client that is there already. */
export const importInto = async (client: Client, path: string, options: ImportOptions, signal: AbortSignal): Promise<number> => {
	const info = await client.transfer.open({ path, ...(options.format && { format: options.format }) }, { signal });
	const mapping = mappingOf(info, options);
	sayMapping(info, mapping);
	return options.dryRun ? dryRun(client, { info, mapping, options, signal }) : importFile(client, { info, mapping, options, signal });
};

/** The guesses, with what was asked for in their place. A field that was asked for is taken from the column that was guessed for it. */
export const mappingOf = (info: Pick<FileInfo, "columns" | "mapping">, options: Partial<ImportOptions>): Mapping => {
	const asked = new Map(options.map);
	const unknown = [...asked.keys()].find((column) => !info.columns.some(({ name }) => name === column));
	if (unknown !== undefined)
		throw new AppError("invalid", `There is no column "${unknown}". The columns are: ${info.columns.map(({ name }) => name).join(", ")}.`);
	const taken = new Set<ImportField>([...asked.values()].filter((field) => field !== "property" && field !== "skip"));
	return {
		...info.mapping,
		columns: info.mapping.columns.map(({ column, field }) => ({
			column,
			field: asked.get(column) ?? (taken.has(field) ? "property" : field),
		})),
		...(options.tz !== undefined && { tz: options.tz }),
		...(options.dates !== undefined && { date_order: options.dates }),
		...(options.decimal !== undefined && { decimal: options.decimal }),
		...(options.source !== undefined && { source: options.source }),
		...(options.currency !== undefined && { default_currency: options.currency.toUpperCase() }),
	};
};

const sayMapping = (info: FileInfo, { columns, tz }: Mapping): void => {
	const meanings = columns.map(({ column, field }) => `${column} = ${field}`).join(", ");
	say(`${info.name}: ${info.detail}. ${meanings}.${info.needs_zone ? ` Times are read in ${tz}.` : ""}`);
};

interface Work {
	readonly info: FileInfo;
	readonly mapping: Mapping;
	readonly options: ImportOptions;
	readonly signal: AbortSignal;
}

const dryRun = async (client: Client, { info, mapping, options, signal }: Work): Promise<number> => {
	const result = await resultOf<CheckResult>(await client.transfer.check({ file_id: info.file_id, mapping }, { signal }));
	sayProblems(result.problems);
	const left = result.rows - result.importable;
	print(
		options.json
			? JSON.stringify(result)
			: `${counted(result.importable, "row")} can be imported, ${left} would be left out; nothing was written.`,
	);
	return result.importable > 0 ? 0 : 1;
};

const importFile = async (client: Client, { info, mapping, options, signal }: Work): Promise<number> => {
	const stream = await client.transfer.run({ file_id: info.file_id, mapping, again: options.again }, { signal });
	const record = await resultOf<ImportRecord>(stream);
	sayProblems(record.problems);
	print(options.json ? JSON.stringify(record) : summary(record));
	return record.inserted + record.duplicates > 0 ? 0 : 1;
};

export const summary = ({ rows, inserted, duplicates, rejected, source }: ImportRecord): string =>
	`${counted(inserted, "event")} imported from ${counted(rows, "row")}; ${duplicates} were there already, ${rejected} left out; source ${source}.`;

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const sayProblems = (problems: readonly Problem[]): void => {
	for (const { severity, title, rows, message } of problems)
		say(`${severity}: ${title}${rows > 0 ? ` (${counted(rows, "row")})` : ""}. ${message}`);
};

type Message<R> = { type: "done"; result: R } | { type: "progress"; bytes: number; total_bytes: number; rows: number };

const resultOf = async <R>(messages: AsyncIterable<Message<R>>): Promise<R> => {
	const bar: Bar = openBar();
	try {
		for await (const message of messages) {
			if (message.type === "done") return message.result;
			bar.update(message.bytes, message.total_bytes, `${message.rows} rows`);
		}
	} finally {
		bar.stop();
	}
	throw new AppError("internal", "The import ended without a result. Run the command again.");
};
