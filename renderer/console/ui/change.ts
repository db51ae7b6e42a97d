import { type Format, format, formatUnit, type Maybe, type Unit } from "./format.js";

/** Which way is good for the shop; `none` for what is neither. */
export type Better = "up" | "down" | "none";
export type Tone = "good" | "bad" | "flat";

export interface Comparison {
	readonly now: Maybe;
	readonly before: Maybe;
	readonly unit: Unit;
	readonly better: Better;
	/** How many cases (sessions, orders) stand behind each value, where the values themselves are not counts. */
	readonly base?: readonly [Maybe, Maybe];
	readonly currency?: string | null;
}

export interface Change {
	/** Null: one of both is unknown. */
	readonly text: string | null;
	/** The same as a number of its unit; null for ratios, whose points are it. */
	readonly amount: string | null;
	readonly direction: "up" | "down" | "flat";
	readonly tone: Tone;
	readonly from: string;
	readonly tooFew: boolean;
}

/** Under this many cases in either period nothing is compared. */
const fewest = 10;
/** Smaller changes are shown in grey: half a per cent, or 0.1 points. */
const smallest = { relative: 0.005, points: 0.001 } as const;

const isFew = ({ now, before, unit, base }: Comparison): boolean => {
	const cases = base ?? (unit === "count" ? [now, before] : []);
	return cases.some((value) => typeof value === "number" && value < fewest);
};

const amountOf = (difference: number, { unit, currency }: Comparison, use: Format): string | null => {
	if (unit === "ratio") return null;
	const text = formatUnit(difference, unit, currency ?? null, use);
	return difference > 0 ? `+${text}` : text;
};

const toneOf = (difference: number, threshold: number, better: Better): Tone => {
	if (better === "none" || Math.abs(difference) < threshold) return "flat";
	return difference > 0 === (better === "up") ? "good" : "bad";
};

/** Ratios change in points, everything else relative to what it was. */
export const changeOf = (comparison: Comparison, use: Format = format): Change => {
	const { now, before, unit, better, currency } = comparison;
	const from = formatUnit(before, unit, currency ?? null, use);
	const unknown = { text: null, amount: null, direction: "flat", tone: "flat", from, tooFew: false } as const;
	if (typeof now !== "number" || typeof before !== "number") return unknown;
	if (isFew(comparison)) return { ...unknown, tooFew: true };
	if (unit !== "ratio" && before <= 0) return unknown;
	const difference = unit === "ratio" ? now - before : now / before - 1;
	const threshold = unit === "ratio" ? smallest.points : smallest.relative;
	return {
		text: unit === "ratio" ? use.points(difference) : use.change(difference),
		amount: amountOf(now - before, comparison, use),
		direction: difference === 0 ? "flat" : difference > 0 ? "up" : "down",
		tone: toneOf(difference, threshold, better),
		from,
		tooFew: false,
	};
};
