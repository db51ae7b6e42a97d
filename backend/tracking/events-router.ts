import { os } from "../operations.js";
import type { EventReader, RejectStore } from "../store/ports.js";

export interface EventsDeps {
	readonly store: EventReader & Pick<RejectStore, "rejects">;
}

/** The operations of contract `events`. */
export const eventsRouter = ({ store }: EventsDeps) => ({
	list: os.events.list.handler(async ({ input: { limit, cursor, count, ...filter } }) => {
		const [page, total] = await Promise.all([
			store.list(filter, { limit, cursor: cursor ?? null }),
			count ? store.count(filter) : Promise.resolve(null),
		]);
		return { items: [...page.items], next_cursor: page.nextCursor, total };
	}),
	types: os.events.types.handler(async () => {
		const { eventTypes, sources } = await store.facets();
		return { event_types: eventTypes, sources };
	}),
	rejects: os.events.rejects.handler(({ input }) => store.rejects(input.limit)),
});
