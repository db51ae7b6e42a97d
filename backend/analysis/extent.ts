import { z } from "zod";
import type { Scope } from "../engine/port.js";
import { countOf, type Extent, maxBuckets } from "./calendar.js";
import { type Ask, only, type Part } from "./metric.js";
import extentSql from "./metrics/trend.extent.sql";

const extent = {
	name: "trend.extent",
	sql: extentSql,
	row: z.object({ first_ts: z.int().nullable(), last_ts: z.int().nullable() }),
} satisfies Part<unknown>;

/**
 * What a calendar of the scope covers: the range, an open end being that of the data; null when an end is open and there are no
 * events. A range too long for 500 months shrinks to the data.
 */
export const extentOf = async (ask: Ask, { from, to, tz }: Pick<Scope, "from" | "to" | "tz">): Promise<Extent | null> => {
	const { first_ts, last_ts } = only(await ask(extent));
	const found = first_ts === null || last_ts === null ? null : { from: first_ts, to: last_ts + 1 };
	if (from === null || to === null) return found && { from: from ?? found.from, to: to ?? found.to };
	return countOf({ from, to }, tz, "month") <= maxBuckets ? { from, to } : found;
};
