import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { intParam, operation, owners, readers, timeZone } from "./base.js";

/** Bounds of one run. What lies beyond is told as it is, before anything is written. */
export const seedLimits = {
	days: 730,
	users: 2_000_000,
	sessionsPerUser: 200,
	events: 20_000_000,
	avgEvents: { least: 3, most: 60 },
} as const;

const told = (kind: string, least: number, most: number): string =>
	`expected a ${kind} from ${least.toLocaleString("en")} to ${most.toLocaleString("en")}`;

/** Whichever bound is missed, both are told. */
const whole = (least: number, most: number) => {
	const error = told("whole number", least, most);
	return z.int(error).min(least, error).max(most, error);
};
const number = (least: number, most: number) => {
	const error = told("number", least, most);
	return z.number(error).min(least, error).max(most, error);
};

const aName = "expected a name of 1 to 64 characters, without control characters";

/** What to make. Equal options with an equal `now` give equal events, ids included, so that running them twice adds nothing. */
export const seedOptions = z.object({
	days: whole(1, seedLimits.days).default(7).describe("Days of the time zone, the last of which ends at now"),
	user_count: whole(1, seedLimits.users).default(25).describe("Visitors, each with one visitor id"),
	sessions_per_user: number(1, seedLimits.sessionsPerUser).default(5).describe("Mean over the whole period, the first visit among them"),
	avg_events: number(seedLimits.avgEvents.least, seedLimits.avgEvents.most).default(7).describe("Mean events of a session"),
	seed: whole(0, 4_294_967_295).default(42).describe("Of the random generator"),
	now: z.iso
		.datetime({ offset: true, error: "expected a time such as 2026-11-21T18:00:00Z, or a day such as 2026-11-21" })
		.optional()
		.describe("No event is later. Missing: the server's time, or that of an interrupted run with these options"),
	time_zone: timeZone.default("UTC").describe("Whose weekdays and hours the visitors keep"),
	promotion: z.boolean().default(true).describe("A sale of some days with 15 % off and more orders; needs 4 days"),
	bots: z.boolean().default(false).describe("Plant bots and other noise, each event named in the truth"),
	spikes: z.boolean().default(false).describe("A day on which a link is passed around; needs 4 days"),
	seed_products: z.boolean().default(false).describe("Also put the products into the catalog"),
	username: z
		.string()
		.trim()
		.min(1, aName)
		.max(64, aName)
		.regex(/^[^\p{Cc}]*$/u, aName)
		.optional()
		.describe("The first visitor is this account, made when missing, without a password"),
});
export type SeedOptions = z.infer<typeof seedOptions>;
export type SeedInput = z.input<typeof seedOptions>;

export const seedChannels = ["direct", "search", "email", "social", "ads", "referral"] as const;
export type SeedChannel = (typeof seedChannels)[number];
export const personas = ["browser", "shopper", "buyer", "returning"] as const;
export type Persona = (typeof personas)[number];

/** `planted` is the mean probability under which each was drawn, `deviation` what chance makes of it (one standard error). */
const drawn = z.object({ planted: z.number().nullable(), deviation: z.number() });

const conversion = drawn.extend({ sessions: z.int(), sessions_with_order: z.int() });
export type PlantedConversion = z.infer<typeof conversion>;

const totals = z.object({
	events: z.int(),
	sessions: z.int(),
	visitors: z.int(),
	orders: z.int(),
	revenue: z.number().describe("Of the orders after discounts, without shipping, in `currency`"),
	refunds: z.int(),
	refunded: z.number(),
});
export type SeedTotals = z.infer<typeof totals>;

/** Named as the noise rules that should find them. */
export const botKinds = [
	"declared_bot",
	"too_fast",
	"exact_intervals",
	"no_view",
	"spam_referrer",
	"repeated_order",
	"impossible_amount",
	"internal",
] as const;
export type BotKind = (typeof botKinds)[number];

const promotion = z
	.object({ from: z.string(), to: z.string(), discount: z.number(), lift: z.number() })
	.describe("Days of the zone, both inclusive");

/** The truth file: what was planted and what was made. People only, but for `totals` and `bots`. */
export const seedTruth = z.object({
	version: z.literal(1),
	run_id: z.string(),
	source: z.literal("realistic_seed"),
	options: seedOptions.extend({ now: z.string() }),
	currency: z.string(),
	from: z.int().describe("Epoch milliseconds of the first day's start"),
	to: z.int().describe("No event is later"),
	totals: totals.describe("All that was made, bots among it"),
	people: totals,
	days: z
		.array(z.object({ day: z.string(), sessions: z.int(), orders: z.int(), promotion: z.boolean() }))
		.describe("Sessions by the day of their start, orders by their own"),
	channels: z.array(conversion.extend({ channel: z.enum(seedChannels), share: z.number().describe("Planted share of the sessions") })),
	personas: z.array(conversion.extend({ persona: z.enum(personas), visitors: z.int() })),
	funnel: z
		.object({ sessions: z.int(), product: z.int(), cart: z.int(), checkout: z.int(), payment: z.int(), order: z.int() })
		.describe("Sessions that came so far, in this order"),
	planted_funnel: z
		.object({ product: drawn, cart: drawn, checkout: drawn, payment: drawn, order: drawn })
		.describe("Share of the sessions at the step before"),
	products: z.object({ views: z.int(), added: z.int(), removed: z.int() }).describe("Events"),
	searches: drawn.extend({ searches: z.int(), without_results: z.int() }),
	refunds: drawn.extend({ orders: z.int(), refunds: z.int() }),
	retention: z.object({
		within_7_days: drawn
			.extend({ visitors: z.int(), returned: z.int() })
			.describe("Of visitors whose seven days after the first lie in the period"),
		cohorts: z
			.array(z.object({ day: z.string(), visitors: z.int(), returned: z.array(z.int()) }))
			.describe("By day of the first session; returned[n]: visitors with a session n days after it, returned[0] all of them"),
	}),
	promotion: promotion.extend({ inside: conversion, outside: conversion }).nullable(),
	spikes: z.array(z.object({ day: z.string(), channel: z.enum(seedChannels), campaign: z.string(), visitors: z.int() })),
	bots: z.array(z.object({ kind: z.enum(botKinds), about: z.string(), sessions: z.int(), event_ids: z.array(z.string()) })),
});
export type SeedTruth = z.infer<typeof seedTruth>;

/** A run as the history keeps it. Equal options make the same run. */
export const seedRun = z.object({
	run_id: z.string(),
	options: seedOptions.extend({ now: z.string() }),
	status: z
		.enum(["running", "done", "cancelled", "failed", "interrupted", "undone"])
		.describe("cancelled and undone: nothing of it is kept; interrupted: what was written stays, and running it again completes it"),
	events: z.int().describe("Of it in the store; at least so many when interrupted"),
	sessions: z.int(),
	visitors: z.int(),
	orders: z.int(),
	from: z.int(),
	to: z.int(),
	products: z.array(z.string()).describe("Ids of products that it put into the catalog"),
	user_id: z.string().nullable().describe("Of the account that it made"),
	error: z.string().nullable(),
	started_at: z.string(),
	finished_at: z.string().nullable(),
	undone_at: z.string().nullable(),
	took_ms: z.int(),
});
export type SeedRun = z.infer<typeof seedRun>;

/** What a run would make: expectations, since the draws come with the run. */
export const seedEstimate = z.object({
	run_id: z.string(),
	from: z.int(),
	to: z.int(),
	visitors: z.int(),
	sessions: z.int(),
	events: z.int(),
	orders: z.int(),
	bot_sessions: z.int(),
	bot_events: z.int(),
	products: z.int(),
	categories: z.int(),
	bytes: z.int().describe("Of the store's file, about"),
	seconds: z.number().describe("About, as fast as the last runs were"),
	days: z.array(z.object({ day: z.string(), sessions: z.number(), promotion: z.boolean() })),
	channels: z.array(z.object({ channel: z.enum(seedChannels), share: z.number(), conversion: z.number() })),
	promotion: promotion.nullable(),
	spike: z.string().nullable(),
	returns_within_7_days: z.number().nullable().describe("Null where the period is too short to tell"),
	cart_abandonment: z.number(),
	view_to_cart: z.number().describe("Product views that put something in the cart"),
	searches_without_results: z.number(),
	refunded_orders: z.number(),
	known: seedRun.nullable().describe("The run with these options, if there was one"),
});
export type SeedEstimate = z.infer<typeof seedEstimate>;

const progress = z.object({
	type: z.literal("progress"),
	step: z.enum(["products", "visitors", "visits", "removing"]),
	step_number: z.int(),
	steps: z.int(),
	day: z.int().describe("Place of the day that is written, from 0"),
	events: z.int().describe("Written or found there; while removing: taken out"),
	expected_events: z.int(),
	visitors: z.int(),
	orders: z.int(),
	rate: z.number().nullable().describe("Events a second"),
	left_ms: z.int().nullable(),
});
export type SeedProgress = z.infer<typeof progress>;

const seedOutcome = z.object({ run: seedRun, added: z.int(), already: z.int().describe("Events that were there before") });
export type SeedOutcome = z.infer<typeof seedOutcome>;

const ofRun = z.object({ run_id: z.string().max(64) });
const tags = ["Demo data"];

export const productsSeeded = z.object({ products: z.int(), categories: z.int(), inserted: z.int(), updated: z.int(), unchanged: z.int() });
export type ProductsSeeded = z.infer<typeof productsSeeded>;

export const seedingContract = {
	estimate: operation
		.route({ method: "POST", path: "/api/seeding/estimate", summary: "What a run of demo data would make; writes nothing", tags })
		.meta({ roles: owners })
		.input(seedOptions)
		.output(seedEstimate),
	run: operation
		.route({ method: "POST", path: "/api/seeding/run", summary: "Make demo data; ending the stream early keeps nothing of it", tags })
		.meta({ roles: owners })
		.input(seedOptions)
		.output(
			eventIterator(
				z.discriminatedUnion("type", [
					z.object({ type: z.literal("started"), run: seedRun }),
					progress,
					z.object({ type: z.literal("done"), result: seedOutcome }),
				]),
			),
		),
	products: operation
		.route({ method: "POST", path: "/api/seeding/products", summary: "Put the demo shop's products into the catalog", tags })
		.meta({ roles: owners })
		.output(productsSeeded),
	list: operation
		.route({ method: "GET", path: "/api/seeding/runs", summary: "Runs of demo data, newest first", tags })
		.meta({ roles: readers })
		.input(z.object({ limit: intParam(z.number().min(1).max(200)).default(50) }))
		.output(z.object({ items: z.array(seedRun), running: z.string().nullable().describe("Id of the run that goes on now") })),
	truth: operation
		.route({ method: "GET", path: "/api/seeding/runs/{run_id}/truth", summary: "What a run planted: the truth file", tags })
		.meta({ roles: readers })
		.input(ofRun)
		.output(seedTruth),
	undo: operation
		.route({ method: "POST", path: "/api/seeding/runs/{run_id}/undo", summary: "Take out what a run wrote, and nothing else", tags })
		.meta({ roles: owners })
		.input(ofRun)
		.output(
			eventIterator(
				z.discriminatedUnion("type", [
					progress,
					z.object({ type: z.literal("done"), result: z.object({ run: seedRun, removed: z.int() }) }),
				]),
			),
		),
};
