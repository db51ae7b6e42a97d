import type { DetailedMetrics } from "../../../../backend/contract/analysis.js";
import type { Filter } from "../../app/use-filter.js";
import type { Column } from "../../ui/column.js";

/** Parts of the name of a panel's CSV. */
export const fileOf = (name: string, filter: Filter): readonly string[] => [name, filter.range.from, filter.range.to];

export interface Counted {
	readonly key: string;
	readonly value: number;
}

/** By value descending, then key; or by key, for days. */
export const countedOf = (counts: Readonly<Record<string, number>>, by: "value" | "key" = "value"): readonly Counted[] => {
	const byKey = (a: Counted, b: Counted): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
	return Object.entries(counts)
		.map(([key, value]) => ({ key, value }))
		.sort((a, b) => (by === "key" ? 0 : b.value - a.value) || byKey(a, b));
};

export const countedColumns = (header: string): readonly Column<Counted>[] => [
	{ id: "key", header, value: (row) => row.key, elastic: true },
	{ id: "count", header: "Events", value: (row) => row.value, unit: "count" },
];

export const fractionOf = (header: string, name: string): readonly Column<Counted>[] => [
	{ id: "key", header, value: (row) => row.key, elastic: true },
	{ id: "rate", header: name, value: (row) => row.value, unit: "ratio" },
];

const pairNames = {
	home_to_product: "Home to product",
	product_to_checkout: "Product to checkout",
	home_to_checkout: "Home to checkout",
	search_to_product: "Search to product",
} as const;

/** The four pairs under their names. */
export const pairsOf = (funnels: DetailedMetrics["funnel_analysis"]) =>
	(Object.keys(pairNames) as (keyof typeof pairNames)[]).map((key) => ({ name: pairNames[key], ...funnels[key] }));
