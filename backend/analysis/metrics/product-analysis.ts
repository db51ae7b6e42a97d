import { z } from "zod";
import type { DetailedMetrics } from "../../contract/analysis.js";
import type { Part, SectionMetric } from "../metric.js";
import namesSql from "./product-analysis.names.sql";
import sql from "./product-analysis.sql";

const top = {
	name: "product_analysis",
	sql,
	row: z.object({ product_id: z.string(), events: z.int(), viewed: z.int(), added: z.int(), bought: z.int(), products: z.int() }),
} satisfies Part<unknown>;

const names = {
	name: "product_analysis.names",
	sql: namesSql,
	row: z.object({ product_id: z.string(), name: z.string() }),
} satisfies Part<unknown>;

/**
 * Events that name a product: all of them, and those that viewed, added or bought it (events, not pieces). Top 20 by events
 * descending, then product_id ascending. The name is the newest one sent in the range, by (ts, event_id, source).
 */
export const productAnalysis = {
	name: "product_analysis",
	parts: [top, names],
	definitions: {
		products: "Distinct products that events in the period name.",
		top_products:
			"Products by events that name them, and how many of these viewed, added or bought them (events, not pieces); the first 20, ties by id. The name is the newest one sent.",
	},
	compute: async (ask) => section(await ask(top), await ask(names)),
} satisfies SectionMetric<"product_analysis", DetailedMetrics["product_analysis"]>;

const section = (
	rows: readonly z.infer<typeof top.row>[],
	named: readonly z.infer<typeof names.row>[],
): DetailedMetrics["product_analysis"] => {
	const nameOf = new Map(named.map(({ product_id, name }) => [product_id, name]));
	return {
		products: rows[0]?.products ?? 0,
		top_products: rows.map(({ products: _, ...row }) => ({ ...row, name: nameOf.get(row.product_id) ?? null })),
	};
};
