import type { Analysis, DetailedMetrics } from "../../contract/analysis.js";
import { engineFacts, type InsightCandidate, type InsightFact } from "../../contract/insight-text.js";
import type { Because } from "../../contract/recommendations.js";
import type { StoredProduct } from "../../store/catalog-ports.js";
import { number } from "../../words.js";
import { clean } from "./clean.js";
import { factsOf, idOf } from "./facts.js";

export interface Candidate extends InsightCandidate {
	readonly product: StoredProduct;
}

/** A product that the recommendation engine puts forward, and why. */
export interface Recommended {
	readonly product: StoredProduct;
	readonly because: Because;
	readonly reason: string;
}

/** Products of which a model may choose, and of which rules show the first. */
export const candidateCount = { first: 5, most: 40 } as const;

const did = { viewed: "look at it", added: "put it in the cart", ordered: "order it" } as const;

interface Words {
	/** Of the sessions, and of those among which they are. */
	readonly labels: readonly [string, string];
	/** Path of the latter, which all reasons of a kind share. */
	readonly of: string;
}

const wordsOf = (because: Because): Words => {
	switch (because.kind) {
		case "together":
			return { labels: ["Recent sessions that order it with what was looked at", "Recent sessions with an order"], of: "ordering" };
		case "neighbours":
			return { labels: [`Most similar sessions that ${did[because.act]}`, "Most similar sessions"], of: "similar" };
		case "follows":
			return {
				labels: ["Recent sessions in which it follows what was looked at", "Recent sessions with what was looked at"],
				of: "before",
			};
		case "category":
		case "popular":
			return { labels: ["Recent sessions with a product", "Recent sessions with any product"], of: "sessions" };
	}
};

type Count = Pick<InsightFact, "label" | "name" | "metric" | "value">;

const countsOf = ({ product, because }: Recommended): Count[] => {
	const { labels, of } = wordsOf(because);
	return [
		{ label: labels[0], name: clean(product.name), metric: `${engineFacts}products.${product.productId}`, value: because.sessions },
		{ label: labels[1], name: null, metric: `${engineFacts}${of}`, value: because.of },
	];
};

/** Under which paths the analysis counts a product. */
const pathsOf = ({ detailed_metrics: sections }: Pick<Analysis, "detailed_metrics">, productId: string): string[] => [
	...(sections?.product_analysis?.top_products ?? []).flatMap(({ product_id: id }, at) =>
		id === productId ? ["bought", "viewed"].map((key) => `product_analysis.top_products.${at}.${key}`) : [],
	),
	...(sections?.bought_together?.top_pairs ?? []).flatMap(({ product_a: a, product_b: b }, at) =>
		a === productId || b === productId ? [`bought_together.top_pairs.${at}.orders`] : [],
	),
];

/** Nothing stays that cannot be seen or that our templates read. */
const plain = (reason: string): string => reason.replace(/\p{C}|[{}]/gu, "");

export interface Ground {
	/** Those of the analysis, and behind them what the reasons count. */
	readonly facts: InsightFact[];
	readonly candidates: readonly Candidate[];
}

/** What may be told besides the analysis itself. */
export interface Beside {
	readonly recommended: readonly Recommended[];
	/** Sums of the period before; null where there is none to compare with. */
	readonly before: Partial<DetailedMetrics> | null;
}

/** What the engine puts forward, in its order: the counts of each reason become facts, and what the analysis counts of the product speaks for it too. */
export const groundOf = (analysis: Pick<Analysis, "detailed_metrics">, { recommended, before }: Beside): Ground => {
	const counted = factsOf(analysis, before);
	const facts = [...counted];
	const idFor = (count: Count): string => {
		const known = facts.find(({ metric }) => metric === count.metric);
		if (known) return known.id;
		const id = idOf(facts.length);
		facts.push({ id, ...count, unit: "count", currency: null, text: number(count.value) });
		return id;
	};
	const candidates = recommended.slice(0, candidateCount.most).map((one, at): Candidate => {
		const { product, reason } = one;
		const paths = pathsOf(analysis, product.productId);
		const own = paths.flatMap((path) => counted.find(({ metric }) => metric === path)?.id ?? []).slice(0, 2);
		return {
			id: `P${String(at + 1).padStart(2, "0")}`,
			product_id: product.productId,
			facts: [...countsOf(one).map(idFor), ...own],
			reason: plain(reason),
			product,
		};
	});
	return { facts, candidates };
};
