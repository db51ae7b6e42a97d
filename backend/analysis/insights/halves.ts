import type { DetailedMetrics } from "../../contract/analysis.js";

type Trend = DetailedMetrics["trend"];

interface Half {
	/** Where detailed_metrics has the buckets that it is the sum of. */
	readonly metric: string;
	readonly sessions: number;
}

export interface Halves {
	readonly earlier: Half;
	readonly later: Half;
	/** Buckets in each. */
	readonly buckets: number;
}

/** Whole buckets on each side of a comparison. */
const least = 3;

/**
 * Sessions of the earlier and the later half of a period, in whole buckets of equal number. The first and the last bucket are left out,
 * since the period may cut them; so is the middle one of an odd number. Null where too few buckets are whole.
 */
export const trendHalves = ({ points }: Trend): Halves | null => {
	const whole = points.length - 2;
	const buckets = Math.floor(whole / 2);
	if (buckets < least) return null;
	const half = (first: number): Half => ({
		metric: `trend.points.${first}-${first + buckets - 1}.sessions`,
		sessions: points.slice(first, first + buckets).reduce((total, { sessions }) => total + sessions, 0),
	});
	return { earlier: half(1), later: half(1 + whole - buckets), buckets };
};
