import type { SimpleMetrics } from "../../../backend/contract/analysis.js";
import { journeyOf, length, pages, size, types } from "./metrics.js";
import type { LogEvent, Relations } from "./model.js";
import { max, mean, median, ratio, seconds } from "./numbers.js";
import { depthOf, letterOf } from "./steps.js";

/** The light summary, by naive loops over the relations. */
export const simpleOf = (relations: Relations): SimpleMetrics => {
	const { ev, ses } = relations;
	const reaching = (steps: readonly string[]) => ses.filter(({ events }) => depthOf(events, steps) === steps.length).length;
	const journey = journeyOf(reaching);
	return {
		total_events: ev.length,
		sessions: ses.length,
		events_by_type: types(relations).event_types,
		top_pages: pages(relations).top_pages.slice(0, 10),
		funnel_home_to_product: ses.filter(({ events }) => homeThenProduct(events)).length,
		funnel_metrics: Object.fromEntries(journey),
		conversion_rates: Object.fromEntries(
			journey.slice(1).map(([name, count], at) => [`${journey[at]?.[0]}_to_${name}`, ratio(count, journey[at]?.[1] ?? 0)]),
		),
		session_metrics: {
			total_sessions: ses.length,
			avg_events: mean(ses.map(size)),
			median_events: median(ses.map(size)),
			max_events: max(ses.map(size)),
			avg_duration_seconds: seconds(mean(ses.map(length))),
			median_duration_seconds: seconds(median(ses.map(length))),
			max_duration_seconds: seconds(max(ses.map(length))),
		},
	};
};

const homeThenProduct = (events: readonly LogEvent[]): boolean => {
	const home = events.findIndex((event) => letterOf(event) === "H");
	return home >= 0 && events.slice(home + 1).some((event) => letterOf(event) === "P");
};
