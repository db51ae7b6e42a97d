import type { Database, Link } from "./database.js";
import { dayTables, foldDays, type Span } from "./fold-days.js";
import touches from "./sql/fold/10-touches.sql";
import touchedSpans from "./sql/fold/20-touched-spans.sql";
import affected from "./sql/fold/30-affected-sessions.sql";
import spans from "./sql/fold/40-spans-to-build.sql";
import bounds from "./sql/fold/50-bounds.sql";
import eventsToRead from "./sql/fold/60-events-to-read.sql";
import touched from "./sql/fold/70-touched.sql";
import touchAgain from "./sql/fold/71-touch-again.sql";
import bins from "./sql/fold/90-bins.sql";
import pairsChanged from "./sql/fold/91-pairs-changed.sql";
import pairsOfBefore from "./sql/fold/92-pairs-of-before.sql";
import forgetPairs from "./sql/fold/93-forget-pairs.sql";
import pairs from "./sql/fold/94-pairs.sql";
import carts from "./sql/kept/carts.sql";
import items from "./sql/kept/items.sql";
import namedProducts from "./sql/kept/named.sql";
import orderLines from "./sql/kept/order-lines.sql";
import eventPlaces from "./sql/kept/places.sql";
import searches from "./sql/kept/searches.sql";
import sessionPages from "./sql/kept/session-pages.sql";
import sessionProducts from "./sql/kept/session-products.sql";
import sessions from "./sql/kept/sessions.sql";
import tallies from "./sql/kept/tallies.sql";
import touchesOf from "./sql/kept/touches.sql";
import trail from "./sql/kept/trail.sql";
import prelude from "./sql/prelude.sql";
import sessionised from "./sql/sessionised.sql";

/** Raise it when the meaning of a kept table changes: the next fold then makes them all again. */
const rules = 8;

/** Events of one step of a fold: bounds its memory, and how long checkpoints and edits wait for it. */
export const defaultStep = 250_000;

/** Columns of the events that the tables of sessions are made from. The JSON only where something is read from it. */
const columns = `seq, source, event_id, ts, visitor, session_id, user_id, event_type, action, page, utm_source, utm_medium, utm_campaign,
	device, channel, product_id, product_name, product_category, price, quantity, currency, order_id, revenue, total, search_term,
	CASE WHEN search_term IS NOT NULL OR contains(properties, '"products"') THEN properties END AS properties`;

/** What is kept of a session, each table's rows made from `sessionised` and `built_sessions`, in this order. */
const ofSessions = {
	kept_tallies: tallies,
	kept_trail: trail,
	kept_session_pages: sessionPages,
	kept_searches: searches,
	kept_carts: carts,
	kept_order_lines: "FROM built_lines",
	kept_session_products: sessionProducts,
	kept_items: items,
} as const;

const keptTables = ["kept_changes", "kept_bins", "kept_sessions", "kept_pairs", ...Object.keys(ofSessions), ...dayTables];

const foldSessions = async (link: Link, { folded, upto }: Span): Promise<void> => {
	await link.exec(touches, { folded, upto });
	for (const sql of [touchedSpans, affected, spans]) await link.exec(sql);
	const { lo, hi } = await link.row(bounds);
	if (typeof lo !== "number" || typeof hi !== "number") return;
	await link.exec(eventsToRead.replace("/*sessionised*/", sessionised).replaceAll("/*columns*/", columns), { lo, hi, upto });
	for (const [name, sql] of Object.entries({
		event_places: eventPlaces,
		built_sessions: sessions,
		built_lines: orderLines,
		named_products: namedProducts,
	})) {
		await link.exec(`CREATE OR REPLACE TEMP TABLE ${name} AS ${sql}`);
	}
	for (const table of ["kept_sessions", ...Object.keys(ofSessions)]) {
		await link.exec(`DELETE FROM ${table} WHERE session_no IN (SELECT session_no FROM affected)`);
	}
	await link.exec(touched.replace("/*touches*/", touchesOf));
	await link.exec(touchAgain);
	await link.exec("INSERT INTO kept_sessions BY NAME SELECT * FROM built_sessions JOIN touched_sessions USING (session_no)");
	for (const [table, sql] of Object.entries(ofSessions)) await link.exec(`INSERT INTO ${table} BY NAME ${sql}`);
};

const foldPairs = async (link: Link, { folded, upto }: Span): Promise<void> => {
	await link.exec(pairsChanged, { folded, upto });
	for (const sql of [pairsOfBefore, forgetPairs, pairs]) await link.exec(sql);
};

/** Adds up the ledger once it holds twice the rows it needs. */
const compactBins = async (link: Link): Promise<void> => {
	const { rows, needed } = await link.row(
		"SELECT count(*) AS rows, (SELECT count(*) FROM (SELECT 1 FROM kept_bins GROUP BY bin, event_type, action, hidden)) AS needed FROM kept_bins",
	);
	if (Number(rows) < 2 * Number(needed) + 10_000) return;
	await link.exec(
		"CREATE OR REPLACE TEMP TABLE bins_added_up AS SELECT bin, event_type, action, hidden, CAST(sum(n) AS BIGINT) AS n FROM kept_bins GROUP BY ALL HAVING sum(n) <> 0",
	);
	await link.exec("DELETE FROM kept_bins");
	await link.exec("INSERT INTO kept_bins FROM bins_added_up");
};

/** What a step would find: the newest event that it may take is looked for among those that no step took alone. */
const waiting = async (link: Link, limit: number, last: number): Promise<{ folded: number; newest: number; due: boolean }> => {
	const state = await link.row("SELECT folded_seq, (SELECT count(*) FROM kept_changes) AS changes FROM kept_state");
	const folded = Number(state["folded_seq"]);
	const { stored } = await link.row("SELECT coalesce(max(seq), 0) AS stored FROM events WHERE seq > $folded", { folded });
	const newest = Math.min(Number(stored), last);
	return { folded, newest, due: (newest > folded && limit > 0) || Number(state["changes"]) > 0 };
};

/**
 * One step, within the caller's transaction, over no event with a number past `last`; true when more was stored than it took. A limit of 0
 * folds what edits changed alone.
 */
export const foldWithin = async (link: Link, limit: number, last = Infinity): Promise<boolean> => {
	const { folded, newest, due } = await waiting(link, limit, last);
	if (!due) return false;
	const span = { folded, upto: Math.max(folded, Math.min(newest, folded + limit)) };
	await foldSessions(link, span);
	await foldDays(link, span);
	await link.exec(bins, { ...span });
	await foldPairs(link, span);
	await compactBins(link);
	await link.exec("DELETE FROM kept_changes");
	await link.exec("UPDATE kept_state SET folded_seq = $upto", { upto: span.upto });
	return newest > span.upto;
};

/** Everything a step reads and writes is of one transaction, so a crash leaves the step before. */
const step = (link: Link, limit: number, last: number): Promise<boolean> => link.transaction(() => foldWithin(link, limit, last));

const forget = (link: Link): Promise<void> =>
	link.transaction(async () => {
		for (const table of keptTables) await link.exec(`DELETE FROM ${table}`);
		await link.exec("UPDATE kept_state SET folded_seq = 0, rules = $rules", { rules });
	});

/**
 * Brings the kept-up tables nearer to the newest event that is stored and to no event with a number past `last`, by one step; true when
 * more was stored than it took.
 * The caller keeps edits and other folds away meanwhile.
 */
export const foldStep = (database: Database, limit: number, last: number): Promise<boolean> =>
	database.use(async (link) => {
		const state = await link.row("SELECT rules FROM kept_state");
		if (state["rules"] !== rules) await forget(link);
		// Every question comes by here, mostly with nothing to fold: planning the functions of the prelude took half of its time.
		else if (!(await waiting(link, limit, last)).due) return false;
		await link.exec(prelude);
		return step(link, limit, last);
	});

/** Empties the kept-up tables, so that the next steps make them again. */
export const forgetAll = (database: Database): Promise<void> => database.use(forget);
