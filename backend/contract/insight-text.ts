import { z } from "zod";

/** Before the paths of facts that no analysis counts, but the recommendation engine. */
export const engineFacts = "recommendations.";

/** Before the paths of facts that hold a number of the period before. */
export const beforeFacts = "before.";

/** A number of an analysis under a short id, by which text may name it. */
export const insightFact = z.object({
	id: z.string().describe("F01, F02 …"),
	label: z.string().describe("In our words"),
	name: z
		.string()
		.nullable()
		.describe("What it is a number of, where that came with events: cleaned, cut to 80 characters, still not to be trusted"),
	metric: z
		.string()
		.describe(
			"Path in detailed_metrics, such as basic_metrics.bounce_rate, or trend.points.1-6.sessions for a sum of rows; of the period before, under before.; a count of the recommendation engine, under recommendations.",
		),
	before: z
		.string()
		.optional()
		.describe("The fact with the same number of the period before, which is as long; missing where there is none"),
	value: z.number(),
	unit: z.enum(["count", "ratio", "seconds", "money"]),
	currency: z.string().nullable(),
	text: z.string().describe("The value with its unit"),
});
export type InsightFact = z.infer<typeof insightFact>;

export const insightCandidate = z.object({
	id: z.string().describe("P01, P02 …"),
	product_id: z.string(),
	facts: z.array(z.string()),
	reason: z.string().describe("Computed: why it is a candidate"),
});
export type InsightCandidate = z.infer<typeof insightCandidate>;

/** A sentence and the facts it rests on. In `template` numbers stand as {F01}, names as {F01.label} and {P01}; `text` is the same, filled. */
export const saying = z.object({ text: z.string(), template: z.string(), facts: z.array(z.string()) });
export type Saying = z.infer<typeof saying>;

export const keyInsight = saying.extend({
	title: z.string().nullable(),
	next: z.string().nullable(),
	next_template: z.string().nullable(),
});
export type KeyInsight = z.infer<typeof keyInsight>;

/** A product put forward; all but reason and facts are the catalog's, as they are when this is read. */
export const productRecommendation = z.object({
	product_id: z.string(),
	name: z.string(),
	category: z.string().nullable(),
	price: z.number(),
	currency: z.string().nullable(),
	tags: z.array(z.string()),
	stock: z.int().nullable(),
	image_url: z.string().nullable(),
	reason: z.string(),
	template: z.string(),
	facts: z.array(z.string()),
});
export type ProductRecommendation = z.infer<typeof productRecommendation>;

/** The parts of the text, each of them whole from the model or whole from rules. */
export const insightSections = [
	"executive_summary",
	"key_insights",
	"recommendations",
	"decisions",
	"next_best_actions",
	"risk_alerts",
	"recommendations_for_user",
	"recommendations_for_user_products",
	"traffic_insights.peak_hours",
	"traffic_insights.user_behavior_patterns",
	"traffic_insights.popular_categories",
	"conversion_analysis.funnel_performance",
	"conversion_analysis.drop_off_points",
	"conversion_analysis.optimization_opportunities",
] as const;
export type InsightSection = (typeof insightSections)[number];

const sayings = z.array(saying);

export const insightText = z.object({
	executive_summary: z.string(),
	key_insights: z.array(keyInsight),
	recommendations: sayings,
	decisions: sayings,
	next_best_actions: sayings,
	risk_alerts: sayings,
	recommendations_for_user: sayings,
	recommendations_for_user_products: z.array(productRecommendation),
	/** Computed, never the model's. */
	kpis: z.object({
		total_events: z.int(),
		total_sessions: z.int(),
		bounce_rate: z.number().nullable(),
		avg_session_duration_seconds: z.number().nullable(),
	}),
	traffic_insights: z.object({ peak_hours: sayings, user_behavior_patterns: sayings, popular_categories: sayings }),
	conversion_analysis: z.object({ funnel_performance: sayings, drop_off_points: sayings, optimization_opportunities: sayings }),
});
export type InsightText = z.infer<typeof insightText>;

/** What the check found in the model's text. */
export const insightProblem = z.object({
	section: z.enum(insightSections).nullable().describe("Null: the answer as a whole"),
	rule: z.string(),
	text: z.string().describe("What was wrong, for people"),
});
export type InsightProblem = z.infer<typeof insightProblem>;

export const openrouterOutput = z.object({
	status: z.enum(["ok", "partial", "rules"]).describe("ok: all sections are the model's; partial: some; rules: none"),
	/** Why no model wrote: null where one did, at least in part. */
	why: z.enum(["no_key", "locked", "failed", "refused"]).nullable(),
	error: z.object({ code: z.string(), message: z.string(), reason: z.string().nullable() }).nullable(),
	parsed: insightText,
	summary_template: z.string(),
	from_rules: z.array(z.enum(insightSections)).describe("The sections that rules wrote"),
	facts: z.array(insightFact),
	candidates: z.array(insightCandidate),
	refused: z.array(insightProblem).describe("What the check found in sections that rules wrote in the end"),
	repaired: z.boolean().describe("A second attempt was asked for"),
	raw: z.string().nullable().describe("The model's last answer, unchecked; at most 100,000 characters"),
	finish_reason: z.string().nullable(),
	truncated: z.boolean().describe("The last answer was cut off at its limit"),
	max_answer_tokens: z.int().optional().describe("Where the last answer would have been cut off; missing where no model was asked"),
	model: z.string().nullable(),
	took_ms: z.int(),
	usage: z
		.object({ prompt_tokens: z.int(), completion_tokens: z.int(), total_tokens: z.int(), cost: z.number(), cost_estimated: z.boolean() })
		.nullable(),
	/** What was sent, without the key; null where nothing was. */
	request: z.record(z.string(), z.unknown()).nullable(),
	written_at: z.string(),
});
export type OpenrouterOutput = z.infer<typeof openrouterOutput>;

/** How far the writing is. What the model wrote so far is not told: it is not checked yet. */
export const insightProgress = z.object({
	type: z.literal("insights"),
	step: z.enum(["asking", "writing", "repairing"]),
	section: z.enum(insightSections).nullable().describe("The one being written"),
	characters: z.int(),
});
export type InsightProgress = z.infer<typeof insightProgress>;
