import { z } from "zod";
import { boolParam, intParam, operation, readers } from "./base.js";

/** Bounds of what one request may carry. */
export const limits = {
	eventBytes: 32 * 1024,
	batchEvents: 500,
	batchBytes: 4 * 1024 * 1024,
	earliest: Date.UTC(2000, 0, 1),
	aheadMs: 24 * 60 * 60 * 1000,
} as const;

const shortText = z.string().max(512);

/** Text of an id: not blank, no control characters. */
const id = z
	.string()
	.min(1)
	.max(256)
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
	.regex(/^[^\u0000-\u001f\u007f]*$/, "must not hold control characters");

/** The predecessor's event, with the fields a tracker needs to send it once. Unknown top-level fields are refused by nobody and kept in properties. */
export const eventInput = z.looseObject({
	event_id: id
		.optional()
		.describe("Identity within its source; a resend with the same id is counted once. Made by the server when missing."),
	client_id: id.nullish().describe("The visitor: an id of the browser or device."),
	user_id: id.nullish().describe("A claimed user."),
	session_id: id.nullish(),
	event_type: z.string().min(1).max(128).default("pageview"),
	page: z.string().max(2048).nullish(),
	timestamp: z
		.union([z.number(), z.string().max(64)])
		.nullish()
		.describe("Epoch seconds (float) or ISO 8601. Missing means now."),
	sent_at: z
		.union([z.number(), z.string().max(64)])
		.nullish()
		.describe("When the client sent it, by its own clock; corrects skew: received_at - (sent_at - timestamp)."),
	properties: z.record(z.string(), z.unknown()).default({}),
});
export type EventInput = z.input<typeof eventInput>;

export const ingestReply = z.object({ event_id: z.string() });

/** One event at a time is judged, so the batch schema leaves each event unread. */
export const batchInput = z.object({
	events: z.array(z.unknown()).max(limits.batchEvents),
	sent_at: z.union([z.number(), z.string().max(64)]).nullish(),
});

/** Why one event was not taken: where (JSON path), what was found, and how to mend it. */
export const rejection = z.object({
	index: z.int(),
	path: z.string(),
	code: z.enum(["invalid", "too_large", "bad_time", "malformed"]),
	message: z.string(),
	fix: z.string(),
});
export type Rejection = z.infer<typeof rejection>;

export const batchReply = z.object({
	inserted: z.int(),
	duplicates: z.int(),
	ids: z.array(z.string()),
	rejected: z.array(rejection),
});

/** Served as plain Express routes (measured: the library costs a quarter of the rate); declared here for the document and the clients. */
export const ingestContract = {
	one: operation
		.route({ method: "POST", path: "/api/ingest", summary: "Take one event", tags: ["Ingest"] })
		.meta({ roles: ["anyone"] })
		.input(eventInput)
		.output(ingestReply),
	batch: operation
		.route({ method: "POST", path: "/api/ingest-batch", summary: "Take up to 500 events", tags: ["Ingest"] })
		.meta({ roles: ["anyone"] })
		.input(batchInput)
		.output(batchReply),
};

/** An event as it was received, for the Events view. Times are epoch milliseconds; absent fields are null. */
export const eventRow = z.object({
	seq: z.int(),
	event_id: z.string(),
	source: z.string(),
	ts: z.int(),
	received_at: z.int(),
	visitor: z.string(),
	client_id: z.string().nullable(),
	session_id: z.string().nullable(),
	user_id: z.string().nullable(),
	event_type: z.string(),
	action: z.string().nullable(),
	page: z.string().nullable(),
	url: z.string().nullable(),
	referrer: z.string().nullable(),
	product_id: z.string().nullable(),
	price: z.number().nullable(),
	quantity: z.number().nullable(),
	currency: z.string().nullable(),
	order_id: z.string().nullable(),
	revenue: z.number().nullable(),
	noisy: z.boolean(),
	noise_reasons: z.array(z.string()),
	properties: z.record(z.string(), z.unknown()),
});
export type EventRow = z.infer<typeof eventRow>;

export const eventFilter = z.object({
	from: intParam(z.number()).optional().describe("Epoch milliseconds, inclusive"),
	to: intParam(z.number()).optional().describe("Epoch milliseconds, exclusive"),
	event_type: shortText.optional(),
	source: shortText.optional(),
	visitor: shortText.optional(),
	session_id: shortText.optional(),
	user_id: shortText.optional(),
	page: shortText.optional().describe("Literal text contained in the page"),
	noise: z.enum(["hide", "show", "only"]).default("show"),
});
export type EventFilter = z.infer<typeof eventFilter>;

export const rejectRow = rejection.extend({
	id: z.int(),
	received_at: z.int(),
	source: z.string(),
	excerpt: z.string().describe("The first 500 characters of what was sent"),
});
export type RejectRow = z.infer<typeof rejectRow>;

export const eventsContract = {
	list: operation
		.route({ method: "GET", path: "/api/events", summary: "Events as received, newest first", tags: ["Events"] })
		.meta({ roles: readers })
		.input(
			eventFilter.extend({
				limit: intParam(z.number().min(1).max(200)).default(50),
				cursor: z.string().max(64).optional().describe("From next_cursor of the page before"),
				count: boolParam.default(false).describe("Also count all that match"),
			}),
		)
		.output(z.object({ items: z.array(eventRow), next_cursor: z.string().nullable(), total: z.int().nullable() })),
	types: operation
		.route({ method: "GET", path: "/api/events/facets", summary: "Event types and sources with their counts", tags: ["Events"] })
		.meta({ roles: readers })
		.output(
			z.object({
				event_types: z.array(z.object({ value: z.string(), count: z.int() })),
				sources: z.array(z.object({ value: z.string(), count: z.int() })),
			}),
		),
	rejects: operation
		.route({ method: "GET", path: "/api/rejects", summary: "Events that were not taken, newest first", tags: ["Events"] })
		.meta({ roles: readers })
		.input(z.object({ limit: intParam(z.number().min(1).max(200)).default(50) }))
		.output(z.object({ items: z.array(rejectRow), total: z.int() })),
};
