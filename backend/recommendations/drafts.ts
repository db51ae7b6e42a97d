import type { Because } from "../contract/recommendations.js";
import { nameOf, neighbourFacts } from "./facts.js";
import { categoriesOf, follows, popular } from "./fallbacks.js";
import { type Evolving, knownItems, type Neighbourhood, type openFinder } from "./neighbours.js";
import { parameters } from "./parameters.js";
import type { SessionIndex } from "./session-index.js";

/** A product that may be recommended, before the shop's rules; in ids and words, since the index's numbers hold for one moment only. */
export interface Draft {
	readonly id: string;
	/** As events tell them. */
	readonly name: string;
	readonly category: string | null;
	/** Of the neighbours; null by another way. */
	readonly score: number | null;
	readonly because: Because;
}

interface Named {
	readonly product_id: string;
	readonly name: string;
}

export interface NearSession {
	readonly key: string;
	readonly end: number;
	readonly similarity: number;
	readonly shared: readonly Named[];
	readonly others: readonly Named[];
}

export interface Drafted {
	readonly drafts: readonly Draft[];
	readonly sessions: number;
	readonly candidates: number;
	readonly neighbours: number;
	readonly products: number;
	/** The nearest 10. */
	readonly nearest: readonly NearSession[];
}

/** Products of one way that are looked at. */
const widest = 400;
const shown = 10;

const draft = (index: SessionIndex, product: number, score: number | null, because: Because): Draft => {
	const { id, name, category } = index.product(product);
	return { id, name: name ?? id, category, score, because };
};

const nearOf = (index: SessionIndex, { known, nearest }: Neighbourhood): NearSession[] =>
	nearest.slice(0, shown).map(({ slot, similarity }) => {
		const [from, to] = index.range(slot);
		const all = [...index.items.value.subarray(from, to)];
		const name = (product: number): Named => nameOf(index, product);
		return {
			key: index.keyOf(slot),
			end: index.endOf(slot),
			similarity,
			shared: all.filter((product) => known.includes(product)).map(name),
			others: all
				.filter((product) => !known.includes(product))
				.slice(-shown)
				.map(name),
		};
	});

/** What the session's neighbours have, best first, each with its reason counted. */
export const fromNeighbours = (index: SessionIndex, find: ReturnType<typeof openFinder>, evolving: Evolving): Drafted => {
	const found = find(evolving, { wanted: widest });
	const own = evolving.own === null ? undefined : index.slotOfKey(evolving.own);
	const facts = neighbourFacts(index, found, { products: found.scored.map(({ product }) => product), own });
	return {
		drafts: found.scored.map(({ product, score }) => draft(index, product, score, facts.get(product) as Because)),
		sessions: index.held,
		candidates: found.candidates,
		neighbours: found.nearest.length,
		products: found.found,
		nearest: nearOf(index, found),
	};
};

/**
 * What comes in where the neighbours are not enough, each way when it is asked for: what follows the newest product, the session's categories,
 * the whole shop.
 */
export const fromFallbacks = function* (index: SessionIndex, evolving: Evolving): Generator<readonly Draft[]> {
	const { after, sessions: of, scored } = follows(index, evolving, widest);
	if (after !== null) {
		const product = nameOf(index, after);
		yield scored.map((one) => draft(index, one.product, null, { kind: "follows", product, sessions: one.sessions, of }));
	}
	for (const category of categoriesOf(index, knownItems(index, evolving, parameters.lastItems)))
		yield popular(index, widest, category).map(({ product, rank, sessions }) =>
			draft(index, product, null, { kind: "category", category, rank, sessions, of: index.held }),
		);
	yield popular(index, widest).map(({ product, rank, sessions }) =>
		draft(index, product, null, { kind: "popular", rank, sessions, of: index.held }),
	);
};

/** All ways in their order, none of which is gone before the next one is asked for. */
export const waysOf = function* (index: SessionIndex, evolving: Evolving, near: () => readonly Draft[]): Generator<readonly Draft[]> {
	yield near();
	yield* fromFallbacks(index, evolving);
};
