import type { Heard } from "./feed-list.js";
import type { TrackingSearch } from "./search.js";

/** Rows that are drawn; there is no reading further back in a stream, for that there is Events. */
export const mostShown = 100;

const holds = (item: Heard, part: string): boolean =>
	[item.event_type, item.event_id, item.action, item.visitor, item.page, item.source, item.problem?.path, item.problem?.message].some(
		(text) => text?.toLowerCase().includes(part),
	) ||
	(item.problem?.excerpt.toLowerCase().includes(part) ?? false);

/** All that the filter lets through, in the order given. The text is taken literally, whatever it is made of; capitals do not matter. */
export const matching = (items: readonly Heard[], { outcome, source, contains }: TrackingSearch): readonly Heard[] => {
	const part = contains?.trim().toLowerCase() ?? "";
	return items.filter(
		(item) =>
			(outcome === undefined || item.verdict === outcome) &&
			(source === undefined || item.source === source) &&
			(part === "" || holds(item, part)),
	);
};
