import type { ProductSight } from "../store/recommendation-ports.js";
import { bounds } from "./parameters.js";
import { openPopularity } from "./popularity.js";

export interface HeldProduct {
	readonly id: string;
	/** As the newest event that tells one tells it. */
	name: string | null;
	nameAt: number;
	readonly category: string | null;
	categoryAt: number;
	/** Held sessions with it. */
	readonly sessions: number;
}

/** The products of the held sessions, numbered. A number is given again once no session has its product. */
export interface ProductTable {
	readonly all: readonly (HeldProduct | null)[];
	slotOf(id: string): number | undefined;
	/** The number of the sight's product, which is new where it is not known, and what the sight tells of it. */
	learn(sight: ProductSight, id: string): number;
	/** One session more, or one less, has it. */
	count(slot: number, by: 1 | -1): void;
	/** The first `wanted` by their sessions, then by id; of a category where one is told. */
	popular(wanted: number, category?: string): readonly number[];
	/** Gives the numbers of products that no session has back. */
	forgetUnused(): void;
	at(slot: number): HeldProduct;
}

/** Of two events of one moment the greater text wins, so that the order of arrival decides nothing. */
const isLater = (at: number, text: string, knownAt: number, known: string | null): boolean =>
	known === null || at > knownAt || (at === knownAt && text > known);

const short = (text: string): string => text.slice(0, bounds.text);

type Changing = { -readonly [K in keyof HeldProduct]: HeldProduct[K] };

/** `ranked`: of each order of popularity, so many are kept. */
export const openProducts = (ranked: number): ProductTable => {
	const all: (Changing | null)[] = [];
	const slots = new Map<string, number>();
	const free: number[] = [];
	const at = (slot: number): Changing => all[slot] as Changing;
	const popularity = openPopularity(() => slots.values(), at, { most: ranked });
	const recategorize = (slot: number, category: string): void => {
		const product = at(slot);
		if (product.category === category) return;
		if (product.category !== null) popularity.part(slot, product.category);
		product.category = category;
		popularity.join(slot, category);
	};
	const slotFor = (id: string): number => {
		const known = slots.get(id);
		if (known !== undefined) return known;
		const slot = free.pop() ?? all.length;
		all[slot] = { id, name: null, nameAt: 0, category: null, categoryAt: 0, sessions: 0 };
		slots.set(id, slot);
		return slot;
	};
	return {
		all,
		at,
		slotOf: (id) => slots.get(id),
		learn: ({ ts, name, category }, id) => {
			const slot = slotFor(id);
			const product = at(slot);
			if (name !== null && isLater(ts, short(name), product.nameAt, product.name)) {
				product.name = short(name);
				product.nameAt = ts;
			}
			if (category !== null && isLater(ts, short(category), product.categoryAt, product.category)) {
				recategorize(slot, short(category));
				product.categoryAt = ts;
			}
			return slot;
		},
		count: (slot, by) => {
			const product = at(slot);
			popularity.leave(slot, product.category);
			product.sessions += by;
			popularity.enter(slot, product.category);
		},
		popular: popularity.first,
		forgetUnused: () => {
			for (const [slot, product] of all.entries()) {
				if (!product || product.sessions > 0) continue;
				if (product.category !== null) popularity.part(slot, product.category);
				slots.delete(product.id);
				all[slot] = null;
				free.push(slot);
			}
		},
	};
};
