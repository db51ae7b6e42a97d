/**
 * What the session neighbours are found with. The values of V-SkNN are those session-rec tuned for Diginetica
 * (conf/save/diginetica/window/window_digi_*.yml: k 500, sample 5000, weighting quadratic, score div, idf 5); steps are its SR's.
 */
export const parameters = {
	/** Neighbours whose products are scored. */
	k: 500,
	/** The most recent sessions with a product in common, among which the neighbours are looked for. */
	sample: 5_000,
	/** How much a rare product gains: score × (1 + idf × this). */
	idf: 5,
	/** The newest products of a session that are looked at; what is older says little of what comes next. */
	lastItems: 20,
	/** Sequential rules: how far after a product another one still follows it. */
	steps: 10,
} as const;

/** Bounds of what is held in memory. */
export const bounds = {
	/** The most recent sessions, by their last event. */
	sessions: 200_000,
	/** Products of one session: its newest. As many as an order may have to count among what is bought together. */
	itemsOfSession: 1_000,
	/** Of the shop, and of each category, the most popular that are kept in order: more than a list looks at, so that few losses refill it. */
	ranked: 800,
	/** Text of a product's name or category. */
	text: 300,
	/** Events read again when the process starts; older sessions than these tell are not held. */
	eventsRead: 5_000_000,
} as const;

/** Silence that ends a session of events without a session id, as everywhere in the product; ms. */
export const silence = 1_800_000;

/** Weight of the product at `place` (1 is the oldest) of `length`: quadratic. */
export const weightOf = (place: number, length: number): number => (place / length) ** 2;

/** What the products of a neighbour count, whose newest shared product is the `step`-th from the end (1 is the last): div. */
export const decayOf = (step: number): number => 1 / step;

/** Of one category at most half of a list, so that it shows more than one thing; rounded up. */
export const mostOfCategory = (limit: number): number => Math.ceil(limit / 2);
