import type { ProductSight } from "../store/recommendation-ports.js";
import { type Columns, openLists } from "./lists.js";
import { bounds, silence } from "./parameters.js";
import { type HeldProduct, openProducts } from "./product-table.js";
import { openRuns } from "./runs.js";
import { topOf } from "./top.js";

/** What was done with a product in a session, as bits. */
export const acts = { viewed: 1, added: 2, ordered: 4 } as const;

const actOf = { product_viewed: acts.viewed, product_added: acts.added, order_completed: acts.ordered } as const;

/** A session as the index holds it, for whoever shows it. */
export interface HeldSession {
	/** As everywhere in the product: `s:` and the client's session id, or `v:`, the visitor and the first moment. */
	readonly key: string;
	readonly end: number;
	/** By the moment each was last seen, then by id. */
	readonly items: readonly { readonly id: string; readonly time: number; readonly kinds: number }[];
}

/**
 * The most recent sessions and their products, both ways: products by session and sessions by product. A product stands in a session once,
 * where it was last viewed, added or ordered; products of one moment stand by id. What is held depends on the events alone and not on
 * the order they came in, but for sessions that go on after more than the bound of newer ones (they begin anew), and for products that
 * come back to a session of more than the bound of others (what was done with them before is forgotten).
 */
export interface SessionIndex {
	take(sights: readonly ProductSight[]): void;
	/** Sessions with a product. */
	readonly held: number;
	/** Those of them in which a product was ordered. */
	readonly ordering: number;
	readonly products: readonly (HeldProduct | null)[];
	product(slot: number): HeldProduct;
	productOf(id: string): number | undefined;
	/** The first `wanted` by the held sessions with them, then by id; of a category where one is told. */
	popular(wanted: number, category?: string): readonly number[];
	/** The sessions with a product, dead ones among them. */
	postings(product: number): Uint32Array;
	/** Past the highest number of a session. */
	readonly slots: number;
	isHeld(slot: number): boolean;
	/** Of its first and of its last event that is told, epoch ms. */
	startOf(slot: number): number;
	endOf(slot: number): number;
	keyOf(slot: number): string;
	/** Of the session with the key, if it is held. */
	slotOfKey(key: string): number | undefined;
	/** The key of the session that an event without a session id is of; null where none is held. */
	keyAt(visitor: string, ts: number): string | null;
	/** Where a session's products lie in `items`. */
	range(slot: number): readonly [from: number, to: number];
	readonly items: Columns;
	session(slot: number): HeldSession;
	/** Of typed arrays and, estimated, of texts. */
	bytes(): number;
}

export interface IndexBounds {
	readonly sessions: number;
	readonly itemsOfSession: number;
	/** Of each order of popularity so many are kept up to date. */
	readonly ranked?: number;
}

export const openSessionIndex = (limit: IndexBounds = bounds): SessionIndex => {
	const products = openProducts(limit.ranked ?? bounds.ranked);
	const items = openLists({ timed: true });
	const sessionsOf = openLists({ timed: false });
	const runs = openRuns(silence);
	const clientSlots = new Map<string, number>();
	/** What tells whose session a slot is: a client's session id, or a run's visitor; null for a slot that is free or dead. */
	const owners: (string | null)[] = [];
	const isRun: boolean[] = [];
	const orders: boolean[] = [];
	const ends: number[] = [];
	const starts: number[] = [];
	const free: number[] = [];
	let live = 0;
	let dead: number[] = [];
	let held = 0;
	let ordering = 0;

	const open = (owner: string, run: boolean, ts: number): number => {
		const slot = free.pop() ?? owners.length;
		owners[slot] = owner;
		isRun[slot] = run;
		orders[slot] = false;
		starts[slot] = ts;
		ends[slot] = ts;
		live += 1;
		return slot;
	};
	const extend = (slot: number, ts: number): void => {
		starts[slot] = Math.min(starts[slot] as number, ts);
		ends[slot] = Math.max(ends[slot] as number, ts);
	};
	const range = (slot: number): readonly [number, number] => {
		const from = items.start(slot);
		return [from, from + items.length(slot)];
	};
	/** Products first, so that a product's number can be given again once nothing counts it. */
	const release = (slot: number): void => {
		const [from, to] = range(slot);
		for (let place = from; place < to; place += 1) products.count(items.columns.value[place] as number, -1);
		if (to > from) held -= 1;
		if (orders[slot]) ordering -= 1;
		items.clear(slot);
		if (!isRun[slot]) clientSlots.delete(owners[slot] as string);
		owners[slot] = null;
		live -= 1;
		dead.push(slot);
	};
	const offsetFor = (slot: number, time: number, id: string): number => {
		const [from, to] = range(slot);
		let place = to;
		for (; place > from; place -= 1) {
			const before = items.columns.time[place - 1] as number;
			if (before < time || (before === time && products.at(items.columns.value[place - 1] as number).id < id)) break;
		}
		return place - from;
	};
	const placeOf = (slot: number, product: number): number => {
		const [from, to] = range(slot);
		for (let place = to - 1; place >= from; place -= 1) if (items.columns.value[place] === product) return place;
		return -1;
	};
	const put = (slot: number, product: number, time: number, kinds: number): void => {
		const place = items.insert(slot, offsetFor(slot, time, products.at(product).id));
		items.columns.value[place] = product;
		items.columns.time[place] = time;
		items.columns.kinds[place] = kinds;
	};
	const dropOldest = (slot: number): void => {
		const product = items.columns.value[items.start(slot)] as number;
		items.remove(slot, 0);
		products.count(product, -1);
		sessionsOf.remove(product, postings(product).indexOf(slot));
	};
	const see = (slot: number, product: number, time: number, kinds: number): void => {
		if (!orders[slot] && (kinds & acts.ordered) !== 0) {
			orders[slot] = true;
			ordering += 1;
		}
		const place = placeOf(slot, product);
		if (place >= 0) {
			items.columns.kinds[place] = (items.columns.kinds[place] as number) | kinds;
			if ((items.columns.time[place] as number) >= time) return;
			const all = items.columns.kinds[place] as number;
			items.remove(slot, place - items.start(slot));
			put(slot, product, time, all);
			return;
		}
		if (items.length(slot) === 0) held += 1;
		put(slot, product, time, kinds);
		products.count(product, 1);
		sessionsOf.columns.value[sessionsOf.insert(product, sessionsOf.length(product))] = slot;
		if (items.length(slot) > limit.itemsOfSession) dropOldest(slot);
	};
	const postings = (product: number): Uint32Array => {
		const from = sessionsOf.start(product);
		return sessionsOf.columns.value.subarray(from, from + sessionsOf.length(product));
	};
	/** The later of two runs that an event between them joins. */
	const join = (into: number, from: number): void => {
		const [first, end] = range(from);
		const moved = Array.from(
			{ length: end - first },
			(_, offset) =>
				[
					items.columns.value[first + offset] as number,
					items.columns.time[first + offset] as number,
					items.columns.kinds[first + offset] as number,
				] as const,
		);
		for (const [product, time, kinds] of moved) see(into, product, time, kinds);
		extend(into, ends[from] as number);
		release(from);
	};
	const runFor = ({ visitor, ts }: ProductSight): number => {
		const [near, other] = runs.near(visitor, ts, { starts, ends });
		if (near === undefined) return runs.add(visitor, open(visitor, true, ts), starts);
		extend(near, ts);
		if (other !== undefined) {
			join(near, other);
			runs.keep(visitor, (slot) => slot !== other);
		}
		return near;
	};
	const sessionFor = (sight: ProductSight): number => {
		if (sight.sessionId === null) return runFor(sight);
		const known = clientSlots.get(sight.sessionId);
		const slot = known ?? open(sight.sessionId, false, sight.ts);
		if (known === undefined) clientSlots.set(sight.sessionId, slot);
		extend(slot, sight.ts);
		return slot;
	};
	/** Takes dead sessions out of all postings, so that their numbers can be given again. */
	const sweep = (): void => {
		const gone = new Set(dead);
		for (let product = 0; product < products.all.length; product += 1) {
			const list = postings(product);
			let kept = 0;
			for (const slot of list) if (!gone.has(slot)) list[kept++] = slot;
			if (kept === 0) sessionsOf.clear(product);
			else sessionsOf.cut(product, kept);
		}
		products.forgetUnused();
		free.push(...dead);
		dead = [];
	};
	const keyOf = (slot: number): string => (isRun[slot] ? `v:${owners[slot]}:${starts[slot]}` : `s:${owners[slot]}`);
	const inOrderOfKeys = (a: number, b: number): number => (keyOf(a) < keyOf(b) ? -1 : 1);
	/** The oldest go, a tenth of the bound at a time. */
	const forgetOldest = (): void => {
		const all = Uint32Array.from(owners.keys()).filter((slot) => owners[slot] !== null);
		const staying = new Set(topOf(all, limit.sessions, { value: (slot) => ends[slot] as number, tie: inOrderOfKeys }));
		const visitors = new Set<string>();
		for (const slot of all) {
			if (staying.has(slot)) continue;
			if (isRun[slot]) visitors.add(owners[slot] as string);
			release(slot);
		}
		for (const visitor of visitors) runs.keep(visitor, (slot) => owners[slot] !== null);
	};
	const keepBounds = (): void => {
		if (live > limit.sessions * 1.1) forgetOldest();
		if (dead.length > limit.sessions * 0.1) sweep();
	};
	return {
		take: (sights) => {
			for (const sight of sights) {
				const slot = sessionFor(sight);
				if (sight.productId !== null && sight.action !== null)
					see(slot, products.learn(sight, sight.productId), sight.ts, actOf[sight.action]);
			}
			keepBounds();
		},
		get held() {
			return held;
		},
		get ordering() {
			return ordering;
		},
		get slots() {
			return owners.length;
		},
		products: products.all,
		product: products.at,
		productOf: products.slotOf,
		popular: products.popular,
		postings,
		isHeld: (slot) => owners[slot] !== null,
		startOf: (slot) => starts[slot] as number,
		endOf: (slot) => ends[slot] as number,
		keyOf,
		slotOfKey: (key) => (key.startsWith("s:") ? clientSlots.get(key.slice(2)) : runs.ofKey(key, starts)),
		keyAt: (visitor, ts) => {
			const [slot] = runs.near(visitor, ts, { starts, ends });
			return slot === undefined ? null : keyOf(slot);
		},
		range,
		items: items.columns,
		session: (slot) => {
			const [from, to] = range(slot);
			return {
				key: keyOf(slot),
				end: ends[slot] as number,
				items: Array.from({ length: to - from }, (_, offset) => ({
					id: products.at(items.columns.value[from + offset] as number).id,
					time: items.columns.time[from + offset] as number,
					kinds: items.columns.kinds[from + offset] as number,
				})),
			};
		},
		bytes: () => items.bytes() + sessionsOf.bytes() + 64 * (owners.length + products.all.length),
	};
};
