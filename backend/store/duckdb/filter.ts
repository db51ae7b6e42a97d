import type { EventFilter } from "../../contract/events.js";
import type { Params } from "./values.js";

const conditions = {
	from: "ts >= $from",
	to: "ts < $to",
	event_type: "event_type = $event_type",
	source: "source = $source",
	visitor: "visitor = $visitor",
	session_id: "session_id = $session_id",
	user_id: "user_id = $user_id",
	page: "contains(page, $page)",
} as const satisfies Partial<Record<keyof EventFilter, string>>;

const noise = { hide: "NOT hidden", show: "true", only: "hidden" } as const satisfies Record<EventFilter["noise"], string>;

/** The filter as a condition over `events` with its parameters: words from the lists above, values only bound. */
export const where = (filter: EventFilter): { readonly sql: string; readonly params: Params } => {
	const names = (Object.keys(conditions) as (keyof typeof conditions)[]).filter((name) => filter[name] !== undefined);
	return {
		sql: [noise[filter.noise], ...names.map((name) => conditions[name])].join(" AND "),
		params: Object.fromEntries(names.map((name) => [name, filter[name] as string | number])),
	};
};
