import { AppError } from "../../contract/errors.js";
import type { Link } from "../../store/duckdb/database.js";
import { cancelled, closed } from "../../store/duckdb/failures.js";
import { foldWithin } from "../../store/duckdb/fold.js";
import { linkOf } from "../../store/duckdb/judge.js";
import { foldedSeq } from "../../store/duckdb/kept.js";
import type { DuckStore } from "../../store/duckdb/open.js";
import logTried from "../../store/duckdb/sql/noise/log-tried.sql";
import hideTried from "../../store/duckdb/sql/noise/try.sql";
import prelude from "../../store/duckdb/sql/prelude.sql";
import sessionised from "../../store/duckdb/sql/sessionised.sql";
import type { Params } from "../../store/duckdb/values.js";
import type { AnalysisEngine, EngineRun, Scope, TrialEngine, TrialRequest } from "../port.js";
import { byParams } from "../relation-text.js";
import { openFunctions } from "./functions.js";
import cut from "./relations/cut.sql";
import { compose, runTables, type Source } from "./relations.js";
import variantEvents from "./variants/events.sql";

const quarter = 900_000;
const day = 86_400_000;
/** Far enough for any event time, and still exact as a number. */
const farPast = -8_640_000_000_000_000;
const farFuture = 8_640_000_000_000_000;

/**
 * A range in whole steps of `grain`, and the cut steps at its ends: [from, headEnd) and [tailStart, to). Both lie in one step when the
 * range is shorter than that; first and end are then the same.
 */
const wholeSteps = (from: number, to: number, grain: number) => {
	const first = Math.ceil(from / grain) * grain;
	const end = Math.max(first, Math.floor(to / grain) * grain);
	const headEnd = Math.min(first, to);
	return { first, end, headEnd, tailStart: Math.max(end, from, headEnd) };
};

/** Everything that relations may ask for; a text is given what it takes. */
const scopeParams = (scope: Scope, folded: number): Params => {
	const from = scope.from ?? farPast;
	const to = scope.to ?? farFuture;
	const bins = wholeSteps(from, to, quarter);
	const days = wholeSteps(from, to, day);
	return {
		from,
		to,
		tz: scope.tz,
		folded,
		user: scope.user,
		show: scope.noise === "show",
		sessions_gap: scope.sessions === "gap",
		visitor_user: scope.visitor === "user",
		first_bin: bins.first,
		end_bin: bins.end,
		head_end: bins.headEnd,
		tail_start: bins.tailStart,
		first_day: days.first,
		end_day: days.end,
		day_head_end: days.headEnd,
		day_tail_start: days.tailStart,
	};
};

/** Kept-up tables answer the usual question: sessions as clients tell them, visitors as they are, and no noise, or none to hide. */
const sourceOf = async (scope: Scope, link: Link): Promise<Source> => {
	if (scope.sessions !== "client" || scope.visitor !== "default" || scope.user !== null) return "variant";
	const kept = scope.from === null && scope.to === null ? "kept of all time" : "kept";
	if (scope.noise === "hide") return kept;
	return (await link.rows("SELECT 1 AS one FROM events WHERE hidden LIMIT 1")).length > 0 ? "variant" : kept;
};

const buildVariant = async (link: Link, params: Params): Promise<void> => {
	await link.exec(prelude);
	const { folded = 0, show = false, sessions_gap = false, visitor_user = false, user = null } = params;
	const asked = { folded, show, sessions_gap, visitor_user, user };
	await link.exec(`CREATE TEMP TABLE run_sessionised AS ${variantEvents.replace("/*sessionised*/", sessionised)}`, asked);
	for (const [name, sql] of Object.entries(runTables)) await link.exec(`CREATE TEMP TABLE ${name} AS ${sql}`);
};

/** Where the sessions that the range cuts may have events in it. */
const cutParams = async (link: Link, { from = 0, to = 0 }: Params): Promise<Params> => {
	const { head_end, tail_start } = await link.row(cut, { from, to });
	const headEnd = Math.min(Number(head_end), Number(to));
	return { cut_head_end: headEnd, cut_tail_start: Math.max(Number(tail_start), headEnd) };
};

interface Opened {
	readonly link: Link;
	readonly params: Params;
	readonly source: Source;
}

/** Folds, then opens the snapshot before an edit or another fold can come between. */
const snapshot = (store: DuckStore, link: Link, signal: AbortSignal | undefined): Promise<number> =>
	store.kept.fresh(async () => {
		await link.exec("BEGIN TRANSACTION READ ONLY");
		return foldedSeq(link);
	}, signal);

const begin = async (store: DuckStore, scope: Scope, link: Link, signal: AbortSignal | undefined): Promise<Opened> => {
	const params = scopeParams(scope, await snapshot(store, link, signal));
	const source = await sourceOf(scope, link);
	if (source === "variant") await buildVariant(link, params);
	return { link, params: source === "kept" ? { ...params, ...(await cutParams(link, params)) } : params, source };
};

const makeRun = ({ link, params, source }: Opened, signal: AbortSignal | undefined): EngineRun => {
	let open = true;
	let last: Promise<unknown> = Promise.resolve();
	const missing = openFunctions();
	const ask = async ({ name, sql, params: own = {}, by }: Parameters<EngineRun["query"]>[0]) => {
		if (signal?.aborted) throw cancelled();
		if (!open) throw closed();
		const { sql: text, takes } = compose(sql, source, by);
		const all = { ...params, ...own, ...byParams(by) };
		const given = Object.fromEntries(Object.entries(all).filter(([key]) => takes(key)));
		const functions = missing(text);
		try {
			if (functions !== null) await link.exec(functions);
			return await link.rows(text, given);
		} catch (error) {
			if (signal?.aborted) throw cancelled();
			if (error instanceof AppError) throw error;
			throw new Error(`The metric ${name} could not be computed.`, { cause: error });
		}
	};
	return {
		query: (query) => {
			// One statement at a time on a connection.
			const result = last.then(() => ask(query));
			last = result.catch(() => undefined);
			return result;
		},
		close: async () => {
			if (!open) return;
			open = false;
			await last;
			await link.exec("ROLLBACK").catch(() => 0); // Nothing was written; closing the connection ends it in any case.
			link.close();
		},
	};
};

/** Hides, folds and asks in a transaction that is rolled back. No fold and no edit comes in between, so that nothing meets its changes. */
const tryOut = async <T>(store: DuckStore, { scope, judgement, ask, signal }: TrialRequest<T>): Promise<{ now: T; without: T }> => {
	const link = linkOf(judgement);
	await link.exec(prelude);
	return store.kept.fresh(async () => {
		const opened = async (): Promise<T> => {
			const params = scopeParams(scope, await foldedSeq(link));
			const source = await sourceOf(scope, link);
			return ask(makeRun({ link, params: source === "kept" ? { ...params, ...(await cutParams(link, params)) } : params, source }, signal));
		};
		await link.exec("BEGIN TRANSACTION");
		try {
			const now = await opened();
			await link.exec(logTried);
			await link.exec(hideTried);
			await foldWithin(link, 0);
			return { now, without: await opened() };
		} finally {
			await link.exec("ROLLBACK");
		}
	}, signal);
};

const trial = async <T>(store: DuckStore, request: TrialRequest<T>): Promise<{ now: T; without: T }> => {
	const { judgement, signal, scope } = request;
	if (signal?.aborted) throw cancelled();
	if (scope.noise !== "hide" || scope.user !== null || scope.sessions !== "client" || scope.visitor !== "default")
		throw new Error("A trial answers the usual question alone: noise hidden, of everybody.");
	const stop = (): void => linkOf(judgement).interrupt();
	signal?.addEventListener("abort", stop, { once: true });
	try {
		return await tryOut(store, request);
	} catch (error) {
		throw signal?.aborted ? cancelled() : error;
	} finally {
		signal?.removeEventListener("abort", stop);
	}
};

/** The engine of the embedded store's own file. */
export const openDuckEngine = (store: DuckStore): AnalysisEngine & TrialEngine => ({
	name: "duckdb",
	trial: (request) => trial(store, request),
	open: async (scope, signal) => {
		if (signal?.aborted) throw cancelled();
		const link = await store.database.link();
		const stop = (): void => link.interrupt();
		signal?.addEventListener("abort", stop, { once: true });
		const leave = (): void => signal?.removeEventListener("abort", stop);
		try {
			const run = makeRun(await begin(store, scope, link, signal), signal);
			return {
				query: run.query,
				close: async () => {
					await run.close();
					leave();
				},
			};
		} catch (error) {
			leave();
			link.close();
			throw signal?.aborted ? cancelled() : error;
		}
	},
});
