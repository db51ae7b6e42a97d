import type { z } from "zod";
import { filterSearch } from "./filter.js";

export type RawSearch = Readonly<Record<string, unknown>>;

const names: Readonly<Record<string, string>> = {
	from: "the first day",
	to: "the last day",
	tz: "the time zone",
	compare: "the comparison",
	currency: "the currency",
	noise: "the noise filter",
};

const shown = (value: unknown): string => {
	const text = typeof value === "string" ? value : JSON.stringify(value);
	return text.length > 40 ? `${text.slice(0, 40)}…` : text;
};

const unread = (raw: RawSearch, schema: z.ZodObject): readonly string[] => {
	const read: Record<string, unknown> = schema.parse(raw);
	return Object.keys(schema.shape)
		.filter((key) => raw[key] !== undefined && read[key] === undefined)
		.map((key) => `${names[key] ?? key} “${shown(raw[key])}”`);
};

/** What an address says that cannot be read, as one sentence; null when all of it can. `own` is what the view adds to the shared filter. */
export const addressFault = (raw: RawSearch, own: z.ZodObject): string | null => {
	const parts = unread(raw, filterSearch.extend(own.shape));
	if (parts.length > 0) return `The address cannot be read for ${parts.join(" and ")}. The default is shown instead.`;
	const { from, to } = filterSearch.parse(raw);
	return from && to && from > to ? `The address ends on ${to}, before it begins on ${from}. The days between them are shown.` : null;
};
