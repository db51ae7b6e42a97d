import type { InsightSection, OpenrouterOutput } from "../../../../backend/contract/insight-text.js";
import { format, thin } from "../../ui/format.js";

export const sectionNames: Readonly<Record<InsightSection, string>> = {
	executive_summary: "Summary",
	key_insights: "Findings",
	recommendations: "Recommendations",
	decisions: "Decisions",
	next_best_actions: "Next steps",
	risk_alerts: "Risk alerts",
	recommendations_for_user: "Look at next",
	recommendations_for_user_products: "Products to put forward",
	"traffic_insights.peak_hours": "When visitors come",
	"traffic_insights.user_behavior_patterns": "How visitors behave",
	"traffic_insights.popular_categories": "Categories in demand",
	"conversion_analysis.funnel_performance": "How the funnel works",
	"conversion_analysis.drop_off_points": "Where visitors leave",
	"conversion_analysis.optimization_opportunities": "What could be better",
};

const listed = (names: readonly string[]): string =>
	names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;

/** An answer that ended at its limit, and what to do. */
export const cutWords = ({ max_answer_tokens: most }: Pick<OpenrouterOutput, "max_answer_tokens">): string =>
	`It ended at its limit${most === undefined ? "" : ` of ${format.count(most)} tokens`} before the text was whole. Raise the longest answer in Settings, or choose a model that reasons less.`;

/** Said above a text of which rules wrote a part: which part, and why. */
export const partlyWords = ({
	from_rules: sections,
	refused,
	error,
	truncated,
	max_answer_tokens,
}: OpenrouterOutput): { readonly what: string; readonly why: string } => {
	const [first] = sections;
	const names = sections.slice(0, 3).map((section, at) => (at === 0 ? sectionNames[section] : sectionNames[section].toLowerCase()));
	const more = sections.length > 3 ? [`${sections.length - 3} more`] : [];
	const [problem] = refused.filter(({ section }) => section === first);
	const repair = error === null ? "and the one repair failed too" : `and no repair was made: ${error.message}`;
	const said = truncated
		? `The answer was cut off. ${cutWords({ max_answer_tokens })}`
		: problem
			? `${problem.text.replace(/\.$/, "")}, ${repair.replace(/\.$/, "")}.`
			: "They did not stand the check.";
	const plural = sections.length > 1 || sectionNames[first ?? "executive_summary"].endsWith("s");
	return {
		what: `${listed([...names, ...more])} ${plural ? "come" : "comes"} from rules, not from the model.`,
		why: `${said} All other sections passed the check.`,
	};
};

/** Four decimals below ten cents, as the bill has them. */
export const dollars = (value: number): string => `$${value.toFixed(value !== 0 && value < 0.1 ? 4 : 2)}`;

/** What a text took: "mistralai/mistral-large · 6.4 s · 3,812 tokens". */
export const effortWords = ({ model, took_ms: took, usage }: OpenrouterOutput): string | null =>
	model === null || usage === null ? null : `${model} · ${format.seconds(took / 1000)} · ${format.count(usage.total_tokens)} tokens`;

/** Numbers that stand in the text by their ids, of sections that the model wrote. */
export const countedNumbers = ({ parsed, summary_template: summary, from_rules: rules }: OpenrouterOutput): number => {
	const own = (section: InsightSection): boolean => !rules.includes(section);
	const { traffic_insights: traffic, conversion_analysis: conversion } = parsed;
	const templates = [
		...(own("executive_summary") ? [summary] : []),
		...(["key_insights", "recommendations", "decisions", "next_best_actions", "risk_alerts", "recommendations_for_user"] as const).flatMap(
			(section) => (own(section) ? parsed[section].map(({ template }) => template) : []),
		),
		...(own("recommendations_for_user_products") ? parsed.recommendations_for_user_products.map(({ template }) => template) : []),
		...Object.entries(traffic).flatMap(([key, items]) =>
			own(`traffic_insights.${key}` as InsightSection) ? items.map(({ template }) => template) : [],
		),
		...Object.entries(conversion).flatMap(([key, items]) =>
			own(`conversion_analysis.${key}` as InsightSection) ? items.map(({ template }) => template) : [],
		),
	];
	return templates.join(" ").match(/\{F\d{2,3}\}/g)?.length ?? 0;
};

const steps = { asking: "Asking the model", writing: "The model writes", repairing: "The model mends what the check refused" } as const;

/** What is told while a model writes. Its words are not shown before they are checked. */
export const progressWords = (step: keyof typeof steps, section: InsightSection | null, characters: number): string =>
	`${steps[step]}${section === null ? "" : `: ${sectionNames[section].toLowerCase()}`}${characters === 0 ? "" : `, ${format.count(characters)}${thin}characters`}.`;
