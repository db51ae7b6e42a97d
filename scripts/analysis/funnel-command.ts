import { readFile, stat } from "node:fs/promises";
import type { FilterParams } from "../../backend/contract/analysis.js";
import { AppError } from "../../backend/contract/errors.js";
import { type NamedFunnel, readFunnelFile } from "../../backend/contract/funnel-file.js";
import { longestFile } from "../../backend/contract/funnels.js";
import { connect } from "../remote.js";
import { print } from "../transfer/terminal.js";
import { funnelText } from "./funnel-text.js";
import { comparison } from "./report-command.js";

export interface FunnelOptions extends Pick<FilterParams, "from" | "to" | "tz" | "noise" | "sessions" | "visitor"> {
	/** Path of a file that was shared from the console. */
	readonly funnel: string;
	/** previous, year, or FROM..TO. */
	readonly compare?: string;
	/** How many values of the breakdown. */
	readonly limit?: string;
	readonly json: boolean;
}

/** Prints the funnel of a file, computed now. */
export const funnelCommand = async (options: FunnelOptions, signal: AbortSignal): Promise<number> => {
	const { funnel: path, compare, limit, json, from, to, tz, noise, sessions, visitor } = options;
	const { name, funnel } = await readNamed(path);
	const filter = Object.fromEntries(Object.entries({ from, to, tz, noise, sessions, visitor }).filter(([, value]) => value !== undefined));
	const request = { ...filter, ...comparison(compare), funnel, ...(limit === undefined ? {} : { groups: wholeNumber(limit) }) };
	const { client, close } = await connect();
	try {
		const result = await client.funnels.compute(request, { signal });
		print(json ? JSON.stringify(result, null, 2) : funnelText(name, result));
		return 0;
	} finally {
		await close();
	}
};

const readNamed = async (path: string): Promise<NamedFunnel> => {
	try {
		if ((await stat(path)).size > longestFile)
			throw new AppError("invalid", `${path} is longer than a funnel's file can be. Choose one that was shared from Funnels.`);
		return readFunnelFile(await readFile(path, "utf8"));
	} catch (error) {
		if (error instanceof AppError) throw error;
		throw new AppError(
			"not_found",
			`${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}). Give the path of a file that was shared from Funnels.`,
		);
	}
};

const wholeNumber = (text: string): number => {
	if (/^\d{1,4}$/.test(text)) return Number(text);
	throw new AppError("invalid", `--limit ${text} is no whole number. Write how many values to print, such as 10.`);
};
