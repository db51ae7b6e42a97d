/** What recommendations ask of a store: the same kind of promises as in ports.ts, of which they are a part. */

/** Products chosen for an account, and why. */
export interface SavedRecommendations {
	/** Epoch ms. */
	readonly createdAt: number;
	/** Who chose: a language model, or the counts. */
	readonly origin: "model" | "computed";
	readonly items: readonly { readonly productId: string; readonly reason: string }[];
}

export interface RecommendationStore {
	/** Adds a list to the account's; its newest 20 stay, by createdAt, then by the order of saving. */
	saveRecommendations(userId: string, list: SavedRecommendations): Promise<void>;
	/** The newest first. */
	recommendations(userId: string, limit: number): Promise<SavedRecommendations[]>;
	/** Null for an account without a list. */
	latestRecommendations(userId: string): Promise<SavedRecommendations | null>;
}

/** One product that an event views, adds to the cart or orders; or, without a product, that a visitor was there. */
export interface ProductSight {
	readonly seq: number;
	readonly ts: number;
	readonly visitor: string;
	readonly sessionId: string | null;
	/** Null, with the product's fields, for an event of no session id that names no product so. */
	readonly action: "product_viewed" | "product_added" | "order_completed" | null;
	readonly productId: string | null;
	readonly name: string | null;
	readonly category: string | null;
}

export interface Sighted {
	readonly visitor?: string;
	readonly sessionId?: string;
	/** As claimed by the sender. */
	readonly userId?: string;
	/** A user that a server-side key or a log-in vouches for. */
	readonly verifiedUser?: string;
	/** Epoch ms: nothing earlier. The nearer, the less is looked through. */
	readonly from?: number;
}

export interface ProductSightReader {
	/**
	 * What the events numbered in (after, after + limit] tell, noise left out, by number; of an event the products in its own order. Every
	 * event without a session id is told, since silence parts those sessions. `upto` is the number to go on after; `newest` that of
	 * the newest event stored, so `upto >= newest` means that nothing waits.
	 */
	productSights(request: {
		readonly after: number;
		readonly limit: number;
	}): Promise<{ sights: ProductSight[]; upto: number; newest: number }>;
	/**
	 * As productSights, of the newest `limit` events of whoever is meant, newest first by (ts, seq): every condition given must hold.
	 * An event that names no product is told too, with or without a session id.
	 */
	sightsOf(who: Sighted, limit: number): Promise<ProductSight[]>;
	/**
	 * Whose newest event that views, adds or orders products is the newest, then by id; noise left out. Of those whose id holds the text,
	 * without case; all for an empty one.
	 */
	sighted(by: "visitor" | "sessionId" | "userId", text: string, limit: number): Promise<{ id: string; events: number; lastTs: number }[]>;
	/** Another number than before once events were flagged, unflagged or removed, so that what was read from them may be wrong. */
	edits(): number;
}
