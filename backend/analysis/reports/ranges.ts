import { DateTime } from "luxon";
import type { AppliedFilter } from "../../contract/analysis.js";
import { AppError } from "../../contract/errors.js";
import type { Extent } from "../calendar.js";
import { applyRange } from "../filter.js";
import { firstInstant, wallTime } from "../zone.js";
import type { ReportRequest } from "./report.js";

/** What says with which range to compare. */
export type Comparing = Pick<ReportRequest, "compare" | "compare_from" | "compare_to">;

const day = 86_400_000;

/**
 * The range to compare with; null when none is asked for. previous: as many local days just before where the range is whole local
 * days (they have 23, 24 or 25 hours, as they had), else as many milliseconds. year: the same local days a year earlier, or the same
 * local time and length; 29 February becomes the 28th. Throws `invalid` where the ends that it needs are missing or superfluous.
 */
export const comparedRange = (request: Comparing, filter: AppliedFilter): Extent | null => {
	const { compare } = request;
	if (compare === "custom") return customRange(request, filter);
	if (request.compare_from !== undefined || request.compare_to !== undefined) {
		throw invalid("compare_from and compare_to are read with compare=custom alone. Ask for that, or leave them out.", "compare");
	}
	if (compare === "none") return null;
	const { from, to, tz } = filter;
	if (from === null || to === null) {
		throw invalid(`compare=${compare} needs a range to count back from. Give from and to, or leave compare out.`, "compare");
	}
	return compare === "previous" ? previous({ from, to }, tz) : yearEarlier({ from, to }, tz);
};

const invalid = (message: string, path: string): AppError => new AppError("invalid", message, { path });

const customRange = ({ compare_from, compare_to }: Comparing, { tz }: AppliedFilter): Extent => {
	if (compare_from === undefined || compare_to === undefined) {
		throw invalid("compare=custom needs both ends of the range to compare with. Give compare_from and compare_to.", "compare");
	}
	const { from, to } = applyRange({ tz, from: compare_from, to: compare_to }, { from: "compare_from", to: "compare_to" });
	if (from === null || to === null) throw new Error("A range with both ends was read without one.");
	return { from, to };
};

const previous = ({ from, to }: Extent, tz: string): Extent => {
	const days = wholeDays({ from, to }, tz);
	const start = days === null ? from : firstInstant(tz, days.first - days.count * day);
	return start < from ? { from: start, to: from } : { from: from - (to - from), to: from };
};

const yearEarlier = ({ from, to }: Extent, tz: string): Extent => {
	const days = wholeDays({ from, to }, tz);
	if (days === null) {
		const start = firstInstant(tz, minusYear(wallTime(tz, from)));
		return { from: start, to: start + (to - from) };
	}
	const last = minusYear(days.first + (days.count - 1) * day);
	return { from: firstInstant(tz, minusYear(days.first)), to: firstInstant(tz, last + day) };
};

const minusYear = (wall: number): number => DateTime.fromMillis(wall, { zone: "utc" }).minus({ years: 1 }).toMillis();

/** The local days of a range that begins and ends where days do: wall time of the first, and how many; null for other ranges. */
const wholeDays = ({ from, to }: Extent, tz: string): { first: number; count: number } | null => {
	const [first, end] = [from, to].map((instant) => {
		const wall = wallTime(tz, instant);
		const start = Math.floor(wall / day) * day;
		return firstInstant(tz, start) === instant ? start : null;
	});
	if (first === null || first === undefined || end === null || end === undefined) return null;
	return { first, count: (end - first) / day };
};
