import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { boolParam, instantParam, intParam, operation, readers, signedIn, timeZone } from "./base.js";
import { insightProgress, openrouterOutput, productRecommendation } from "./insight-text.js";

/**
 * Conventions of every number here: counts are integers; ratios are 0–1, unrounded, and null where the denominator
 * is 0; durations inside are integer milliseconds and leave as seconds where the name says so; top-N is by count
 * descending, then key ascending; money is per currency and never added across; `null` currency is its own group.
 */

/** The question: which events count, in whose time zone, and what a session and a visitor are. */
export const filterParams = z.object({
	from: instantParam.optional().describe("First instant, inclusive; all data when missing"),
	to: instantParam.optional().describe("First instant after the range"),
	tz: timeZone.default("UTC"),
	noise: z.enum(["hide", "show"]).default("hide"),
	sessions: z
		.enum(["client", "gap"])
		.default("client")
		.describe("gap: ignore client session ids, split after more than 30 minutes of silence per visitor"),
	visitor: z.enum(["default", "user"]).default("default").describe("user: the visitor is user_id, and events without one are left out"),
});
export type FilterParams = z.input<typeof filterParams>;

export const kinds = ["simple", "detailed"] as const;
export type AnalysisKind = (typeof kinds)[number];

export const analysisParams = filterParams.extend({
	kind: z.enum(kinds).default("detailed"),
	/** The predecessor read the oldest N events. Taken and without effect: every analysis reads all that the filter lets through. */
	limit: z.number().optional(),
	by: z
		.string()
		.min(1)
		.max(200)
		.optional()
		.describe("A column (device, channel …) or a property (status, or a path such as cart.size) to break the events down by"),
	use_spark: z.boolean().optional().describe("true: on Spark; false: on the local engine; as the server is set where missing"),
	insights: z.boolean().default(true).describe("false: no language model is asked, also where there is a key"),
});
export type AnalysisParams = z.input<typeof analysisParams>;

/** The filter as it was applied, with instants as epoch milliseconds. */
export const appliedFilter = z.object({
	from: z.int().nullable(),
	to: z.int().nullable(),
	tz: z.string(),
	noise: z.enum(["hide", "show"]),
	sessions: z.enum(["client", "gap"]),
	visitor: z.enum(["default", "user"]),
});
export type AppliedFilter = z.infer<typeof appliedFilter>;

const ratio = z.number().nullable();
const counts = z.record(z.string(), z.int());
const pageCount = z.object({ page: z.string(), count: z.int() });

const step = z.object({
	step: z.string(),
	sessions: z.int().describe("Sessions that came this far, in order"),
	of_first: ratio,
	of_previous: ratio,
});

const pair = z.object({
	first: z.int().describe("Sessions with the first page"),
	second: z.int().describe("Of these, sessions with the second page after it"),
	conversion: ratio,
});

/** One key a metric. Every key here is filled by exactly one metric of backend/analysis/metrics. */
export const detailedMetrics = z.object({
	basic_metrics: z.object({
		total_events: z.int(),
		total_sessions: z.int(),
		unique_users: z.int().describe("Distinct non-null user_id"),
		visitors: z.int(),
		persons: z.int(),
		avg_session_duration_seconds: ratio.describe("Over all sessions"),
		avg_session_duration_seconds_multi_event: ratio.describe("Over sessions of two or more events"),
		avg_events_per_session: ratio,
		avg_pages_per_session: ratio.describe("Events that carry a page, per session"),
		bounced_sessions: z.int(),
		bounce_rate: ratio.describe("Single-event sessions over all sessions"),
		first_ts: z.int().nullable(),
		last_ts: z.int().nullable(),
	}),
	page_analysis: z.object({
		pages: z.int().describe("Distinct pages"),
		top_pages: z.array(pageCount).max(20),
		page_distribution: counts.describe("The 200 most visited pages; the rest through the pages table"),
	}),
	event_analysis: z.object({
		types: z.int(),
		event_types: counts.describe("The 200 most frequent types"),
		top_event_types: z.array(z.object({ type: z.string(), count: z.int() })).max(10),
		actions: counts.describe("Events by canonical commerce action"),
	}),
	time_analysis: z.object({
		hourly_distribution: counts.describe("Keys 0 to 23, local hour; an hour that occurs twice adds up"),
		daily_distribution: counts.describe("Keys YYYY-MM-DD, local day"),
		peak_hour: z.int().nullable(),
		peak_day: z.string().nullable(),
	}),
	trend: z.object({
		bucket: z.enum(["hour", "day", "week", "month"]).describe("The finest that gives at most 500 buckets; weeks begin on Monday"),
		points: z
			.array(
				z.object({
					start: z.int().describe("First instant of the bucket"),
					label: z.string().describe("Local start: YYYY-MM-DD, or YYYY-MM-DDTHH:MM for hours"),
					hours: z.number().describe("True length: 23 or 25 for a day in which the clocks change"),
					events: z.int(),
					sessions: z.int().describe("Sessions that start in it"),
					bounced: z.int(),
					visitors: z.int().describe("Distinct visitors of the sessions that start in it"),
					sessions_with_order: z.int(),
					orders: z.int(),
					revenue: z.record(z.string(), z.number()).describe("By currency; the key of a missing currency is empty"),
				}),
			)
			.max(500)
			.describe("Without gaps: a bucket with nothing counts zero"),
	}),
	session_analysis: z.object({
		avg_session_duration: ratio.describe("Seconds, all sessions"),
		avg_pages_per_session: ratio,
		median_session_duration: ratio,
		max_session_duration: ratio,
		median_events_per_session: ratio,
		max_events_per_session: z.int().nullable(),
		multi_event_sessions: z.int(),
	}),
	user_analysis: z.object({
		users: z.int(),
		avg_sessions_per_user: ratio.describe("Distinct (user, session) pairs over users"),
		avg_events_per_user: ratio,
		top_users: z
			.array(
				z.object({
					user_id: z.string(),
					total_sessions: z.int(),
					total_events: z.int(),
					unique_pages: z.int(),
					avg_events_per_session: ratio,
				}),
			)
			.max(20),
	}),
	funnel_analysis: z.object({
		home_to_product: pair,
		product_to_checkout: pair,
		home_to_checkout: pair,
		search_to_product: pair,
		shop: z.array(step).describe("session, product_viewed, product_added, checkout_started, order_completed"),
		journey: z.array(step).describe("home_visit, category_view, product_view, add_to_cart, checkout_start, purchase"),
	}),
	conversion_rates: z.object({
		page_visit_rates: z.record(z.string(), z.number()).describe("The 20 most visited pages: sessions with it over all sessions"),
		multi_page_session_rate: ratio.describe("Sessions with more than one distinct page"),
		page_repeat_session_rate: ratio.describe("Sessions that see a page twice; the predecessor called this return_visitor_rate"),
		return_visitor_rate: ratio.describe("Visitors with two or more sessions over all visitors"),
	}),
	commerce: z.object({
		orders: z.int(),
		sessions_with_order: z.int(),
		conversion: ratio.describe("Sessions with an order over all sessions"),
		cancels: z.int().describe("Distinct cancelled orders"),
		refunds: z.int().describe("Distinct refunded orders"),
		orders_without_amount: z.int().optional().describe("Orders that come to 0; missing in analyses that were saved before it was counted"),
		by_currency: z.array(
			z.object({
				currency: z.string().nullable(),
				orders: z.int(),
				revenue: z.number(),
				refunded: z.number().describe("Zero or negative"),
				cancelled: z.number().describe("Zero or negative"),
				net: z.number(),
				aov: ratio.describe("revenue / orders"),
			}),
		),
	}),
	product_analysis: z.object({
		products: z.int().describe("Distinct product_id"),
		top_products: z
			.array(
				z.object({
					product_id: z.string(),
					name: z.string().nullable(),
					events: z.int(),
					viewed: z.int(),
					added: z.int(),
					bought: z.int(),
				}),
			)
			.max(20),
	}),
	bought_together: z.object({
		top_pairs: z
			.array(
				z.object({
					product_a: z.string(),
					name_a: z.string().nullable(),
					product_b: z.string(),
					name_b: z.string().nullable(),
					orders: z.int().describe("Orders that hold both"),
					support: z.number().describe("Of the orders that name a product"),
					a_then_b: z.number().describe("Confidence: of the orders with product_a"),
					b_then_a: z.number().describe("Confidence: of the orders with product_b"),
					lift: z.number().describe("Against chance, which is 1"),
				}),
			)
			.max(20),
	}),
	hidden: z.object({
		events: z.int().describe("Events in the range that the noise filter hides, or would hide"),
		by_reason: counts.describe("Each event under its first reason: source:<name>, or the rule that flagged it"),
	}),
});
export type DetailedMetrics = z.infer<typeof detailedMetrics>;
export type SectionName = keyof DetailedMetrics;

/** The light summary, under the name that the predecessor gave it. */
export const simpleMetrics = z.object({
	total_events: z.int(),
	sessions: z.int(),
	events_by_type: counts,
	top_pages: z.array(pageCount).max(10),
	funnel_home_to_product: z.int().describe("Sessions with a home page and a product page after it"),
	funnel_metrics: z.record(z.string(), z.int()).describe("The six steps of the journey funnel: sessions"),
	conversion_rates: z.record(z.string(), ratio).describe("From each step of the journey to the next"),
	session_metrics: z.object({
		total_sessions: z.int(),
		avg_events: ratio,
		median_events: ratio,
		max_events: z.int().nullable(),
		avg_duration_seconds: ratio,
		median_duration_seconds: ratio,
		max_duration_seconds: ratio,
	}),
});
export type SimpleMetrics = z.infer<typeof simpleMetrics>;

/** The events by one column or property; null is the value of events without one. */
export const breakdown = z.object({
	property: z.string(),
	values: z.int().describe("Distinct ones, none included"),
	rows: z
		.array(
			z.object({
				value: z.string().nullable(),
				events: z.int(),
				sessions: z.int().describe("That start in the range and hold such an event"),
				visitors: z.int().describe("Of such events"),
			}),
		)
		.max(200)
		.describe("The values with the most events"),
});
export type Breakdown = z.infer<typeof breakdown>;

/** A sentence from a rule, and the numbers it rests on. */
export const finding = z.object({
	kind: z.enum(["finding", "recommendation", "alert"]),
	rule: z.string(),
	text: z.string(),
	facts: z
		.array(
			z.object({
				metric: z.string().describe("Path in detailed_metrics, such as basic_metrics.bounce_rate"),
				value: z.number(),
				unit: z.enum(["count", "ratio", "seconds", "money"]),
			}),
		)
		.min(1),
});
export type Finding = z.infer<typeof finding>;

export const insights = z.object({
	key_findings: z.array(z.string()),
	recommendations: z.array(z.string()),
	alerts: z.array(z.string()),
	trends: z.array(z.string()),
	findings: z.array(finding).describe("The same sentences with their numbers"),
});
export type Insights = z.infer<typeof insights>;

export const analysisMetadata = z.object({
	data_period: z.object({ start_date: z.string().nullable(), end_date: z.string().nullable(), total_days: z.int() }),
	data_quality: z.object({ total_events: z.int(), total_sessions: z.int(), unique_users: z.int(), bounce_rate: ratio }),
	analysis_version: z.literal("3.0"),
	analysis_type: z.literal("comprehensive_clickstream"),
	engine: z.string(),
	took_ms: z.int(),
	notes: z.array(z.string()).describe("What the reader should know, such as a parameter without effect"),
});

export const analysis = z.object({
	_id: z.string(),
	user_id: z.string().nullable(),
	created_at: z.string(),
	kind: z.enum(kinds),
	status: z.enum(["done", "failed"]),
	error: z.string().nullable(),
	parameters: appliedFilter,
	spark_summary: simpleMetrics.nullable(),
	/** Whole when status is done; when failed, the sections that could be computed. */
	detailed_metrics: detailedMetrics.partial().nullable(),
	/** When it was asked for; older analyses have none. */
	breakdown: breakdown.nullish(),
	insights: insights.nullable(),
	/** Text on a detailed analysis: a language model's where there is a key, else from rules. None of a customer's, none of older ones. */
	openrouter_output: openrouterOutput.nullish(),
	/** Those of the text, as the catalog has them now; what it has no longer is left out. */
	product_recommendations: z.array(productRecommendation).optional(),
	analysis_metadata: analysisMetadata.nullable(),
});
export type Analysis = z.infer<typeof analysis>;

/** What the history lists. */
export const analysisHead = analysis
	.pick({ _id: true, user_id: true, created_at: true, kind: true, status: true, error: true, parameters: true })
	.extend({ total_events: z.int().nullable(), total_sessions: z.int().nullable(), took_ms: z.int().nullable() });
export type AnalysisHead = z.infer<typeof analysisHead>;

/** A run tells each metric as it is ready; the last message is the whole. */
export const runMessage = z.discriminatedUnion("type", [
	z.object({
		type: z.literal("progress"),
		metric: z.string(),
		done: z.int(),
		total: z.int(),
		/** The section just computed, under its own key; absent for the simple summary's steps. */
		part: detailedMetrics.partial(),
	}),
	z.object({
		type: z.literal("failed"),
		metric: z.string(),
		done: z.int(),
		total: z.int(),
		error: z.object({ code: z.string(), message: z.string(), id: z.string().optional() }),
	}),
	/** All metrics are there; text is being written. Only of runs that are saved. */
	insightProgress,
	z.object({ type: z.literal("done"), analysis }),
]);
export type RunMessage = z.infer<typeof runMessage>;

/** Tables too big for a saved analysis, computed on asking and paged. */
export const tableRequest = filterParams.extend({
	table: z.enum(["sessions", "users", "pages", "products"]),
	sort: z.string().max(40).optional().describe("A column of the table; its main count when missing"),
	descending: boolParam.default(true),
	limit: intParam(z.number().min(1).max(500)).default(50),
	offset: intParam(z.number().min(0)).default(0),
});

export const tablePage = z.object({
	columns: z.array(z.object({ name: z.string(), unit: z.enum(["text", "count", "ms", "ratio", "time", "money"]) })),
	rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
	total: z.int(),
});
export type TablePage = z.infer<typeof tablePage>;

/** How the numbers of a section come about. */
export const metricDefinition = z.object({
	metric: z.string(),
	definitions: z.record(z.string(), z.string()).describe("Of each number of the section"),
	sql: z
		.array(z.object({ name: z.string(), text: z.string() }))
		.describe("Over relations that noise, period and scope have filtered already"),
});
export type MetricDefinition = z.infer<typeof metricDefinition>;

export const analysisContract = {
	mode: operation
		.route({ method: "GET", path: "/api/analysis/mode", summary: "Which engine analyses run on", tags: ["Analysis"] })
		.meta({ roles: ["anyone"] })
		.output(z.object({ mode: z.string(), use_spark: z.boolean() })),
	analyze: operation
		.route({ method: "POST", path: "/api/analyze", summary: "Run an analysis, save it, answer when it is done", tags: ["Analysis"] })
		.meta({ roles: signedIn })
		.input(z.strictObject({ params: analysisParams.strict().prefault({}) }).prefault({}))
		.output(z.object({ status: z.literal("ok"), analysis })),
	run: operation
		.route({ method: "POST", path: "/api/analyze/stream", summary: "Run an analysis, metric by metric", tags: ["Analysis"] })
		.meta({ roles: signedIn })
		.input(
			z.strictObject({
				params: analysisParams.strict().prefault({}),
				save: z.boolean().default(true).describe("false: read only, nothing is kept"),
			}),
		)
		.output(eventIterator(runMessage)),
	list: operation
		.route({ method: "GET", path: "/api/analyses", summary: "Saved analyses, newest first", tags: ["Analysis"] })
		.meta({ roles: signedIn })
		.input(z.object({ limit: intParam(z.number().min(1).max(200)).default(20) }))
		.output(z.array(analysisHead)),
	get: operation
		.route({ method: "GET", path: "/api/analyses/{id}", summary: "One saved analysis", tags: ["Analysis"] })
		.meta({ roles: signedIn })
		.input(z.object({ id: z.string().max(64) }))
		.output(analysis),
	remove: operation
		.route({ method: "DELETE", path: "/api/analyses/{id}", summary: "Delete a saved analysis", tags: ["Analysis"] })
		.meta({ roles: signedIn })
		.input(z.object({ id: z.string().max(64) }))
		.output(z.object({ status: z.literal("ok") })),
	metric: operation
		.route({
			method: "GET",
			path: "/api/metrics/{metric}",
			summary: "What the numbers of a section mean, and their SQL",
			tags: ["Analysis"],
		})
		.meta({ roles: signedIn })
		.input(z.object({ metric: z.string().max(64) }))
		.output(metricDefinition),
	table: operation
		.route({ method: "GET", path: "/api/tables/{table}", summary: "A table of an analysis, paged", tags: ["Analysis"] })
		.meta({ roles: readers })
		.input(tableRequest)
		.output(tablePage),
};
