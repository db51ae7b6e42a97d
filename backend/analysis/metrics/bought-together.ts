import type { DetailedMetrics } from "../../contract/analysis.js";
import type { Part, SectionMetric } from "../metric.js";
import { pair, topPairs } from "../reports/bought-together.js";

const top = { name: "bought_together", sql: topPairs, row: pair } satisfies Part<unknown>;

/** The 20 pairs of products that stand in most orders together, by orders descending, then ids ascending; as in the report bought-together. */
export const boughtTogether = {
	name: "bought_together",
	parts: [top],
	definitions: {
		top_pairs:
			"Pairs of distinct products in one order, of orders with a line in the period. Support: orders with both / orders that name a product. Confidence a → b: orders with both / orders with a. Lift: support / (share of orders with a × share with b); 1 is chance.",
	},
	compute: async (ask) => ({ top_pairs: (await ask(top)).map(({ by_value: _, ...row }) => row) }),
} satisfies SectionMetric<"bought_together", DetailedMetrics["bought_together"]>;
