import type { Database, Link } from "./database.js";
import touches from "./sql/fold/10-touches.sql";
import touchedSpans from "./sql/fold/20-touched-spans.sql";
import affected from "./sql/fold/30-affected-sessions.sql";
import spans from "./sql/fold/40-spans-to-build.sql";
import bounds from "./sql/fold/50-bounds.sql";
import eventsToRead from "./sql/fold/60-events-to-read.sql";
import forgetSessions from "./sql/fold/70-forget-sessions.sql";
import forgetOrderLines from "./sql/fold/71-forget-order-lines.sql";
import bins from "./sql/fold/80-bins.sql";
import pairsChanged from "./sql/fold/81-pairs-changed.sql";
import pairsOfBefore from "./sql/fold/82-pairs-of-before.sql";
import forgetPairs from "./sql/fold/83-forget-pairs.sql";
import pairs from "./sql/fold/84-pairs.sql";
import orderLines from "./sql/order-lines.sql";
import prelude from "./sql/prelude.sql";
import sessionised from "./sql/sessionised.sql";
import sessions from "./sql/sessions.sql";

/** Raise it when the meaning of a kept table changes: the next fold then makes them all again. */
const rules = 2;

/** Events of one step of a fold: bounds its memory, and how long checkpoints and edits wait for it. */
export const defaultStep = 250_000;

const keptTables = ["kept_changes", "kept_bins", "kept_sessions", "kept_order_lines", "kept_pairs"] as const;

interface Span {
	readonly folded: number;
	readonly upto: number;
}

const foldSessions = async (link: Link, { folded, upto }: Span): Promise<void> => {
	await link.exec(touches, { folded, upto });
	for (const sql of [touchedSpans, affected, spans]) await link.exec(sql);
	const { lo, hi } = await link.row(bounds);
	if (typeof lo !== "number" || typeof hi !== "number") return;
	await link.exec(eventsToRead.replace("/*sessionised*/", sessionised), { lo, hi, upto });
	await link.exec(forgetSessions);
	await link.exec(forgetOrderLines);
	await link.exec(`INSERT INTO kept_sessions ${sessions}`);
	await link.exec(`INSERT INTO kept_order_lines ${orderLines}`);
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

/** One step; true when more was stored than it took. Everything it reads and writes is of one transaction, so a crash leaves the step before. */
const step = (link: Link, limit: number): Promise<boolean> =>
	link.transaction(async () => {
		const { folded, newest, changes } = await link.row(
			"SELECT folded_seq AS folded, (SELECT coalesce(max(seq), 0) FROM events) AS newest, (SELECT count(*) FROM kept_changes) AS changes FROM kept_state",
		);
		if (Number(newest) <= Number(folded) && changes === 0) return false;
		const span = { folded: Number(folded), upto: Math.max(Number(folded), Math.min(Number(newest), Number(folded) + limit)) };
		await foldSessions(link, span);
		await link.exec(bins, { ...span });
		await foldPairs(link, span);
		await compactBins(link);
		await link.exec("DELETE FROM kept_changes");
		await link.exec("UPDATE kept_state SET folded_seq = $upto", { upto: span.upto });
		return Number(newest) > span.upto;
	});

const forget = (link: Link): Promise<void> =>
	link.transaction(async () => {
		for (const table of keptTables) await link.exec(`DELETE FROM ${table}`);
		await link.exec("UPDATE kept_state SET folded_seq = 0, rules = $rules", { rules });
	});

/**
 * Brings the kept-up tables nearer to the newest event that is stored, by one step; true when more was stored than it took.
 * The caller keeps edits and other folds away meanwhile.
 */
export const foldStep = (database: Database, limit: number): Promise<boolean> =>
	database.use(async (link) => {
		await link.exec(prelude);
		const state = await link.row("SELECT rules FROM kept_state");
		if (state["rules"] !== rules) await forget(link);
		return step(link, limit);
	});

/** Empties the kept-up tables, so that the next steps make them again. */
export const forgetAll = (database: Database): Promise<void> => database.use(forget);
