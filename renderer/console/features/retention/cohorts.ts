import type { Cohort, CohortCell } from "../../ui/cohort-table.js";
import { dayText, type ReportData } from "../reports/reports.js";

/** The most periods that are shown beside each other; the table twin and the file have all 31. */
const mostPeriods = 13;
/** The newest cohorts, of which more than a screen says nothing. */
const mostCohorts = 32;

/** Rows of cohort and period as a table: cohorts by time, the newest last. */
export const cohortsOf = (data: ReportData, period: "day" | "week") => {
	const byStart = new Map<string, { size: number; cells: Map<number, CohortCell> }>();
	let last = 0;
	for (const row of data.rows) {
		const start = data.text(row, "cohort") ?? "";
		const place = data.number(row, "period") ?? 0;
		const cohort = byStart.get(start) ?? { size: data.number(row, "visitors") ?? 0, cells: new Map<number, CohortCell>() };
		cohort.cells.set(place, { share: data.number(row, "share"), count: data.number(row, "returned") ?? 0 });
		byStart.set(start, cohort);
		last = Math.max(last, place);
	}
	const starts = [...byStart.keys()].sort().slice(-mostCohorts);
	const cohorts: readonly Cohort[] = starts.map((start) => ({
		id: start,
		label: period === "week" ? `Week of ${dayText(start)}` : dayText(start),
		size: byStart.get(start)?.size ?? 0,
		cells: byStart.get(start)?.cells ?? new Map(),
	}));
	const periods = Array.from({ length: Math.min(last, mostPeriods - 1) + 1 }, (_, place) => place);
	return {
		cohorts,
		periods: periods.map((place) => ({ place, label: place === 0 ? "First" : `+${place}`, title: titleOf(place, period) })),
	};
};

const titleOf = (place: number, period: "day" | "week"): string =>
	place === 0 ? `The ${period} of the first visit` : `${place} ${period}${place === 1 ? "" : "s"} later`;
