import type { Analysis } from "../../contract/analysis.js";
import type { InsightSection, InsightText, KeyInsight, ProductRecommendation, Saying } from "../../contract/insight-text.js";
import type { StoredProduct } from "../../store/catalog-ports.js";
import type { DraftItem } from "../check/draft.js";
import { fill, type Names } from "./fill.js";

type Sections = ReadonlyMap<InsightSection, readonly DraftItem[]>;

const sayingOf = ({ text, facts }: DraftItem, names: Names): Saying => ({ text: fill(text, names), template: text, facts: [...facts] });

const insightOf = (item: DraftItem, names: Names): KeyInsight => ({
	...sayingOf(item, names),
	title: item.title === undefined ? null : fill(item.title, names),
	next: item.next ? fill(item.next, names) : null,
	next_template: item.next ?? null,
});

/** What a card shows of a product, as the catalog has it now. */
export const shownOf = ({ productId, name, category, price, currency, tags, stock, imageUrl }: StoredProduct) => ({
	product_id: productId,
	name,
	category,
	price,
	currency,
	tags: [...tags],
	stock,
	image_url: imageUrl,
});

const productOf = (item: DraftItem, names: Names): ProductRecommendation[] => {
	const candidate = names.candidates.get(item.product_id ?? "");
	return candidate ? [{ ...shownOf(candidate.product), reason: fill(item.text, names), template: item.text, facts: [...item.facts] }] : [];
};

const kpisOf = ({ detailed_metrics: sections }: Pick<Analysis, "detailed_metrics">): InsightText["kpis"] => ({
	total_events: sections?.basic_metrics?.total_events ?? 0,
	total_sessions: sections?.basic_metrics?.total_sessions ?? 0,
	bounce_rate: sections?.basic_metrics?.bounce_rate ?? null,
	avg_session_duration_seconds: sections?.basic_metrics?.avg_session_duration_seconds ?? null,
});

/** The text as it is shown and saved: numbers filled in from facts, products from the catalog, kpis from the analysis. */
export const assemble = (sections: Sections, names: Names, analysis: Pick<Analysis, "detailed_metrics">): InsightText => {
	const said = (section: InsightSection): Saying[] => (sections.get(section) ?? []).map((item) => sayingOf(item, names));
	return {
		executive_summary: said("executive_summary")[0]?.text ?? "",
		key_insights: (sections.get("key_insights") ?? []).map((item) => insightOf(item, names)),
		recommendations: said("recommendations"),
		decisions: said("decisions"),
		next_best_actions: said("next_best_actions"),
		risk_alerts: said("risk_alerts"),
		recommendations_for_user: said("recommendations_for_user"),
		recommendations_for_user_products: (sections.get("recommendations_for_user_products") ?? []).flatMap((item) => productOf(item, names)),
		kpis: kpisOf(analysis),
		traffic_insights: {
			peak_hours: said("traffic_insights.peak_hours"),
			user_behavior_patterns: said("traffic_insights.user_behavior_patterns"),
			popular_categories: said("traffic_insights.popular_categories"),
		},
		conversion_analysis: {
			funnel_performance: said("conversion_analysis.funnel_performance"),
			drop_off_points: said("conversion_analysis.drop_off_points"),
			optimization_opportunities: said("conversion_analysis.optimization_opportunities"),
		},
	};
};
