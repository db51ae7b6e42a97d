import { topOf } from "./top.js";

interface Standing {
	readonly id: string;
	/** Held sessions with it; who has none stands nowhere. */
	readonly sessions: number;
}

/** Products by their sessions, the most first, then by id, in the whole shop and in each category. */
export interface Popularity {
	/** The product stands as it is now: after its sessions, or its number, have changed. */
	enter(product: number, category: string | null): void;
	/** Before they change. */
	leave(product: number, category: string | null): void;
	/** A product that has a number is of the category, or is no longer. */
	join(product: number, category: string): void;
	part(product: number, category: string): void;
	/** The first `wanted`, of a category where one is told. */
	first(wanted: number, category?: string): readonly number[];
}

interface Order {
	enter(product: number): void;
	leave(product: number): void;
	first(wanted: number): readonly number[];
}

/** How many of the first are kept. */
export interface Kept {
	/** So many are had again by looking through all, once too few are left. */
	readonly most: number;
}

type StandingOf = (product: number) => Standing;

const stands = (a: Standing, b: Standing): number => b.sessions - a.sessions || (a.id < b.id ? -1 : Number(a.id > b.id));

/**
 * Keeps the first of an order while it changes: all that stand at or before the fence, in order, at most `most`. What passes the fence comes in
 * or goes out; what moves behind it costs a comparison. Only when fewer are left than are asked for are all looked through.
 */
const openOrder = (all: () => Iterable<number>, standingOf: StandingOf, { most }: Kept): Order => {
	let kept: number[] = [];
	/** Null while everything is kept. */
	let fence: Standing | null = null;
	/** Of the first that does not stand before. */
	const placeOf = (standing: Standing): number => {
		let from = 0;
		let to = kept.length;
		while (from < to) {
			const middle = (from + to) >> 1;
			if (stands(standingOf(kept[middle] as number), standing) < 0) from = middle + 1;
			else to = middle;
		}
		return from;
	};
	const isKept = (standing: Standing): boolean => standing.sessions > 0 && (fence === null || stands(standing, fence) <= 0);
	const fenceLast = (): void => {
		const { id, sessions } = standingOf(kept.at(-1) as number);
		fence = { id, sessions };
	};
	const best = (count: number): number[] =>
		topOf(
			Array.from(all()).filter((product) => standingOf(product).sessions > 0),
			count,
			{ value: (product) => standingOf(product).sessions, tie: (a, b) => stands(standingOf(a), standingOf(b)) },
		);
	return {
		enter: (product) => {
			const standing = standingOf(product);
			if (!isKept(standing)) return;
			kept.splice(placeOf(standing), 0, product);
			if (kept.length <= most) return;
			kept.pop();
			fenceLast();
		},
		leave: (product) => {
			const standing = standingOf(product);
			if (isKept(standing)) kept.splice(placeOf(standing), 1);
		},
		first: (wanted) => {
			if (fence === null || wanted <= kept.length) return kept.slice(0, wanted);
			if (wanted > most) return best(wanted);
			kept = best(most);
			if (kept.length < most) fence = null;
			else fenceLast();
			return kept.slice(0, wanted);
		},
	};
};

export const openPopularity = (all: () => Iterable<number>, standingOf: StandingOf, bound: Kept): Popularity => {
	const shop = openOrder(all, standingOf, bound);
	const groups = new Map<string, { readonly members: Set<number>; readonly order: Order }>();
	const groupOf = (category: string) => {
		const known = groups.get(category);
		if (known) return known;
		const members = new Set<number>();
		const group = { members, order: openOrder(() => members, standingOf, bound) };
		groups.set(category, group);
		return group;
	};
	return {
		enter: (product, category) => {
			shop.enter(product);
			if (category !== null) groups.get(category)?.order.enter(product);
		},
		leave: (product, category) => {
			shop.leave(product);
			if (category !== null) groups.get(category)?.order.leave(product);
		},
		join: (product, category) => {
			const { members, order } = groupOf(category);
			members.add(product);
			order.enter(product);
		},
		part: (product, category) => {
			const group = groups.get(category);
			if (!group) return;
			group.order.leave(product);
			group.members.delete(product);
			if (group.members.size === 0) groups.delete(category);
		},
		first: (wanted, category) => {
			if (category === undefined) return shop.first(wanted);
			return groups.get(category)?.order.first(wanted) ?? [];
		},
	};
};
