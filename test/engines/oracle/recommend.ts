import type { ProductSight } from "../../../backend/store/recommendation-ports.js";

/** Recommendations counted the slow way: from the list of all sights, without an index, by the published definitions. */

export interface PlainSession {
	readonly key: string;
	readonly end: number;
	/** By time, then id. */
	readonly items: readonly { readonly id: string; readonly time: number; readonly kinds: number }[];
}

const kinds = { product_viewed: 1, product_added: 2, order_completed: 4 } as const;

/** Same time or ids: never equal here. */
const before = (a: string, b: string): number => (a < b ? -1 : 1);

const keysOf = (sights: readonly ProductSight[]): Map<ProductSight, string> => {
	const keys = new Map<ProductSight, string>();
	for (const sight of sights) if (sight.sessionId !== null) keys.set(sight, `s:${sight.sessionId}`);
	for (const visitor of new Set(sights.map((sight) => sight.visitor))) {
		const bare = sights.filter((sight) => sight.visitor === visitor && sight.sessionId === null).toSorted((a, b) => a.ts - b.ts);
		let start = 0;
		for (const [at, sight] of bare.entries()) {
			const last = bare[at - 1];
			if (!last || sight.ts - last.ts > 30 * 60_000) start = sight.ts;
			keys.set(sight, `v:${visitor}:${start}`);
		}
	}
	return keys;
};

export const plainSessions = (sights: readonly ProductSight[]): PlainSession[] => {
	const keys = keysOf(sights);
	return [...new Set(keys.values())].map((key) => {
		const own = sights.filter((sight) => keys.get(sight) === key);
		const named = own.filter((sight) => sight.productId !== null && sight.action !== null);
		const items = [...new Set(named.map(({ productId }) => productId as string))].map((id) => {
			const of = named.filter(({ productId }) => productId === id);
			return {
				id,
				time: Math.max(...of.map(({ ts }) => ts)),
				kinds: of.reduce((all, { action }) => all | kinds[action as keyof typeof kinds], 0),
			};
		});
		return {
			key,
			end: Math.max(...own.map(({ ts }) => ts)),
			items: items.toSorted((a, b) => a.time - b.time || before(a.id, b.id)),
		};
	});
};

export interface PlainQuestion {
	readonly items: readonly string[];
	readonly own: string | null;
}

export interface PlainParameters {
	readonly k: number;
	readonly sample: number;
	readonly idf: number;
	readonly lastItems: number;
}

const has = ({ items }: PlainSession, id: string): boolean => items.some((item) => item.id === id);

/** V-SkNN: neighbours and scores, best first. */
export const plainNeighbours = (all: readonly PlainSession[], { items, own }: PlainQuestion, parameters: PlainParameters) => {
	const sessions = all.filter(({ items: some }) => some.length > 0);
	const known = items.filter((id) => sessions.some((session) => has(session, id))).slice(-parameters.lastItems);
	const sharing = sessions.filter((session) => session.key !== own && known.some((id) => has(session, id)));
	const sample = sharing.toSorted((a, b) => b.end - a.end || before(a.key, b.key)).slice(0, parameters.sample);
	const similar = sample.map((session) => {
		let sum = 0;
		let newest = 0;
		for (const [at, id] of known.entries()) {
			if (!has(session, id)) continue;
			sum += ((at + 1) / known.length) ** 2;
			newest = at;
		}
		return { session, similarity: sum / known.length, step: known.length - newest };
	});
	const nearest = similar
		.toSorted((a, b) => b.similarity - a.similarity || b.session.end - a.session.end || before(a.session.key, b.session.key))
		.slice(0, parameters.k);
	const candidates = [...new Set(nearest.flatMap(({ session }) => session.items.map(({ id }) => id)))].filter((id) => !known.includes(id));
	const scored = candidates.map((id) => {
		const rarity = Math.log(sessions.length / sessions.filter((session) => has(session, id)).length);
		let score = 0;
		for (const { session, similarity, step } of nearest)
			if (has(session, id)) score += (similarity + similarity * rarity * parameters.idf) * (1 / step);
		return { id, score };
	});
	return {
		known,
		candidates: sharing.length,
		nearest: nearest.map(({ session: { key }, similarity }) => ({ key, similarity })),
		scored: scored.toSorted((a, b) => b.score - a.score || before(a.id, b.id)),
	};
};

/** Sequential rules after the newest known product. */
export const plainFollows = (all: readonly PlainSession[], { items, own }: PlainQuestion) => {
	const after = items.filter((id) => all.some((session) => has(session, id))).at(-1);
	const others = all.filter((session) => after !== undefined && session.key !== own && has(session, after));
	const ids = [...new Set(others.flatMap(({ items: some }) => some.map(({ id }) => id)))].filter((id) => !items.includes(id));
	const scored = ids.map((id) => {
		const gaps = others.flatMap((session) => {
			const from = session.items.findIndex((item) => item.id === after);
			const to = session.items.findIndex((item) => item.id === id);
			const later = to > from && (session.items[to]?.time as number) > (session.items[from]?.time as number);
			return later && to - from <= 10 ? [to - from] : [];
		});
		let score = 0;
		for (let gap = 1; gap <= 10; gap += 1) score += gaps.filter((one) => one === gap).length / gap;
		return { id, score, sessions: gaps.length };
	});
	return {
		sessions: others.length,
		scored: scored.filter(({ sessions }) => sessions > 0).toSorted((a, b) => b.score - a.score || before(a.id, b.id)),
	};
};

/** Sessions that have the product, most first. */
export const plainPopular = (all: readonly PlainSession[], among: (id: string) => boolean = () => true) => {
	const ids = [...new Set(all.flatMap(({ items }) => items.map(({ id }) => id)))].filter(among);
	const counted = ids.map((id) => ({ id, sessions: all.filter((session) => has(session, id)).length }));
	return counted
		.toSorted((a, b) => b.sessions - a.sessions || before(a.id, b.id))
		.map((one) => ({ ...one, rank: 1 + counted.filter(({ sessions }) => sessions > one.sessions).length }));
};

/** Of the sessions that order a product, those that order the other one too. */
export const plainTogether = (all: readonly PlainSession[], a: string, b: string, own: string | null) => {
	const orders = (session: PlainSession, id: string): boolean => session.items.some((item) => item.id === id && (item.kinds & 4) !== 0);
	const of = all.filter((session) => session.key !== own && orders(session, a));
	return { of: of.length, both: of.filter((session) => orders(session, b)).length };
};

/** Of the newest sight that tells one; of equals the greater text. */
export const plainCategory = (sights: readonly ProductSight[], id: string): string | null => {
	const telling = sights.filter(({ productId, category }) => productId === id && category !== null);
	return telling.toSorted((a, b) => b.ts - a.ts || before(b.category as string, a.category as string))[0]?.category ?? null;
};

const places = ["1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th"];

/** What fills a list, in its order, each with its reason as people read it. */
export const plainFallbacks = (
	sights: readonly ProductSight[],
	all: readonly PlainSession[],
	question: PlainQuestion,
	named: boolean,
): (readonly [id: string, reason: string])[] => {
	const known = question.items.filter((id) => all.some((session) => has(session, id)));
	const rules = plainFollows(all, question);
	const holding = all.filter(({ items }) => items.length > 0).length;
	const ranked = (where: string, category?: string) =>
		plainPopular(all, (id) => category === undefined || plainCategory(sights, id) === category).map(
			({ id, rank, sessions }) => [id, `${places[rank - 1]} in ${where}: in ${sessions} of ${holding} sessions`] as const,
		);
	const categories = new Set(known.toReversed().map((id) => plainCategory(sights, id)));
	return [
		...rules.scored.map(({ id, sessions }) =>
			named
				? ([id, `Follows ${known.at(-1)}! in ${sessions} of ${rules.sessions} sessions`] as const)
				: ([id, `Looked at next in ${sessions} of ${rules.sessions} sessions like this one`] as const),
		),
		...[...categories].flatMap((category) => (category === null ? [] : ranked(category, category))),
		...ranked("the shop"),
	];
};
