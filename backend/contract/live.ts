import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { operation, readers } from "./base.js";
import { health, streamState } from "./health.js";

/** One event as Live lists it. Times are epoch milliseconds, amounts decimal text. */
export const liveEvent = z.object({
	place: z.int().describe("Counts up in the order stored, within one stream"),
	ts: z.int(),
	source: z.string(),
	event_type: z.string(),
	action: z.string().nullable(),
	visitor: z.string(),
	page: z.string().nullable(),
	product: z.string().nullable().describe("Its name, else its id"),
	search_term: z.string().nullable(),
	results: z.int().nullable().describe("Of a search: how many it found, where the event tells it"),
	order_id: z.string().nullable(),
	products: z.int().nullable().describe("Of an order: entries of the list of products that the event tells; null without one"),
	amount: z.string().nullable().describe("Of an order its revenue, else its total; of a product in a cart its price"),
	currency: z.string().nullable(),
});
export type LiveEventRow = z.infer<typeof liveEvent>;

const minute = z.object({
	start: z.int(),
	pages: z.int().describe("page_viewed"),
	products: z.int().describe("Products and their lists: viewed, clicked, searched"),
	cart: z.int().describe("Cart, checkout and order"),
	other: z.int(),
});

const revenue = z.object({ currency: z.string().nullable(), revenue: z.number() });

/**
 * The shop now. Every number counts what was accepted, before the noise filter and also what was deleted since; windows go by the time
 * of the events (never by when they came), and end now: what is dated later is not in them yet.
 */
export const livePicture = z.object({
	at: z.int().describe("Now, by the server"),
	tz: z.string().describe("The shop's time zone, in which its day begins"),
	day_from: z.int(),
	minutes: z.array(minute).describe("The 60 minutes up to the one that runs, oldest first"),
	per_minute: z.int().describe("Events of the last whole minute"),
	visitors: z.object({
		now: z.int().describe("Distinct visitors with an event in the last five minutes (300,000 ms up to now)"),
		before: z.int().describe("Distinct visitors with an event in the five minutes before those, as it is stored by now"),
		more: z.boolean().describe("So many that further ones are not counted"),
	}),
	pages: z
		.array(z.object({ page: z.string(), events: z.int() }))
		.describe("The 12 pages with most events in the minute that runs and the four before, ids as *; ties by page"),
	last_week: z
		.object({
			at: z.int().describe("The same time on the shop's clocks, seven days before"),
			per_minute: z.int().describe("Events of the last whole minute then"),
			orders: z.int().describe("As orders_today, from that day's beginning up to that time"),
			revenue: z.array(revenue),
		})
		.nullable()
		.describe("The same day of the week before, as it was stored when that day was read; null where nothing of it is stored"),
	orders_today: z.int().describe("Distinct orders since the day began, by source and order id (without an id each event is one)"),
	revenue_today: z
		.array(revenue)
		.describe(
			"Of these orders, by currency, greatest first; of an order the revenue of its first event that tells one for the whole, else the sum of its lines, else its total",
		),
	ingest: z.object({
		since: z.int().describe("These begin here: an hour ago, or when the server started"),
		received: z.int().describe("Events sent to this server in that time, whatever became of them"),
		rejected: z.int(),
		rejected_before: z.int().nullable().describe("Of the hour before that one; null where this server did not run all that time"),
		duplicates: z.int(),
		today: z
			.object({ since: z.int(), received: z.int(), rejected: z.int() })
			.describe("Events sent to this server since the shop's day began, or since it started"),
		on_disk_ms: z.number().nullable().describe("Half of the requests of the last minute were on disk within so many milliseconds"),
	}),
	streams: z.array(streamState),
	store_problem: z.string().nullable(),
});
export type LivePicture = z.infer<typeof livePicture>;

export const liveMessage = z.object({
	picture: livePicture,
	events: z.array(liveEvent).describe("Stored since the message before, newest first, at most 50; the first message has those before"),
	skipped: z.int().describe("Stored since the message before and left out, because more came"),
	behind_ms: z.int().describe("How long the oldest event of this message waited for it, since it was received"),
});
export type LiveMessage = z.infer<typeof liveMessage>;

const text = z.string().min(1).max(512);

export const liveContract = {
	watch: operation
		.route({ method: "GET", path: "/api/live", summary: "The shop now, pushed at most twice a second", tags: ["Live"] })
		.meta({ roles: readers })
		.input(
			z.object({
				event_type: text.optional().describe("Limits the events that are listed, not the numbers"),
				source: text.optional(),
			}),
		)
		.output(eventIterator(liveMessage)),
	health: operation
		.route({ method: "GET", path: "/api/live/health", summary: "What the server says of itself: store, ingest, streams", tags: ["Live"] })
		.meta({ roles: readers })
		.output(health),
};
