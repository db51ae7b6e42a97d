import type { Analysis, Finding } from "../../contract/analysis.js";
import type { InsightFact, InsightSection } from "../../contract/insight-text.js";
import type { DraftItem } from "../check/draft.js";
import { type Candidate, candidateCount } from "../facts/candidates.js";
import { clean } from "../facts/clean.js";

interface Ground {
	readonly analysis: Pick<Analysis, "insights">;
	readonly facts: readonly InsightFact[];
	readonly candidates: readonly Candidate[];
}

/** Where the sentence of a rule stands: by its name, else by its kind. */
const places: readonly (readonly [InsightSection, (finding: Finding) => boolean])[] = [
	["key_insights", ({ kind, rule }) => kind === "finding" && rule !== "peak_hour"],
	["recommendations", ({ kind }) => kind === "recommendation"],
	["risk_alerts", ({ kind }) => kind === "alert"],
	["traffic_insights.peak_hours", ({ rule }) => rule === "peak_hour"],
	["traffic_insights.user_behavior_patterns", ({ kind, rule }) => kind === "finding" && /^(?:bounce|duration|sessions_change)/.test(rule)],
	["conversion_analysis.funnel_performance", ({ rule }) => rule === "conversion" || rule.endsWith("_strong")],
	["conversion_analysis.drop_off_points", ({ rule }) => rule.endsWith("_weak")],
	["conversion_analysis.optimization_opportunities", ({ rule }) => rule.endsWith("_advice")],
];

/** A rule may quote a page, so braces in its text are no ids. */
const ruleText = (text: string): string => text.replace(/[{}]/g, "");

const idsOf = ({ facts }: Finding, known: ReadonlyMap<string, string>): string[] => [
	...new Set(facts.map(({ metric }) => known.get(metric)).filter((id) => id !== undefined)),
];

/** What is worth comparing, in the order in which it is said. */
const changing: Readonly<Record<string, string>> = {
	"basic_metrics.total_sessions": "sessions",
	"commerce.conversion": "conversion",
	"commerce.by_currency.0.revenue": "revenue",
};

const changesOf = (facts: readonly InsightFact[]): string[] => {
	const values = new Map(facts.map(({ id, value }) => [id, value]));
	const said = Object.entries(changing).flatMap(([metric, noun]) => {
		const now = facts.find((fact) => fact.metric === metric);
		const then = now?.before === undefined ? undefined : values.get(now.before);
		if (!now || then === undefined || then === now.value) return [];
		return [`${noun} ${now.value > then ? "rose" : "fell"} from {${now.before}} to {${now.id}}`];
	});
	return said.length === 0 ? [] : [`Against the period before, ${said.join("; ")}.`];
};

/** Sentences with the numbers that are there. */
const summaryOf = (facts: readonly InsightFact[]): DraftItem => {
	const known = new Map(facts.map(({ metric, id }) => [metric, id]));
	const lines: readonly (readonly [string, readonly string[]])[] = [
		["The period holds {0} in {1} by {2}.", ["basic_metrics.total_events", "basic_metrics.total_sessions", "basic_metrics.visitors"]],
		["{0} of the sessions hold an order, a conversion of {1}.", ["commerce.sessions_with_order", "commerce.conversion"]],
		["Revenue came to {0}, an average order to {1}.", ["commerce.by_currency.0.revenue", "commerce.by_currency.0.aov"]],
		["The bounce rate is {0}.", ["basic_metrics.bounce_rate"]],
	];
	const nouns = [" events", " sessions", " visitors"];
	const said = lines.flatMap(([line, metrics], at) => {
		const ids = metrics.map((metric) => known.get(metric));
		if (ids.some((id) => id === undefined)) return [];
		return [ids.reduce<string>((text, id, index) => text.replace(`{${index}}`, `{${id}}${at === 0 ? (nouns[index] ?? "") : ""}`), line)];
	});
	const text = said.length > 0 ? [...said, ...changesOf(facts)].join(" ") : "There is nothing to report on: no event lies in this period.";
	return { text, facts: [...text.matchAll(/\{(F\d{2,3})\}/g)].map(([, id = ""]) => id) };
};

const productsOf = (candidates: readonly Candidate[]): DraftItem[] =>
	candidates.slice(0, candidateCount.first).map(({ id, reason, facts }) => ({ product_id: id, text: reason, facts: facts.slice(0, 2) }));

/** Of each category the candidate that sells most, at most three. */
const categoriesOf = (candidates: readonly Candidate[], facts: ReadonlyMap<string, InsightFact>): DraftItem[] => {
	const leaders = new Map<string, { id: string; fact: InsightFact }>();
	for (const { id, product, facts: own } of candidates) {
		const fact = own.map((name) => facts.get(name)).find((one) => one?.metric.endsWith(".bought"));
		if (product.category === null || !fact) continue;
		const leader = leaders.get(product.category);
		if (!leader || fact.value > leader.fact.value) leaders.set(product.category, { id, fact });
	}
	return [...leaders]
		.sort(([, a], [, b]) => b.fact.value - a.fact.value)
		.slice(0, 3)
		.map(([category, { id, fact }]) => ({ text: `${clean(category)}: {${id}} leads it, sold {${fact.id}} times.`, facts: [fact.id] }));
};

/** The whole text without a model, from the same facts: what rules found, and the first products of the recommendation engine's list. */
export const fromRules = ({ analysis, facts, candidates }: Ground): ReadonlyMap<InsightSection, readonly DraftItem[]> => {
	const ids = new Map(facts.map(({ metric, id }) => [metric, id]));
	const byId = new Map(facts.map((fact) => [fact.id, fact]));
	const findings = analysis.insights?.findings ?? [];
	return new Map<InsightSection, readonly DraftItem[]>([
		["executive_summary", [summaryOf(facts)]],
		...places.map(
			([section, holds]) =>
				[section, findings.filter(holds).map((finding) => ({ text: ruleText(finding.text), facts: idsOf(finding, ids) }))] as const,
		),
		["recommendations_for_user_products", productsOf(candidates)],
		["traffic_insights.popular_categories", categoriesOf(candidates, byId)],
	]);
};
