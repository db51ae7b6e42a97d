import { z } from "zod";
import type { ByOnly } from "../../engine/port.js";

const row = z.object({ by_value: z.string().nullable(), weight: z.number().nullable() });

/** What none of the values is called. */
const othersOf = (values: readonly string[], tried = 1): string => {
	const name = tried === 1 ? "all others" : `all others (${tried})`;
	return values.includes(name) ? othersOf(values, tried + 1) : name;
};

/**
 * Which values of a breakdown stay apart, from those by weight, the greatest first: at most `most`, rows without a value being one
 * of them where they weigh anything. Null where all values fit, so that there are no others.
 */
export const chooseValues = (weights: readonly object[], most: number): ByOnly | null => {
	const rows = row.array().parse(weights);
	const hasMissing = rows.some(({ by_value, weight }) => by_value === null && (weight ?? 0) > 0);
	const named = rows.flatMap(({ by_value }) => (by_value === null ? [] : [by_value]));
	const room = hasMissing ? most - 1 : most;
	if (named.length <= room) return null;
	const values = named.slice(0, room);
	return { values, others: othersOf(values) };
};
