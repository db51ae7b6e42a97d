import { z } from "zod";
import type { InsightSection } from "../../contract/insight-text.js";

/** What the model is asked to write, before anything in it is believed. Nothing else may stand in it. */
const said = z.strictObject({ text: z.string(), facts: z.array(z.string()) });
const insight = z.strictObject({ title: z.string(), text: z.string(), facts: z.array(z.string()), next: z.string().nullable() });
const product = z.strictObject({ product_id: z.string(), reason: z.string(), facts: z.array(z.string()) });

export type DraftItem = z.infer<typeof said> & { readonly title?: string; readonly next?: string | null; readonly product_id?: string };

interface Shape {
	readonly items: z.ZodType<readonly DraftItem[]>;
	/** As many as are asked for; more are refused. */
	readonly most: number;
	/** Told to the model. */
	readonly about: string;
}

const list = (most: number, about: string): Shape => ({ items: z.array(said), most, about });

/** The sections that a model may write, in the order in which it writes them. */
export const shapes: Readonly<Record<InsightSection, Shape>> = {
	executive_summary: {
		items: said.transform((one) => [one]),
		most: 1,
		about: "Two to four sentences: what happened in the period, and what matters most",
	},
	key_insights: {
		items: z.array(insight),
		most: 6,
		about: "Findings. title: at most eight words without a number; text: one or two sentences; next: one step to take, or null",
	},
	recommendations: list(5, "What the shop should do, for the whole shop"),
	decisions: list(3, "What has to be decided, and by which numbers"),
	next_best_actions: list(5, "Small steps that can be taken this week"),
	risk_alerts: list(4, "What may go wrong, and the number that shows it"),
	recommendations_for_user: list(4, "What the reader of this analysis should look at next"),
	recommendations_for_user_products: {
		items: z.array(product.transform(({ reason, ...rest }) => ({ ...rest, text: reason }))),
		most: 5,
		about: "Three to five of the candidates that the shop should put forward, each once, with a reason from its facts",
	},
	"traffic_insights.peak_hours": list(2, "When visitors come"),
	"traffic_insights.user_behavior_patterns": list(3, "How visitors behave"),
	"traffic_insights.popular_categories": list(3, "Which categories of the candidates are in demand"),
	"conversion_analysis.funnel_performance": list(3, "How the way to an order works"),
	"conversion_analysis.drop_off_points": list(3, "Where visitors leave it"),
	"conversion_analysis.optimization_opportunities": list(3, "Where it could be better"),
};
