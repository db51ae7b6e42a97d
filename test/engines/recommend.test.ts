import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Because } from "../../backend/contract/recommendations.js";
import { fromFallbacks } from "../../backend/recommendations/drafts.js";
import { neighbourFacts, reasonText } from "../../backend/recommendations/facts.js";
import { follows, popular } from "../../backend/recommendations/fallbacks.js";
import { openFinder } from "../../backend/recommendations/neighbours.js";
import { bounds } from "../../backend/recommendations/parameters.js";
import { type HeldSession, openSessionIndex, type SessionIndex } from "../../backend/recommendations/session-index.js";
import type { ProductSight } from "../../backend/store/recommendation-ports.js";
import { onRandomCases } from "./oracle/random.js";
import {
	type PlainSession,
	plainCategory,
	plainFallbacks,
	plainFollows,
	plainNeighbours,
	plainPopular,
	plainSessions,
	plainTogether,
} from "./oracle/recommend.js";

const minute = 60_000;
const actions = ["product_viewed", "product_viewed", "product_added", "order_completed"] as const;
const productIds = Array.from({ length: 9 }, (_, at) => `p${at}`);

/** Moments meet the half hour exactly and by a millisecond on both sides, and many are equal. */
const moment = fc
	.tuple(fc.integer({ min: 0, max: 7 }), fc.constantFrom(-1, 0, 0, 1, minute, 5 * minute))
	.map(([halves, more]) => 1_700_000_000_000 + halves * 30 * minute + more);

const sight = fc
	.record({
		ts: moment,
		visitor: fc.constantFrom("v1", "v2", "v3"),
		sessionId: fc.constantFrom("a", "b", "c", "d", "e", null, null, null),
		action: fc.constantFrom(...actions, null),
		productId: fc.constantFrom(...productIds),
		category: fc.constantFrom("Tea", "Cups", null),
	})
	.map(({ action, productId, category, ...rest }): ProductSight => {
		const named = action !== null;
		return {
			...rest,
			seq: 0,
			action,
			productId: named ? productId : null,
			name: named ? `${productId}!` : null,
			category: named ? category : null,
		};
	});

const question = fc.record({
	sights: fc.array(sight, { minLength: 1, maxLength: 60 }),
	shuffled: fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
	lot: fc.integer({ min: 1, max: 20 }),
	ranked: fc.integer({ min: 1, max: 6 }),
	popularest: fc.integer({ min: 1, max: 7 }),
	items: fc.uniqueArray(fc.constantFrom(...productIds, "unknown"), { maxLength: 5 }),
	own: fc.constantFrom("s:a", "s:zzz", null),
	k: fc.integer({ min: 1, max: 6 }),
	sample: fc.integer({ min: 1, max: 8 }),
	idf: fc.constantFrom(0, 1, 5),
	lastItems: fc.integer({ min: 1, max: 5 }),
});

const fed = (sights: readonly ProductSight[], lot: number, ranked: number): SessionIndex => {
	const index = openSessionIndex({ ...bounds, ranked });
	for (let at = 0; at < sights.length; at += lot) index.take(sights.slice(at, at + lot));
	return index;
};

const heldBy = (index: SessionIndex): HeldSession[] =>
	Array.from({ length: index.slots }, (_, slot) => slot)
		.filter((slot) => index.isHeld(slot))
		.map((slot) => index.session(slot))
		.toSorted((a, b) => (a.key < b.key ? -1 : 1));

const factsOf = (index: SessionIndex, found: ReturnType<ReturnType<typeof openFinder>>, own: string | null) => {
	const products = found.scored.map(({ product }) => product);
	const facts = neighbourFacts(index, found, { products, own: own === null ? undefined : index.slotOfKey(own) });
	return products.map((product) => ({ product, because: facts.get(product) }));
};

/** The reason that the counts of all sessions give. */
const plainFact = (
	plain: readonly PlainSession[],
	{ known, nearest }: ReturnType<typeof plainNeighbours>,
	{ id, own }: { readonly id: string; readonly own: string | null },
): { readonly because: Because } => {
	const most = known
		.toReversed()
		.map((other) => ({ other, ...plainTogether(plain, other, id, own) }))
		.reduce((best, one) => (one.both > best.both ? one : best), { other: "", of: 0, both: 0 });
	const ordering = plain.filter(({ key, items }) => key !== own && items.some(({ kinds }) => (kinds & 4) !== 0)).length;
	const { other, both, of } = most;
	if (both >= 2)
		return {
			because: { kind: "together", product: { product_id: other, name: `${other}!` }, sessions: both, of: ordering, with_product: of },
		};
	const near = plain.filter(({ key }) => nearest.some((one) => one.key === key));
	const times = (bit: number): number =>
		near.filter(({ items }) => items.some((item) => item.id === id && (item.kinds & bit) !== 0)).length;
	const counts = { ordered: times(4), added: times(2), viewed: times(1) };
	const most3 = Math.max(...Object.values(counts));
	const act = (["ordered", "added", "viewed"] as const).find((one) => counts[one] >= most3 / 3) ?? "viewed";
	return { because: { kind: "neighbours", act, sessions: counts[act], of: nearest.length } };
};

const byKey = (sessions: readonly PlainSession[]): PlainSession[] => sessions.toSorted((a, b) => (a.key < b.key ? -1 : 1));

describe("session neighbours against a count of everything", () => {
	onRandomCases("the index holds the sessions, and finds the neighbours and products, of the definition", question, {
		cases: 1_200,
		judge: async ({ sights, shuffled, lot, ranked, popularest, items, own, ...few }) => {
			const parameters = { ...few, steps: 10 };
			const arrivals = sights
				.map((one, at) => ({ one, at: shuffled[at] as number }))
				.toSorted((a, b) => a.at - b.at)
				.map(({ one }) => one);
			const plain = plainSessions(sights);
			const wanted = plainNeighbours(plain, { items, own }, parameters);
			for (const index of [fed(sights, sights.length, ranked), fed(arrivals, lot, ranked)]) {
				const id = (product: number): string => index.product(product).id;
				expect(heldBy(index)).toEqual(byKey(plain));
				const found = openFinder(index)({ items, own }, { parameters, wanted: 4 });
				expect({
					known: found.known.map(id),
					candidates: found.candidates,
					nearest: found.nearest.map(({ slot, similarity }) => ({ key: index.keyOf(slot), similarity })),
					scored: found.scored.map(({ product, score }) => ({ id: id(product), score })),
				}).toEqual({ ...wanted, scored: wanted.scored.slice(0, 4) });
				expect(found.found).toBe(wanted.scored.length);
				for (const { product, ...fact } of factsOf(index, found, own)) {
					expect(fact).toEqual(plainFact(plain, wanted, { id: id(product), own }));
				}
				const rules = follows(index, { items, own }, 20);
				const plainRules = plainFollows(plain, { items, own });
				expect(rules.sessions).toBe(plainRules.sessions);
				expect(rules.scored.map(({ product, ...rest }) => ({ id: id(product), ...rest }))).toEqual(plainRules.scored);
				expect(index.ordering).toBe(plain.filter((session) => session.items.some(({ kinds }) => (kinds & 4) !== 0)).length);
				for (const category of [undefined, "Tea", "Cups"]) {
					const all = plainPopular(plain, (one) => category === undefined || plainCategory(sights, one) === category);
					for (const wanted of [popularest, 20])
						expect(popular(index, wanted, category).map(({ product, ...rest }) => ({ id: id(product), ...rest }))).toEqual(
							all.slice(0, wanted),
						);
				}
				const told = [...fromFallbacks(index, { items, own })].flat();
				for (const named of [true, false])
					expect(told.map((one) => [one.id, reasonText(one.because, { named })])).toEqual(
						plainFallbacks(sights, plain, { items, own }, named),
					);
			}
		},
	});
});

const view = (sessionId: string, productId: string, ts: number): ProductSight => ({
	seq: 0,
	ts,
	visitor: sessionId,
	sessionId,
	action: "product_viewed",
	productId,
	name: null,
	category: null,
});

describe("the index's bounds", () => {
	test("of more sessions than may be held, the newest stay, as if the others had never been", () => {
		const index = openSessionIndex({ sessions: 50, itemsOfSession: 100 });
		const sights = Array.from({ length: 400 }, (_, at) => view(`s${at}`, `p${at % 23}`, 1_000 + at));
		for (let at = 0; at < sights.length; at += 7) index.take(sights.slice(at, at + 7));
		const held = heldBy(index);
		expect(held.length).toBeGreaterThanOrEqual(50);
		expect(held.length).toBeLessThanOrEqual(62);
		const plain = plainSessions(sights.slice(-held.length));
		expect(held).toEqual(byKey(plain));
		expect(index.held).toBe(held.length);
		const parameters = { k: 9, sample: 20, idf: 5, lastItems: 20, steps: 10 };
		const asked = { items: ["p1", "p2"], own: null };
		const found = openFinder(index)(asked, { parameters, wanted: 50 });
		expect(found.candidates).toBe(plainNeighbours(plain, asked, parameters).candidates);
	});

	test("products that no held session has are forgotten, and their numbers used again", () => {
		const index = openSessionIndex({ sessions: 50, itemsOfSession: 100 });
		for (let at = 0; at < 5_000; at += 1) index.take([view(`s${at}`, `only-${at}`, at)]);
		expect(index.products.length).toBeLessThan(150);
		expect(index.productOf("only-1")).toBeUndefined();
		expect(index.productOf("only-4999")).toBeDefined();
		expect(index.slots).toBeLessThan(150);
	});

	test("of a session of more products than may be held, the newest stay", () => {
		const index = openSessionIndex({ sessions: 50, itemsOfSession: 3 });
		for (const [at, id] of ["a", "b", "c", "d", "a", "e"].entries()) index.take([view("s", id, at)]);
		expect(heldBy(index)[0]?.items.map(({ id }) => id)).toEqual(["d", "a", "e"]);
		expect(index.product(index.productOf("b") as number).sessions).toBe(0);
		expect([...index.postings(index.productOf("b") as number)]).toEqual([]);
	});
});

const ordinal = (rank: number): string => {
	const suffix = { zero: "th", one: "st", two: "nd", few: "rd", many: "th", other: "th" }[
		new Intl.PluralRules("en", { type: "ordinal" }).select(rank)
	];
	return `${new Intl.NumberFormat("en").format(rank)}${suffix}`;
};

/** By the products that each session has, whatever keeps the order. */
const ranking = (index: SessionIndex, category?: string) =>
	plainPopular(heldBy(index), (id) => category === undefined || index.product(index.productOf(id) as number).category === category);

const ranked = (index: SessionIndex, wanted: number, category?: string) =>
	popular(index, wanted, category).map(({ product, ...rest }) => ({ id: index.product(product).id, ...rest }));

describe("the order of popularity", () => {
	test("of equals on both sides of the 400 that are looked at, the first by id are told, each with its rank in words", () => {
		const index = openSessionIndex();
		/** 390 products in two sessions, 1,100 in one: more than are kept, and taken in against the order of their ids. */
		const ids = Array.from({ length: 1_490 }, (_, at) => `p${String(1_489 - at).padStart(4, "0")}`);
		const seen = (session: string, id: string) => ({
			...view(session, id, 1_000),
			category: Number(id.slice(1)) % 2 === 0 ? "Even" : "Odd",
		});
		for (const [nth, id] of ids.entries()) index.take([seen(`s${nth % 97}`, id)]);
		const twice = ids.filter((id) => Number(id.slice(1)) % 3 === 1).slice(0, 390);
		for (const id of twice) index.take([seen("again", id)]);
		const once = ids.filter((id) => !twice.includes(id)).toSorted();
		const told = [...fromFallbacks(index, { items: [], own: null })].flat();
		expect(told.map(({ id, because }) => [id, reasonText(because, { named: true })])).toEqual([
			...twice.toSorted().map((id) => [id, "1st in the shop: in 2 of 98 sessions"]),
			...once.slice(0, 10).map((id) => [id, "391st in the shop: in 1 of 98 sessions"]),
		]);
		for (const category of [undefined, "Even", "Odd"])
			for (const wanted of [1, 399, 400, 401, 800, 801, 1_490])
				expect(ranked(index, wanted, category)).toEqual(ranking(index, category).slice(0, wanted));
	});

	test("sessions that go, products that are forgotten and categories that change leave it as a count of all would", () => {
		const index = openSessionIndex({ sessions: 60, itemsOfSession: 4, ranked: 6 });
		const [at] = fc.sample(fc.array(fc.nat(), { minLength: 9_000, maxLength: 9_000 }), { numRuns: 1, seed: 7 }) as [number[]];
		for (let nth = 0; nth < 3_000; nth += 1) {
			const [a, b, c] = [at[nth * 3], at[nth * 3 + 1], at[nth * 3 + 2]] as [number, number, number];
			/** What is looked at moves on, so that the popular fall behind and others come. */
			const product = `p${Math.floor(nth / 250) * 3 + Math.min(a % 40, b % 40)}`;
			index.take([{ ...view(`s${Math.floor(nth / 3) - (c % 3)}`, product, nth), category: ["Tea", "Cups", null][c % 3] ?? null }]);
			if (nth % 7 > 0) continue;
			for (const category of [undefined, "Tea", "Cups"])
				for (const wanted of [3, 5, 6, 9]) expect(ranked(index, wanted, category)).toEqual(ranking(index, category).slice(0, wanted));
		}
	});

	test.each([1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 101, 111, 112, 113, 1_001, 1_011, 12_312])(
		"place %i is told as English counts",
		(rank) => {
			expect(reasonText({ kind: "popular", rank, sessions: 4_000, of: 12_345 }, { named: false })).toBe(
				`${ordinal(rank)} in the shop: in 4,000 of 12,345 sessions`,
			);
		},
	);
});
