import { z } from "zod";
import { useSearchState } from "../../app/search.js";
import { type ClientId, clientIds } from "./client-ids.js";
import type { Verdict } from "./feed-list.js";

/** The address reader makes numbers of digits. What cannot be read counts as not said. */
const text = z.union([z.string(), z.number()]).transform(String).pipe(z.string().max(512).regex(/\S/)).optional().catch(undefined);

/** What the address of Tracking says beside the shared filter: the stream's limits, and what is to be connected. */
export const trackingSearch = z.object({
	outcome: z
		.enum(["accepted", "duplicate", "rejected"] satisfies readonly Verdict[])
		.optional()
		.catch(undefined),
	source: text,
	contains: text,
	client: z
		.enum(clientIds satisfies readonly ClientId[])
		.optional()
		.catch(undefined),
	key: text,
});
export type TrackingSearch = z.infer<typeof trackingSearch>;

export const useTrackingSearch = () => useSearchState(trackingSearch);
export type SetTracking = ReturnType<typeof useTrackingSearch>[1];
