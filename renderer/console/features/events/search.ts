import { z } from "zod";
import type { EventFilter } from "../../../../backend/contract/events.js";
import type { ExportFormat } from "../../../../backend/contract/transfer.js";

/** The address reader makes numbers of digits; ids such as invoice numbers are texts. What cannot be read counts as not said. */
const text = z.union([z.string(), z.number()]).transform(String).pipe(z.string().max(512).regex(/\S/)).optional().catch(undefined);

/** What the address of Events says beside the shared period and time zone. Absent means: no limit. */
export const eventsSearch = z.object({
	event_type: text,
	source: text,
	visitor: text,
	session_id: text,
	user_id: text,
	page: text,
	/** Unlike in Overview all that was received is shown unless said otherwise. */
	noise: z.enum(["hide", "show", "only"]).optional().catch(undefined),
	tab: z.enum(["rejected"]).optional().catch(undefined),
	/** `seq` of the event whose panel is open. */
	event: z.int().optional().catch(undefined),
});
export type EventsSearch = z.infer<typeof eventsSearch>;

export const textFilters = ["event_type", "source", "visitor", "session_id", "user_id", "page"] as const;
export type TextFilter = (typeof textFilters)[number];

/** Epoch ms, half open; null where there is no limit. */
export interface Period {
	readonly from: number | null;
	readonly to: number | null;
}

/** The contract's filter for what is on the screen: the same for the list, the count and the export. */
export const filterOf = (search: EventsSearch, period: Period): EventFilter => ({
	noise: search.noise ?? "show",
	...Object.fromEntries(textFilters.filter((name) => search[name] !== undefined).map((name) => [name, search[name]])),
	...(period.from === null ? {} : { from: period.from }),
	...(period.to === null ? {} : { to: period.to }),
});

/** The address that downloads exactly the filtered events. */
export const exportPath = (filter: EventFilter, format: ExportFormat): string => {
	const params = new URLSearchParams({ format });
	for (const [name, value] of Object.entries(filter)) if (value !== undefined) params.set(name, String(value));
	return `/api/export?${params}`;
};

/** How many limits are set, the period as one, for "Clear 3 filters". */
export const limitsSet = (search: EventsSearch, period: Period): number =>
	textFilters.filter((name) => search[name] !== undefined).length +
	(search.noise === undefined || search.noise === "show" ? 0 : 1) +
	(period.from === null && period.to === null ? 0 : 1);

/** Takes every limit out of the address; the tab stays. */
export const noLimits = {
	...(Object.fromEntries(textFilters.map((name) => [name, undefined])) as Record<TextFilter, undefined>),
	noise: undefined,
	event: undefined,
} as const;
