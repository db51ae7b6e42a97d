import type { Replica } from "../ports.js";
import type { Changes, DaySum } from "./changes.js";
import { add } from "./copy.js";

const dayMs = 86_400_000;
/** Of one question to the server: bounds how long it lasts. */
const spanMs = 7 * dayMs;

const startOf = (day: string): number => Date.parse(`${day}T00:00:00.000Z`);

/** What the server told of days, as it is kept: `count:sum`. */
export type KnownDays = Readonly<Record<string, string>>;

const textOf = ({ n, sum }: DaySum): string => `${n}:${sum}`;
const sumOf = (text: string): DaySum => {
	const [n = "0", sum = "0"] = text.split(":");
	return { n: Number(n), sum: BigInt(sum) };
};

/** What the server tells of every day that has events up to a number. */
const seeDays = async (changes: Changes, through: number): Promise<KnownDays> => {
	const extent = await changes.extent();
	const days: Record<string, string> = {};
	if (!extent) return days;
	const first = Math.floor(extent.from / dayMs) * dayMs;
	for (let from = first; from <= extent.to; from += spanMs) {
		const found = await changes.fingerprints({ from, to: Math.min(from + spanMs, extent.to + 1), through });
		for (const [day, told] of found) days[day] = textOf(told);
	}
	return days;
};

/** Days with those events in them that are new: of numbers after `after`, up to `through`. */
export const withNewcomers = async (
	changes: Changes,
	{ days, after, through }: { readonly days: KnownDays; readonly after: number; readonly through: number },
): Promise<KnownDays> => {
	const grown: Record<string, string> = { ...days };
	for (const [day, { n, sum }] of await changes.fingerprints({ after, through })) {
		const before = sumOf(grown[day] ?? "0:0");
		grown[day] = textOf({ n: before.n + n, sum: before.sum + sum });
	}
	return grown;
};

/** The days that are not as `known` has them, those too that have no events any more; and what the server tells of all of them. */
export const checkDays = async (
	changes: Changes,
	known: KnownDays,
	through: number,
): Promise<{ readonly changed: string[]; readonly days: KnownDays }> => {
	const days = await seeDays(changes, through);
	const changed = [...new Set([...Object.keys(known), ...Object.keys(days)])].filter((day) => known[day] !== days[day]);
	return { changed, days };
};

/**
 * The days whose marks as noise are not what the replica has. `round` brings in what consoles have marked meanwhile: a day in which that
 * changed something is left to the next check.
 */
export const checkNoise = async (
	{ changes, replica }: Pick<Rebuilding, "changes" | "replica">,
	round: () => Promise<void>,
): Promise<string[]> => {
	const [held, told] = [await replica.noiseByDay(), await changes.noiseByDay()];
	const differing = [...new Set([...held.keys(), ...told.keys()])].filter((day) => held.get(day) !== told.get(day));
	if (differing.length === 0) return [];
	await round();
	const now = await replica.noiseByDay();
	return differing.filter((day) => now.get(day) === held.get(day));
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
