import type { Recommendation } from "../contract/recommendations.js";
import { type Caller, profileOf } from "../operations.js";
import type { SavedRecommendations } from "../store/recommendation-ports.js";
import { choose, type Shelf } from "./choose.js";
import type { RecommendationDeps } from "./deps.js";
import { fromNeighbours, waysOf } from "./drafts.js";
import type { Reading } from "./live-index.js";
import type { Evolving } from "./neighbours.js";
import { silence } from "./parameters.js";
import { subjectOf } from "./subject.js";
import { ofCatalog, ofChoice } from "./wire.js";

export interface Asked {
	readonly limit: number;
	readonly client_id?: string | undefined;
	readonly session_id?: string | undefined;
	readonly products?: string | undefined;
}

interface Whose {
	readonly evolving: Evolving;
	readonly bought: readonly string[];
	/** The reasons may say what was looked at: it is the caller's own, vouched for. */
	readonly named: boolean;
}

const nobody: Whose = { evolving: { items: [], own: null }, bought: [], named: false };

const mostProducts = 20;

/** What whoever asks says of itself: nothing is looked up. */
const told = (products: string): Whose => {
	const ids = products
		.split(",")
		.map((id) => id.trim())
		.filter((id) => id !== "");
	return { evolving: { items: [...new Set(ids.toReversed())].toReversed().slice(-mostProducts), own: null }, bought: [], named: false };
};

/**
 * Both ids, which only the visitor's own browser knows, and only while the session lasts; of it nothing else than that session. Its first
 * product stands in the index, so that the store need not look through what came before; a session that is not held has none.
 */
const visiting = async (
	{ store, now }: RecommendationDeps,
	{ index, seq, newest }: Reading,
	visitor: string,
	sessionId: string,
): Promise<Whose> => {
	const slot = index.slotOfKey(`s:${sessionId}`);
	if (slot === undefined && seq >= newest) return nobody;
	const { session, bought, lastSeen } = await subjectOf(store, index, {
		visitor,
		sessionId,
		...(slot !== undefined && seq >= newest && { from: index.startOf(slot) }),
	});
	if (!session || lastSeen === null || now() - lastSeen > silence) return nobody;
	return { evolving: session, bought, named: false };
};

const whose = async (deps: RecommendationDeps, reading: Reading, asked: Asked, { userId }: Caller): Promise<Whose> => {
	if (asked.products !== undefined) return told(asked.products);
	if (userId !== null) {
		const { session, bought } = await subjectOf(deps.store, reading.index, { verifiedUser: userId });
		if (session) return { evolving: session, bought, named: true };
	}
	const { client_id: visitor, session_id: session } = asked;
	return visitor !== undefined && session !== undefined ? visiting(deps, reading, visitor, session) : nobody;
};

/** Of a list that a model made, what can still be bought, as the catalog has it now. */
export const stillSold = async (store: Shelf, list: SavedRecommendations | null): Promise<Recommendation[]> => {
	if (list?.origin !== "model") return [];
	const products = new Map((await store.productsOf(list.items.map(({ productId }) => productId))).map((one) => [one.productId, one]));
	return list.items.flatMap(({ productId, reason }) => {
		const product = products.get(productId);
		return product && (product.stock === null || product.stock > 0) ? [ofCatalog(product, reason, "model")] : [];
	});
};

export interface ForCaller {
	readonly items: Recommendation[];
	readonly origin: Recommendation["origin"];
	readonly created_at: string;
}

/** How long a shop's page waits for the newest events, ms. */
const patience = 500;

/**
 * For the caller, who may be anybody. First the newest list that a model made for the account, or for the computer's own person, then what is computed: of the account's
 * newest session, only from events that are vouched for; else of the visitor's own session while it lasts; else, and to fill up, the popular.
 */
export const forCaller = async (deps: RecommendationDeps, asked: Asked, caller: Caller): Promise<ForCaller> => {
	const { store, live, now } = deps;
	const profile = profileOf(caller);
	const saved = profile === null || asked.products !== undefined ? null : await store.latestRecommendations(profile);
	const first = (await stillSold(store, saved)).slice(0, asked.limit);
	const reading = await live.fresh(patience);
	const { evolving, bought, named } = await whose(deps, reading, asked, caller);
	const { index, find } = reading;
	const rest = await choose(
		store,
		waysOf(index, evolving, () => fromNeighbours(index, find, evolving).drafts),
		{
			limit: asked.limit - first.length,
			inStock: true,
			own: new Set([...evolving.items, ...first.map(({ product_id }) => product_id)]),
			bought: new Set(bought),
		},
	);
	const made = first.length > 0 && saved ? saved.createdAt : now();
	return {
		items: [...first, ...rest.items.map((one) => ofChoice(one, { named }))],
		origin: first.length > 0 ? "model" : "computed",
		created_at: new Date(made).toISOString(),
	};
};
