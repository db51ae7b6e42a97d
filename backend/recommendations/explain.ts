import type { EventRow } from "../contract/events.js";
import type { Explained, SubjectKind } from "../contract/recommendations.js";
import { type Caller, profileOf } from "../operations.js";
import type { Sighted } from "../store/recommendation-ports.js";
import { choose } from "./choose.js";
import type { RecommendationDeps } from "./deps.js";
import { fromNeighbours, waysOf } from "./drafts.js";
import { stillSold } from "./for-caller.js";
import type { SessionIndex } from "./session-index.js";
import { type SubjectSession, subjectOf } from "./subject.js";
import { ofChoice } from "./wire.js";

export interface Question {
	readonly kind: SubjectKind;
	readonly id: string;
	readonly limit: number;
	readonly in_stock: boolean;
	readonly leave_out_bought: boolean;
}

/** How long an analyst waits for the newest events, ms; what was not read then is told. */
const patience = 5_000;

const whoOf = ({ kind, id }: Question): Sighted => ({
	...(kind === "visitor" && { visitor: id }),
	...(kind === "session" && { sessionId: id }),
	...(kind === "user" && { userId: id }),
});

type Named = { product_id: string; name: string };

const namer =
	(index: SessionIndex, catalog: ReadonlyMap<string, string>) =>
	(id: string): Named => {
		const held = index.productOf(id);
		return { product_id: id, name: catalog.get(id) ?? (held === undefined ? null : index.product(held).name) ?? id };
	};

const textOf = (value: unknown): string | null => (typeof value === "string" && value.trim() !== "" ? value.slice(0, 200) : null);

const entry = (row: EventRow, name: (id: string) => Named): Explained["timeline"][number] => ({
	seq: row.seq,
	at: row.ts,
	event_type: row.event_type,
	action: row.action,
	page: row.page,
	product: row.product_id === null ? null : name(row.product_id),
	price: row.price,
	quantity: row.quantity,
	currency: row.currency,
	search:
		row.action === "products_searched" ? textOf(row.properties["query"] ?? row.properties["search_term"] ?? row.properties["q"]) : null,
});

const shownEvents = 50;

const eventsOf = async ({ store }: RecommendationDeps, session: SubjectSession | null): Promise<EventRow[]> => {
	if (!session) return [];
	const { sessionId, visitor, from, to } = session;
	const whose = sessionId === null ? { visitor, from, to: to + 1 } : { session_id: sessionId };
	const { items } = await store.list({ ...whose, noise: "hide" }, { limit: shownEvents, cursor: null });
	return items.toReversed();
};

/** The newest list that a model made for the account asked about; without one, for whoever asks. */
const modelList = async (store: RecommendationDeps["store"], { kind, id }: Question, caller: Caller): Promise<Explained["model"]> => {
	const profile = profileOf(caller);
	const theirs = kind === "user" ? await store.latestRecommendations(id) : null;
	const own = theirs?.origin === "model" || profile === null ? null : await store.latestRecommendations(profile);
	const saved = own ?? theirs;
	if (saved?.origin !== "model") return null;
	const items = await stillSold(store, saved);
	return {
		chosen_for: saved === theirs ? "account" : "caller",
		created_at: new Date(saved.createdAt).toISOString(),
		items: items.map(({ product_id, name, reason }) => ({ product_id, name, reason })),
	};
};

/** What would be shown, with the counts behind it. Numbers are those of one moment of the index. */
export const explain = async (deps: RecommendationDeps, question: Question, caller: Caller): Promise<Explained> => {
	const { store, live } = deps;
	const started = performance.now();
	const reading = await live.fresh(patience);
	const { index, find } = reading;
	const { session, bought } = await subjectOf(store, index, whoOf(question));
	const evolving = session ?? { items: [], own: null };
	const drafted = fromNeighbours(index, find, evolving);
	const choice = await choose(
		store,
		waysOf(index, evolving, () => drafted.drafts),
		{
			limit: question.limit,
			inStock: question.in_stock,
			own: new Set(evolving.items),
			bought: new Set(question.leave_out_bought ? bought : []),
		},
	);
	const took_ms = performance.now() - started;
	const model = await modelList(store, question, caller);
	const events = await eventsOf(deps, session);
	const ids = [...new Set([...evolving.items, ...bought, ...events.flatMap(({ product_id: id }) => id ?? [])])];
	const name = namer(index, new Map((await store.productsOf(ids)).map((product) => [product.productId, product.name])));
	const { sessions, candidates, neighbours, products, nearest } = drafted;
	return {
		items: choice.items.map((one) => ({ ...ofChoice(one, { named: true }), score: one.draft.score, because: one.draft.because })),
		session: session && { key: session.own, from: session.from, to: session.to, products: evolving.items.map(name) },
		timeline: events.map((row) => entry(row, name)),
		bought: bought.map(name),
		steps: { sessions, candidates, neighbours, products, ...choice.leftOut },
		neighbours: nearest.map(({ shared, others, ...rest }) => ({ ...rest, shared: [...shared], others: [...others] })),
		model,
		catalog: choice.catalog,
		waiting: Math.max(0, reading.newest - reading.seq),
		took_ms,
	};
};
