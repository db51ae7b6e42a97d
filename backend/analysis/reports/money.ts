import { z } from "zod";
import type { Ask, Part } from "../metric.js";
import currenciesSql from "./currencies.sql";
import type { ReportDefinition, ReportRequest } from "./report.js";

/** The currency that a report's money is of, null being a currency too, and the others that the range has. */
export interface Money {
	readonly currency: string | null;
	readonly others: readonly (string | null)[];
}

const row = z.object({ currency: z.string().nullable(), orders: z.int() });

/**
 * The currency asked for ("none" is the missing one), else the one with the most orders in the range, ties by code ascending, a
 * missing one last. The others come in the same order. A report without money has neither.
 */
export const chooseCurrency = async (ask: Ask, definition: ReportDefinition, { currency }: ReportRequest): Promise<Money> => {
	if (!definition.takes.includes("currency")) return { currency: null, others: [] };
	const part = { name: `${definition.name}.currencies`, sql: definition.currencies ?? currenciesSql, row } satisfies Part<unknown>;
	const known = (await ask(part)).sort((a, b) => b.orders - a.orders || byCode(a.currency, b.currency)).map((one) => one.currency);
	const chosen = currency === undefined ? (known[0] ?? null) : currency === "none" ? null : currency;
	return { currency: chosen, others: known.filter((one) => one !== chosen) };
};

const byCode = (a: string | null, b: string | null): number => {
	if (a === b) return 0;
	if (a === null || b === null) return a === null ? 1 : -1;
	return a < b ? -1 : 1;
};
