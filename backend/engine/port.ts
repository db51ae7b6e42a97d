import type { AppliedFilter } from "../contract/analysis.js";
import type { Judgement } from "../store/noise-port.js";

/**
 * Runs the metrics. A metric is one SQL text that reads the relations below by name and takes `:from`, `:to`
 * (epoch ms, already bound by the relations), `:tz` and its own parameters; the engine binds, never splices.
 *
 * Relations, each already filtered by noise, range and scope:
 * - `ev`: events whose ts lies in [from, to). Columns: seq, source, event_id, ts, visitor, user_id, session_id, event_type,
 *   action, page, product_id, product_name, product_category, price, quantity, currency, order_id, revenue, total, search_term,
 *   utm_source, utm_medium, utm_campaign, utm_term, utm_content, referrer, channel, device, properties (JSON text: all else that was sent), and `person` (user_id; else the one user ever linked to the
 *   visitor, in any event that is not noise; else the visitor).
 * - `ses`: sessions that start in [from, to), whole, built from all events that are not noise. One row each: session_key, visitor
 *   (of its first event by ts, event_id), start_ts, end_ts, events, page_events (events with a page), distinct_pages,
 *   repeats_page (sees a page twice), entry_page, exit_page, has_order, and by steps, in (ts, event_id) order, each step a
 *   different event: shop_depth (1 = session only … 5 = ordered), journey_depth (0 … 6), has_home, has_product, has_search,
 *   home_to_product, product_to_checkout, home_to_checkout, search_to_product (booleans: the second after the first).
 *   And where it came from: user_id (the first not null of its events), channel (the first not null of its events, else 'direct'),
 *   utm_source, utm_medium, utm_campaign (all three of its first event that carries any of them), device (the first not null).
 *   "First" is always by (ts, event_id, source).
 * - `touches`: one row a session of `ses`, with all its columns and: first_start (start_ts of the visitor's first session ever, by
 *   (start_ts, session_key), also before `from`), is_new (this session is that one), visit (1 for
 *   that one, 2 for the visitor's next …), prev_start (start_ts of the visit before, also before `from`; null for the first), first_channel, first_utm_source,
 *   first_utm_medium, first_utm_campaign (of that session); last_channel, last_utm_source … (of the visitor's last session up to and
 *   with this one whose channel is not direct; of this one where there is none).
 * - `any_ev`: `ev` of any time, without `person`; to be joined by seq with what tells a range itself.
 * - `evs`: all events of the sessions in `ses`: the columns of `ev` and session_key.
 * - `trail`: the same events, narrow and with their place in their session by (ts, event_id, source), from 1: session_no, start_ts (of the
 *   session), nth, seq, ts, event_type, action, page. No `by_value`.
 * - `tallies`: `ev` counted by session, visitor, user and type: session_no, visitor, user_id, person, event_type, events, first_ts,
 *   last_ts. A fraction of the rows of `ev`, and exact: counts of events, visitors, users and persons come from here.
 * - `people`: `tallies` added up over sessions and types, which are few rows beside it: visitor, user_id, person, events, first_ts, last_ts.
 * - `ses_tallies`: `tallies` of `evs`, and leads: true of one row of each session, type and `by_value`, so that counting it counts sessions.
 * - `ses_pages`: one row a session of `ses` and page: session_key, visitor, start_ts, page, views (its events with that page).
 * - `paths`: one row a session of `ses` with a page: session_key, visitor, start_ts, pages (list: its pages in order, repeats in a
 *   row taken once, at most the first 100).
 * - `ses_products`: one row a session of `ses` and product: session_key, visitor, start_ts, product_id, views, adds, removes (events
 *   product_viewed, product_added, product_removed that name it, as own product or in products[]), orders (distinct order_key).
 * - `carts`: sessions of `ses` that add to a cart or take from it, one row each currency of what had a price there, and one with worth
 *   null where nothing had: session_no, session_key, visitor, start_ts, step (the furthest after the first add since the session's last
 *   order: 1 added, 2 cart seen, 3 checkout, 4 payment told; 5 nothing added since that order; 0 nothing ever added), currency, worth
 *   (since that order: added less removed, price × quantity, 1 when missing).
 * - `items`: one row an item of an order, refund or cancel event in [from, to): ts, source, event_id, kind, order_key, session_key,
 *   currency, product_id, product_name, product_category, quantity (1 when missing, null when it is no number), amount (price ×
 *   quantity, null without a price; signed like order_lines). An item is the event's own product_id; without one, each entry of
 *   its products[] that names a product (product_id, productId, sku, item_id or id).
 * - `searches`: one row an event that carries a search_term, not of blanks alone, in [from, to): ts, session_key, visitor, source,
 *   event_id, start_ts (of its session), then_product (a product is seen later in its session: action product_viewed, or a product page
 *   by no other action), term (trimmed, lower case, inner blanks single), results (the whole number in its property results, result_count,
 *   results_count, number_of_results or search_results; null when none tells one).
 * - `order_lines`: one row an order, refund or cancel event in [from, to): seq, source, event_id, ts, kind ('order', 'refund', 'cancel'), order_key
 *   (equal for lines of one order), session_key, currency, amount (DECIMAL: revenue, else price × quantity, else total).
 * - `bins`: counts of `ev` by quarter hour (all offsets since 2000 are multiples of it): bin (epoch ms of its start),
 *   event_type, action, events. Exact also where from or to cuts a quarter hour.
 * - `product_counts`: events of `ev` that name a product as their own, counted: product_id, events, viewed, added, bought (of them
 *   product_viewed, product_added, order_completed).
 * - `page_counts`: events of `ev` with a page, counted: page, events.
 * - `told_names`: events of `ev` that tell the name or the category of their own product: product_id, product_name, product_category, ts,
 *   event_id, source. Not all: of each product at least the newest that tells a name, and the newest that tells a category.
 * - `noise_ev`: events in [from, to) that the noise filter hides or would hide: ts, source, reason (the first reason, or
 *   `source:<name>`).
 * `ses`, `touches`, `tallies`, `ses_tallies`, `ses_pages`, `ses_products`, `carts`, `order_lines`, `items` and `searches` have session_no too:
 * a number that stands for the session within a run. Join and count by it rather than by session_key, which is text, and of which
 * (as of `visitor`) `ses_pages`, `ses_products` and `carts` pay a join with `ses` wherever the question names it.
 * With `by`, each relation has `by_value` (text): of `ev`, `evs`, `tallies`, `people`, `ses_tallies`, `searches`, `bins`, `product_counts`, `page_counts` and `noise_ev` the event's own value; of `ses`
 * and what is one row a session (and page or product) the first not null of the session's events; of `order_lines` and `items` the order event's. Without `by`
 * it is there too, and null. Numbers and booleans of properties read as JSON writes them; lists and objects as JSON.
 * Functions of the prelude: local_ts(ts, tz), local_day, local_hour, local_week, ratio(a, b), idiv(a, b), page_kind(page),
 * property_text(properties, pointer) (the text that `by_value` would be, at a JSON pointer), moment(ts, event_id, source) (orders events), plain_term(text),
 * and of a list size_of(list), nth(list, place) (1 is the first, null outside), place_of(list, value) (null where it is not).
 */
export interface Query {
	readonly name: string;
	readonly sql: string;
	readonly params?: Readonly<Record<string, string | number | boolean | null>>;
	readonly by?: By;
}

/** What rows are broken down by: a typed column of the events, or a path into their other properties, in which a number names an element of a list too, from 0. */
export type By = (
	| { readonly kind: "column"; readonly column: (typeof byColumns)[number] }
	| { readonly kind: "property"; readonly path: readonly string[] }
) & { readonly only?: ByOnly };

/** The values that stay apart. Every other one becomes `others`; a missing one stays missing. */
export interface ByOnly {
	readonly values: readonly string[];
	readonly others: string;
}

export const byColumns = [
	"action",
	"channel",
	"currency",
	"device",
	"event_type",
	"page",
	"product_category",
	"product_id",
	"referrer",
	"search_term",
	"source",
	"user_id",
	"utm_campaign",
	"utm_content",
	"utm_medium",
	"utm_source",
	"utm_term",
] as const;

/** A JSON pointer (RFC 6901) to what a path of names leads to: how properties are asked for, as property_text is. */
export const pointerOf = (path: readonly string[]): string =>
	path.map((name) => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** Cells: numbers (integers up to 2^53, decimals as numbers), text, booleans, null, and lists of these. */
export type Cell = string | number | boolean | null | readonly Cell[];
export type Row = Readonly<Record<string, Cell>>;

export interface Scope extends AppliedFilter {
	/** A customer sees only events verified as their own; null sees all. */
	readonly user: string | null;
}

/** One consistent snapshot: every query of a run sees the same events, including all acknowledged before `open`. */
export interface EngineRun {
	/** Rows in the query's own order. Rejects with AppError `cancelled` once the signal aborts. */
	query(query: Query): Promise<Row[]>;
	/** What a reader of the answer has to know of the snapshot, for people; none where it holds all that was acknowledged before. */
	readonly notes?: readonly string[];
	close(): Promise<void>;
}

export interface TrialRequest<T> {
	readonly scope: Scope;
	readonly judgement: Judgement;
	readonly ask: (run: Pick<EngineRun, "query">) => Promise<T>;
	readonly signal?: AbortSignal | undefined;
}

export interface AnalysisEngine {
	readonly name: string;
	open(scope: Scope, signal?: AbortSignal): Promise<EngineRun>;
}

export interface TrialEngine {
	/**
	 * Asks twice over the same events: as they are, and as if a judgement's events were hidden. Nothing of it stays. Edits and the start of
	 * other runs wait meanwhile. Rejects with AppError `cancelled` once the signal aborts.
	 */
	trial<T>(request: TrialRequest<T>): Promise<{ readonly now: T; readonly without: T }>;
}
