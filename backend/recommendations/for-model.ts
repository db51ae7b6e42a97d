import type { Because } from "../contract/recommendations.js";
import type { Caller } from "../operations.js";
import type { StoredProduct } from "../store/catalog-ports.js";
import { type Chosen, choose } from "./choose.js";
import type { RecommendationDeps } from "./deps.js";
import { fromNeighbours, waysOf } from "./drafts.js";
import { reasonText } from "./facts.js";
import type { Evolving } from "./neighbours.js";
import { subjectOf } from "./subject.js";

export interface Recommended {
	readonly product: StoredProduct;
	readonly because: Because;
	/** In words; names nothing that was looked at. */
	readonly reason: string;
}

/** How long an analysis waits for the newest events, ms. */
const patience = 5_000;

const nobody: Evolving = { items: [], own: null };

const recommendedOf = ({ draft: { because }, product }: Chosen): Recommended[] =>
	product ? [{ product, because, reason: reasonText(because, { named: false }) }] : [];

/**
 * What may be put forward to the caller, best first, of the catalog and in stock: computed from the account's newest session, of events that are
 * vouched for, then the popular; for a caller without one the whole shop's. The first `first` are the list that `forCaller` computes
 * for so many; what a model chose before is not among the ways. Empty while the catalog is empty.
 */
export const forModel = async (
	{ store, live }: RecommendationDeps,
	{ userId }: Caller,
	{ first, most }: { readonly first: number; readonly most: number },
): Promise<Recommended[]> => {
	const { index, find } = await live.fresh(patience);
	const subject = userId === null ? null : await subjectOf(store, index, { verifiedUser: userId });
	const evolving = subject?.session ?? nobody;
	const bought = new Set(subject?.session ? subject.bought : []);
	const list = async (limit: number, taken: readonly string[]) => {
		const ways = waysOf(index, evolving, () => fromNeighbours(index, find, evolving).drafts);
		const { items } = await choose(store, ways, { limit, inStock: true, own: new Set([...evolving.items, ...taken]), bought });
		return items;
	};
	const best = await list(first, []);
	const others = await list(
		most - best.length,
		best.map(({ draft }) => draft.id),
	);
	return [...best, ...others].flatMap(recommendedOf);
};
