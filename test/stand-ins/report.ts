import type { Answer, ChatBody } from "./openrouter.js";

/** What an honest model writes for the schema it was given: every section, each sentence on a fact, each product once. */

interface Node {
	readonly type?: string | readonly string[];
	readonly enum?: readonly string[];
	readonly properties?: Readonly<Record<string, Node>>;
	readonly items?: Node;
}

export interface Said {
	text: string;
	facts: string[];
}

export interface Report {
	executive_summary: Said;
	key_insights: (Said & { title: string; next: string | null })[];
	recommendations: Said[];
	decisions: Said[];
	next_best_actions: Said[];
	risk_alerts: Said[];
	recommendations_for_user: Said[];
	recommendations_for_user_products?: { product_id: string; reason: string; facts: string[] }[];
	traffic_insights: { peak_hours: Said[]; user_behavior_patterns: Said[]; popular_categories?: Said[] };
	conversion_analysis: { funnel_performance: Said[]; drop_off_points: Said[]; optimization_opportunities: Said[] };
}

const schemaOf = (body: ChatBody): Node => body.response_format.json_schema.schema as Node;

/** The ids that the schema lets a model write. */
export const idsOf = (body: ChatBody): { readonly facts: readonly string[]; readonly products: readonly string[] } => {
	const { properties } = schemaOf(body);
	return {
		facts: properties?.["executive_summary"]?.properties?.["facts"]?.items?.enum ?? [],
		products: properties?.["recommendations_for_user_products"]?.items?.properties?.["product_id"]?.enum ?? [],
	};
};

const said = (fact: string, text = `The number to look at is {${fact}}.`): Said => ({ text, facts: [fact] });

export const reportFor = (body: ChatBody): Report => {
	const { facts, products } = idsOf(body);
	const [a = "F01", b = "F02", c = "F03"] = facts;
	return {
		executive_summary: { text: `Visitors left {${a}} in {${b}}. The way to an order needs a look.`, facts: [a, b] },
		key_insights: [
			{ title: "Many came, few bought", text: `The shop counted {${b}}.`, facts: [b], next: "Walk through the checkout on a phone." },
		],
		recommendations: [said(a)],
		decisions: [said(b, `Whether {${b}} are enough for the season.`)],
		next_best_actions: [said(c, `Look at what stands behind {${c}.label}.`)],
		risk_alerts: [said(b, `If {${b}} become fewer, so do orders.`)],
		recommendations_for_user: [said(a, `Open the report behind {${a}}.`)],
		...(products.length > 0 && {
			recommendations_for_user_products: products
				.slice(0, 3)
				.map((product_id) => ({ product_id, reason: `Shown beside {${a}}, {${product_id}} is asked for.`, facts: [a] })),
		}),
		traffic_insights: {
			peak_hours: [],
			user_behavior_patterns: [said(c)],
			...(products.length > 0 && { popular_categories: [] }),
		},
		conversion_analysis: { funnel_performance: [said(a)], drop_off_points: [], optimization_opportunities: [] },
	};
};

export const honest = (body: ChatBody) => ({ kind: "text", text: JSON.stringify(reportFor(body)) }) as const;

/** An honest report with this summary, which comes once it is let go. */
export const heldReport = (summary: string): { readonly usual: (body: ChatBody) => Answer; readonly go: () => void } => {
	let go: () => void = () => undefined;
	const until = new Promise<void>((resolve) => {
		go = resolve;
	});
	const usual = (body: ChatBody): Answer => {
		const report = reportFor(body);
		report.executive_summary.text = summary;
		return { kind: "held", text: JSON.stringify(report), until };
	};
	return { usual, go };
};
