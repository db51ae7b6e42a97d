import type { Feed } from "../ingest/index.js";
import { os } from "../operations.js";
import type { EventReader } from "../store/ports.js";
import type { Keys } from "./keys.js";

export interface TrackingDeps {
	readonly keys: Keys;
	readonly feed: Feed;
	readonly store: Pick<EventReader, "sources">;
}

/** The operations of contract `tracking`. */
export const trackingRouter = ({ keys, feed, store }: TrackingDeps) => ({
	keys: os.tracking.keys.handler(async () => ({ items: await keys.list() })),
	createKey: os.tracking.createKey.handler(({ input }) => keys.create(input)),
	changeKey: os.tracking.changeKey.handler(({ input: { key_id, name, origins } }) =>
		keys.change(key_id, { ...(name !== undefined && { name }), ...(origins !== undefined && { origins }) }),
	),
	revokeKey: os.tracking.revokeKey.handler(({ input }) => keys.revoke(input.key_id)),
	sources: os.tracking.sources.handler(async () => ({
		items: (await store.sources()).map(({ source, events, lastReceivedAt }) => ({ source, events, last_received_at: lastReceivedAt })),
	})),
	live: os.tracking.live.handler(async function* ({ input, signal }) {
		yield* feed.listen(input.newest, signal);
	}),
});
