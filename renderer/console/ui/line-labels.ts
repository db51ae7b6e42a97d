import type { SeriesPoint } from "./series.js";

export interface LineLabel {
	readonly index: number;
	/** Share of the plot's height, from its foot, at which the label stands. */
	readonly at: number;
}

/** Where each line ends: its last value, whether its bucket is over or not; null for a line without any. */
const endOf = (points: readonly SeriesPoint[], index: number): number | null =>
	points.findLast(({ values }) => typeof values[index] === "number")?.values[index] ?? null;

/** Pushes apart, from the lowest up, what stands closer than `gap`; then down again what was pushed over the top. */
const apart = (places: readonly LineLabel[], gap: number): readonly LineLabel[] => {
	const up: LineLabel[] = [];
	for (const place of places) up.push({ ...place, at: Math.max(place.at, (up.at(-1)?.at ?? Number.NEGATIVE_INFINITY) + gap) });
	const down: LineLabel[] = [];
	for (const place of up.reverse()) down.unshift({ ...place, at: Math.min(place.at, (down[0]?.at ?? 1 + gap) - gap) });
	return down;
};

/** Labels at the ends of lines, none over another: `top` is the axis' end, `gap` a label's height as a share of the plot's. */
export const lineLabels = (
	points: readonly SeriesPoint[],
	count: number,
	{ top, gap }: { top: number; gap: number },
): readonly LineLabel[] => {
	const ends = Array.from({ length: count }, (_, index) => ({ index, end: endOf(points, index) }));
	const places = ends.flatMap(({ index, end }) => (end === null ? [] : [{ index, at: top > 0 ? end / top : 0 }]));
	return apart(
		places.sort((a, b) => a.at - b.at || b.index - a.index),
		gap,
	);
};
