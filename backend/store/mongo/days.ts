import type { Replica } from "../ports.js";
import type { Changes } from "./changes.js";
import { add } from "./copy.js";

const dayMs = 86_400_000;
/** Of one question to the server: bounds how long it lasts. */
const spanMs = 7 * dayMs;

const startOf = (day: string): number => Date.parse(`${day}T00:00:00.000Z`);

/** What the server tells of every day that has events. */
export const seeDays = async (changes: Changes): Promise<Map<string, string>> => {
	const extent = await changes.extent();
	const days = new Map<string, string>();
	if (!extent) return days;
	const first = Math.floor(extent.from / dayMs) * dayMs;
	for (let from = first; from <= extent.to; from += spanMs)
		for (const [day, told] of await changes.fingerprints(from, Math.min(from + spanMs, extent.to + 1))) days.set(day, told);
	return days;
};

/** The days that are not as `known` has them, those too that have no events any more; and what the server tells of all of them. */
export const checkDays = async (
	changes: Changes,
	known: Readonly<Record<string, string>>,
): Promise<{ readonly changed: string[]; readonly days: Record<string, string> }> => {
	const seen = await seeDays(changes);
	const changed = [...new Set([...Object.keys(known), ...seen.keys()])].filter((day) => known[day] !== seen.get(day));
	return { changed, days: Object.fromEntries(seen) };
};

export interface Rebuilding {
	readonly changes: Changes;
	readonly replica: Replica;
	readonly days: readonly string[];
}

/** Reads days anew. All are emptied before any is filled: an event that was moved from one to another is then not taken for known. */
export const rebuildDays = async ({ changes, replica, days }: Rebuilding): Promise<void> => {
	for (const day of days) await replica.removeBetween(startOf(day), startOf(day) + dayMs);
	for (const day of days) await changes.between(startOf(day), startOf(day) + dayMs, (batch) => add(replica, batch));
};
