import type { AppliedFilter } from "../../../../backend/contract/analysis.js";
import { instantsOf, type Known, type Range } from "../../app/period.js";

interface Period {
	readonly range: Range;
	readonly noise: "hide" | "show";
	readonly known: Known;
}

/** Whether an analysis is of these whole days, in its own zone, with noise as it is asked for. One without an end reaches to that of all events. */
export const isOfPeriod = ({ from, to, tz, noise }: AppliedFilter, { range, noise: asked, known }: Period): boolean => {
	const days = instantsOf(range, tz);
	const begins = from === null ? range.from <= known.oldest : from === days.from;
	const ends = to === null ? range.to >= known.newest : to === days.to;
	return begins && ends && noise === asked;
};
