import type { DetailedMetrics, Finding } from "../../contract/analysis.js";
import { many, number, percent } from "../../words.js";
import { countFact, type Evidence, type Rule, ratioFact } from "./rule.js";

/** Sessions that must have begun a funnel before it is judged. */
const enough = 10;
const strong = 0.3;
const weak = 0.1;

type Pair = "home_to_product" | "product_to_checkout" | "home_to_checkout" | "search_to_product";

const pairs = [
	["home_to_product", "the home page", "product"],
	["product_to_checkout", "a product page", "checkout"],
	["home_to_checkout", "the home page", "checkout"],
	["search_to_product", "a search", "product"],
] as const satisfies readonly (readonly [Pair, string, keyof typeof places])[];

const places = { product: "a product page", checkout: "the checkout" } as const;

/** Silent on a funnel whose second page was never seen at all: such data are not of a shop, or do not track it. */
export const funnel: Rule = ({ metrics }) => {
	const found = metrics.funnel_analysis;
	if (!found) return [];
	const seen = { product: found.product_to_checkout.first > 0, checkout: sawCheckout(metrics) };
	return pairs.flatMap(([name, first, place]) => (seen[place] ? judge(name, found[name], { first, second: places[place] }) : []));
};

const sawCheckout = ({ funnel_analysis: found, event_analysis: events, page_analysis: pages }: Evidence["metrics"]): boolean =>
	Boolean(found?.home_to_checkout.second || found?.product_to_checkout.second) ||
	(events?.actions["checkout_started"] ?? 0) > 0 ||
	Object.keys(pages?.page_distribution ?? {}).some((page) => page.toLowerCase().startsWith("/checkout"));

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
		{
			kind: "recommendation",
			rule: `${name}_advice`,
			text: `Look for what stops visitors between ${first} and ${second}: ${share} come through.`,
			facts,
		},
	];
};

const factsOf = (name: Pair, pair: { first: number; second: number }, conversion: number): Finding["facts"] => [
	countFact(`funnel_analysis.${name}.first`, pair.first),
	countFact(`funnel_analysis.${name}.second`, pair.second),
	ratioFact(`funnel_analysis.${name}.conversion`, conversion),
];
