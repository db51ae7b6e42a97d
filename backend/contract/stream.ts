import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { intParam, operation, owners } from "./base.js";

/**
 * A message of the topic of events: what a consumer may rely on. Its key is the visitor, so that one visitor's events are in one partition, in
 * the order in which they were stored. A message may come again; (event.source, metadata.event_id) tells which event it is. What an event
 * has not is left out.
 */
const text = z.string().optional();
const number = z.number().optional();

export const streamEvent = z.object({
	source: z.string(),
	event_id: z.string(),
	timestamp: z.number().describe("When it happened: epoch seconds, with milliseconds as the fraction"),
	visitor: z.string(),
	client_id: text,
	session_id: text,
	user_id: text,
	user_verified: z.literal(true).optional(),
	event_type: z.string(),
	action: text.describe("Canonical commerce name, such as order_completed"),
	page: text,
	url: text,
	referrer: text,
	utm_source: text,
	utm_medium: text,
	utm_campaign: text,
	utm_term: text,
	utm_content: text,
	product_id: text,
	product_name: text,
	product_category: text,
	price: number,
	quantity: number,
	currency: text,
	order_id: text,
	revenue: number,
	total: number,
	search_term: text,
	device: text,
	user_agent: text,
	channel: text,
	properties: z.record(z.string(), z.unknown()),
});
export type StreamEvent = z.infer<typeof streamEvent>;

export const streamVersion = "3.0";

export const streamMessage = z.object({
	event: streamEvent,
	metadata: z.object({
		ingested_at: z.iso.datetime().describe("When the server received it: UTC, with milliseconds and Z"),
		version: z.literal(streamVersion),
		event_id: z.string().min(1),
	}),
});

const longestType = 512;

/** What counting needs of a message; the rest is not looked at, so that a stream of another console's version is counted too. */
export const countedMessage = z.object({
	event: z.object({
		source: z.string(),
		timestamp: z.number().min(-8.64e12).max(8.64e12).describe("What a date can hold"),
		event_type: z.string().min(1).max(longestType),
		page: z.string().nullish(),
	}),
	metadata: z.object({ ingested_at: z.iso.datetime({ offset: true }), event_id: z.string().min(1) }),
});

/** What a server tells of its forwarding to Kafka. */
export const forwarderStatus = z.object({
	state: z
		.enum(["starting", "forwarding", "waiting", "failing"])
		.describe("waiting: another server forwards; failing: Kafka cannot be used just now, and nothing is lost"),
	problem: z.string().nullable(),
	sent: z.int().describe("Since this server started"),
	lag_events: z.int().describe("Stored and not forwarded yet; numbers of removed events count too"),
	lag_ms: z.number().describe("Since the oldest of them was received"),
});
export type ForwarderStatus = z.infer<typeof forwarderStatus>;

/** What a consumer of the topic tells. */
export const consumerStatus = z.object({
	state: z.enum(["starting", "counting", "failing"]),
	problem: z.string().nullable(),
	counted: z.int().describe("Messages since it started, repeats and malformed ones not among them"),
	repeats: z.int().describe("Messages that had come before, and were dropped"),
	late: z.int().describe("Counted, though they happened longer before they were received than the set lateness"),
	malformed: z.int().describe("Messages that are no events, and were left out"),
	lag_messages: z.int().describe("In its partitions, not counted yet"),
});
export type ConsumerStatus = z.infer<typeof consumerStatus>;

/** Null: not configured, or not on this server. */
export const streamStatus = z.object({ forwarder: forwarderStatus.nullable(), consumer: consumerStatus.nullable() });
export type StreamStatus = z.infer<typeof streamStatus>;

const stream = z.string().min(1).max(249).describe("Name of the topic");
const partition = z.int().min(0);
const seenIds = z.object({ until: z.int(), ids: z.array(z.string().max(1024)).max(100_000) });

/** For `npm run stream`: a consumer outside the server that hands its counts and offsets over, to be kept together. */
export const streamContract = {
	progress: operation
		.route({ method: "GET", path: "/api/stream/progress", summary: "Where the counts of a topic's partitions end", tags: ["Stream"] })
		.meta({ roles: owners })
		.input(z.object({ stream }))
		.output(z.object({ partitions: z.array(z.object({ partition, offset: z.int() })) })),
	seen: operation
		.route({ method: "GET", path: "/api/stream/seen", summary: "Ids of counted messages that may come again, in pieces", tags: ["Stream"] })
		.meta({ roles: owners })
		.input(z.object({ stream, partition: intParam(z.number().min(0)) }))
		.output(eventIterator(seenIds)),
	addCounts: operation
		.route({
			method: "POST",
			path: "/api/stream/counts",
			summary: "Add counts of minutes, and keep where they end with them",
			tags: ["Stream"],
		})
		.meta({ roles: owners })
		.input(
			z.strictObject({
				counts: z.array(
					z.strictObject({
						window_start: z.int().describe("First millisecond of the minute"),
						page: z.string().max(4096).nullable(),
						event_type: z.string().min(1).max(longestType),
						count: z.int().min(1),
					}),
				),
				stream,
				partitions: z.array(z.strictObject({ partition, from: z.int().nullable(), to: z.int(), seen: z.array(seenIds) })).min(1),
				forget_before: z.int(),
			}),
		)
		.output(z.object({ added: z.int() })),
};
