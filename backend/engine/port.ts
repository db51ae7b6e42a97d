import type { AppliedFilter } from "../contract/analysis.js";

/**
 * Runs the metrics. A metric is one SQL text that reads the relations below by name and takes `:from`, `:to`
 * (epoch ms, already bound by the relations), `:tz` and its own parameters; the engine binds, never splices.
 *
 * Relations, each already filtered by noise, range and scope:
 * - `ev`: events whose ts lies in [from, to). Columns: seq, source, event_id, ts, visitor, user_id, session_id, event_type,
 *   action, page, product_id, product_name, price, quantity, currency, order_id, revenue, total, search_term, and `person`
 *   (user_id; else the one user ever linked to the visitor, in any event that is not noise; else the visitor).
 * - `ses`: sessions that start in [from, to), whole, built from all events that are not noise. One row each: session_key, visitor
 *   (of its first event by ts, event_id), start_ts, end_ts, events, page_events (events with a page), distinct_pages,
 *   repeats_page (sees a page twice), entry_page, exit_page, has_order, and by steps, in (ts, event_id) order, each step a
 *   different event: shop_depth (1 = session only … 5 = ordered), journey_depth (0 … 6), has_home, has_product, has_search,
 *   home_to_product, product_to_checkout, home_to_checkout, search_to_product (booleans: the second after the first).
 * - `evs`: all events of the sessions in `ses`: the columns of `ev` and session_key.
 * - `order_lines`: one row an order, refund or cancel event in [from, to): ts, kind ('order', 'refund', 'cancel'), order_key
 *   (equal for lines of one order), session_key, currency, amount (DECIMAL: revenue, else price × quantity, else total).
 * - `bins`: counts of `ev` by quarter hour (all offsets since 2000 are multiples of it): bin (epoch ms of its start),
 *   event_type, action, events. Exact also where from or to cuts a quarter hour.
 * - `noise_ev`: events in [from, to) that the noise filter hides or would hide: ts, source, reason (the first reason, or
 *   `source:<name>`).
 * Functions of the prelude: local_ts(ts, tz), local_day, local_hour, local_week, ratio(a, b), idiv(a, b), page_kind(page).
 */
export interface Query {
	readonly name: string;
	readonly sql: string;
	readonly params?: Readonly<Record<string, string | number | boolean | null>>;
}

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
	close(): Promise<void>;
}

export interface AnalysisEngine {
	readonly name: string;
	open(scope: Scope, signal?: AbortSignal): Promise<EngineRun>;
}
