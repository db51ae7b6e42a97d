import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { intParam, operation, owners, readers } from "./base.js";
import { rejection } from "./events.js";

/** An origin as a browser sends it: scheme, host and port, nothing else. */
const origin = z
	.string()
	.max(300)
	.regex(/^https?:\/\/(?:\[[0-9a-fA-F:.]+\]|[a-zA-Z0-9._-]+)(?::\d{1,5})?$/, "is not an origin; write it like https://shop.example");

/**
 * `browser` keys are public: whoever reads the shop's page has them, so they can send events and nothing else. `server` keys are
 * secrets of the shop's own server: the user ids they send count as verified, and no browser may use them. The `shop` key is that of
 * the demo shop, which makes it itself: public too, but for that shop's pages alone.
 */
export const writeKeyKind = z.enum(["browser", "server", "shop"]);

export const writeKey = z.object({
	key_id: z.string(),
	name: z.string(),
	kind: writeKeyKind,
	shown: z.string().describe("The whole key of pages; of a server's only its beginning, since it is not kept"),
	origins: z.array(z.string()).describe("Pages that may use a browser key; empty for any"),
	created_at: z.int().describe("Epoch milliseconds"),
	revoked_at: z.int().nullable(),
});
export type WriteKey = z.infer<typeof writeKey>;

const name = z.string().trim().min(1).max(80);
const origins = z.array(origin).max(50);
const keyId = z.strictObject({ key_id: z.string().max(64) });

/** What became of an event that was sent, as the tracking doctor shows it. Times are epoch milliseconds. */
export const feedItem = z.object({
	at: z.int(),
	verdict: z.enum(["accepted", "duplicate", "rejected"]),
	source: z.string(),
	key_id: z.string().nullable().describe("The write key it came with"),
	event_id: z.string().nullable(),
	event_type: z.string().nullable(),
	action: z.string().nullable(),
	visitor: z.string().nullable(),
	page: z.string().nullable(),
	problem: rejection.omit({ index: true }).extend({ excerpt: z.string() }).nullable().describe("Why it was rejected, and the mend"),
});
export type FeedItem = z.infer<typeof feedItem>;

export const trackingContract = {
	keys: operation
		.route({ method: "GET", path: "/api/write-keys", summary: "Write keys, newest first", tags: ["Tracking"] })
		.meta({ roles: readers })
		.output(z.object({ items: z.array(writeKey) })),
	createKey: operation
		.route({ method: "POST", path: "/api/write-keys", summary: "Make a write key; a server's is told once", tags: ["Tracking"] })
		.meta({ roles: owners })
		.input(z.strictObject({ name, kind: writeKeyKind.exclude(["shop"]).default("browser"), origins: origins.default([]) }))
		.output(z.object({ item: writeKey, key: z.string() })),
	changeKey: operation
		.route({ method: "PATCH", path: "/api/write-keys/{key_id}", summary: "Rename a write key, or change its origins", tags: ["Tracking"] })
		.meta({ roles: owners })
		.input(keyId.extend({ name: name.optional(), origins: origins.optional() }))
		.output(writeKey),
	revokeKey: operation
		.route({ method: "DELETE", path: "/api/write-keys/{key_id}", summary: "Revoke a write key for good", tags: ["Tracking"] })
		.meta({ roles: owners })
		.input(keyId)
		.output(writeKey),
	sources: operation
		.route({ method: "GET", path: "/api/tracking/sources", summary: "The last event received from each source", tags: ["Tracking"] })
		.meta({ roles: readers })
		.output(z.object({ items: z.array(z.object({ source: z.string(), events: z.int(), last_received_at: z.int() })) })),
	live: operation
		.route({
			method: "GET",
			path: "/api/tracking/live",
			summary: "Events as they are judged, beginning with the newest",
			tags: ["Tracking"],
		})
		.meta({ roles: readers })
		.input(z.object({ newest: intParam(z.number().min(0).max(100)).default(100).describe("How many of the newest to begin with") }))
		.output(
			eventIterator(
				z.object({
					items: z.array(feedItem),
					skipped: z.int().describe("Items left out, because more came than the listener read"),
				}),
			),
		),
};
