import type { DetailedMetrics, Finding } from "../../contract/analysis.js";
import { countFact, type Rule, ratioFact } from "./rule.js";
import { many, number, percent } from "./words.js";

/** Sessions that must have begun a funnel before it is judged. */
const enough = 10;
const strong = 0.3;
const weak = 0.1;

type Pair = "home_to_product" | "product_to_checkout" | "home_to_checkout" | "search_to_product";

const pairs = [
	["home_to_product", "the home page", "a product page"],
	["product_to_checkout", "a product page", "the checkout"],
	["home_to_checkout", "the home page", "the checkout"],
	["search_to_product", "a search", "a product page"],
] as const satisfies readonly (readonly [Pair, string, string])[];

export const funnel: Rule = ({ metrics: { funnel_analysis: found } }) =>
	found ? pairs.flatMap(([name, first, second]) => judge(name, found[name], { first, second })) : [];

const judge = (
	name: Pair,
	pair: DetailedMetrics["funnel_analysis"][Pair],
	{ first, second }: { first: string; second: string },
): Finding[] => {
	if (pair.conversion === null || pair.first <= enough) return [];
	const share = `${number(pair.second)} of ${many(pair.first, "session")} (${percent(pair.conversion)})`;
	const facts = factsOf(name, pair, pair.conversion);
	if (pair.conversion > strong) {
		return [{ kind: "finding", rule: `${name}_strong`, text: `The way from ${first} to ${second} works well: ${share} take it.`, facts }];
	}
	if (pair.conversion >= weak) return [];
	return [
		{ kind: "alert", rule: `${name}_weak`, text: `Few sessions come from ${first} to ${second}: ${share}.`, facts },
		{ kind: "recommendation", rule: `${name}_advice`, text: advice(pair.second, { first, second, share }), facts },
	];
};

const advice = (reached: number, { first, second, share }: { first: string; second: string; share: string }): string =>
	reached === 0
		? `Check in Events that visits to ${second} arrive: after ${first} there are none (${share}).`
		: `Look for what stops visitors between ${first} and ${second}: ${share} come through.`;

const factsOf = (name: Pair, pair: { first: number; second: number }, conversion: number): Finding["facts"] => [
	countFact(`funnel_analysis.${name}.first`, pair.first),
	countFact(`funnel_analysis.${name}.second`, pair.second),
	ratioFact(`funnel_analysis.${name}.conversion`, conversion),
];
