import type { Because } from "../contract/recommendations.js";
import type { Neighbour, Neighbourhood } from "./neighbours.js";
import { acts, type SessionIndex } from "./session-index.js";

type Act = keyof typeof acts;
const actNames = ["viewed", "added", "ordered"] as const satisfies readonly Act[];

/** In how many of the neighbours each act was done with each product. */
const actsAmong = (index: SessionIndex, nearest: readonly Neighbour[], asked: ReadonlySet<number>): Map<number, Record<Act, number>> => {
	const counts = new Map([...asked].map((product) => [product, { viewed: 0, added: 0, ordered: 0 }]));
	for (const { slot } of nearest) {
		const [from, to] = index.range(slot);
		for (let place = from; place < to; place += 1) {
			const of = counts.get(index.items.value[place] as number);
			const kinds = index.items.kinds[place] as number;
			if (of) for (const act of actNames) if ((kinds & acts[act]) !== 0) of[act] += 1;
		}
	}
	return counts;
};

interface Together {
	/** Held sessions in which the session's product was ordered. */
	readonly of: number;
	/** Those of them in which the other was ordered too, by product. */
	readonly both: ReadonlyMap<number, number>;
}

const orderedWith = (index: SessionIndex, one: number, others: ReadonlySet<number>, own: number | undefined): Together => {
	const both = new Map<number, number>();
	let of = 0;
	for (const slot of index.postings(one)) {
		if (slot === own || !index.isHeld(slot)) continue;
		const [from, to] = index.range(slot);
		const ordered: number[] = [];
		for (let place = from; place < to; place += 1)
			if (((index.items.kinds[place] as number) & acts.ordered) !== 0) ordered.push(index.items.value[place] as number);
		if (!ordered.includes(one)) continue;
		of += 1;
		for (const other of ordered) if (others.has(other)) both.set(other, (both.get(other) ?? 0) + 1);
	}
	return { of, both };
};

export const nameOf = (index: SessionIndex, product: number): { product_id: string; name: string } => {
	const { id, name } = index.product(product);
	return { product_id: id, name: name ?? id };
};

/** Fewer shared orders than this say nothing of two products. */
const fewestTogether = 2;

/**
 * Why each of the products is near: ordered together with the session's product with which it was ordered most often (of equals, the
 * newest), where that is at least twice; else the rarest of ordered, added and viewed that at least a third of the neighbours
 * with the product did; the session itself is not counted.
 */
export const neighbourFacts = (
	index: SessionIndex,
	{ known, nearest }: Pick<Neighbourhood, "known" | "nearest">,
	{ products, own }: { readonly products: readonly number[]; readonly own: number | undefined },
): Map<number, Because> => {
	const asked = new Set(products);
	const others = known.toReversed().map((product) => ({ product, ...orderedWith(index, product, asked, own) }));
	const ordering = index.ordering - (own !== undefined && hasOrder(index, own) ? 1 : 0);
	const done = actsAmong(index, nearest, asked);
	return new Map(
		products.map((product): [number, Because] => {
			const most = others.reduce<(typeof others)[number] | null>(
				(best, one) => ((one.both.get(product) ?? 0) > (best?.both.get(product) ?? 0) ? one : best),
				null,
			);
			const both = most?.both.get(product) ?? 0;
			if (most && both >= fewestTogether)
				return [product, { kind: "together", product: nameOf(index, most.product), sessions: both, of: ordering, with_product: most.of }];
			const counts = done.get(product) as Record<Act, number>;
			const holding = Math.max(counts.viewed, counts.added, counts.ordered);
			const act = (["ordered", "added", "viewed"] as const).find((one) => counts[one] * 3 >= holding) ?? "viewed";
			return [product, { kind: "neighbours", act, sessions: counts[act], of: nearest.length }];
		}),
	);
};

const hasOrder = (index: SessionIndex, slot: number): boolean => {
	const [from, to] = index.range(slot);
	return index.items.kinds.subarray(from, to).some((kinds) => (kinds & acts.ordered) !== 0);
};

const count = (value: number): string => value.toLocaleString("en");

const ordinal = (rank: number): string => {
	const last = rank % 100 > 10 && rank % 100 < 14 ? 0 : rank % 10;
	return `${count(rank)}${{ 1: "st", 2: "nd", 3: "rd" }[last] ?? "th"}`;
};

const did = { viewed: "looked at it", added: "put it in the cart", ordered: "ordered it" } as const satisfies Record<Act, string>;

/** Marks of direction in a name would turn the numbers behind it round. */
const plain = (name: string): string => name.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");

/**
 * The reason in words. `named` tells which of the session's products it is about; without it nothing says what a visitor looked at,
 * so that it can be shown to whoever holds the session's ids.
 */
export const reasonText = (because: Because, { named }: { readonly named: boolean }): string => {
	const sessions = count(because.sessions);
	const of = count(because.of);
	switch (because.kind) {
		case "together":
			return `Bought together${named ? ` with ${plain(because.product.name)}` : ""} in ${sessions} of ${of} sessions with an order`;
		case "neighbours":
			return `${sessions} of the ${of} most similar sessions ${did[because.act]}`;
		case "follows":
			return named
				? `Follows ${plain(because.product.name)} in ${sessions} of ${of} sessions`
				: `Looked at next in ${sessions} of ${of} sessions like this one`;
		case "category":
			return `${ordinal(because.rank)} in ${plain(because.category)}: in ${sessions} of ${of} sessions`;
		case "popular":
			return `${ordinal(because.rank)} in the shop: in ${sessions} of ${of} sessions`;
	}
};
