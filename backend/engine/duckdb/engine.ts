import { AppError } from "../../contract/errors.js";
import type { Link } from "../../store/duckdb/database.js";
import { cancelled, closed } from "../../store/duckdb/failures.js";
import { foldedSeq } from "../../store/duckdb/kept.js";
import type { DuckStore } from "../../store/duckdb/open.js";
import orderLines from "../../store/duckdb/sql/order-lines.sql";
import prelude from "../../store/duckdb/sql/prelude.sql";
import sessionised from "../../store/duckdb/sql/sessionised.sql";
import sessions from "../../store/duckdb/sql/sessions.sql";
import type { Params } from "../../store/duckdb/values.js";
import type { AnalysisEngine, EngineRun, Scope } from "../port.js";
import { compose, type Source } from "./relations.js";
import variantEvents from "./variants/events.sql";

const quarter = 900_000;
/** Far enough for any event time, and still exact as a number. */
const farPast = -8_640_000_000_000_000;
const farFuture = 8_640_000_000_000_000;

const downToBin = (ts: number): number => Math.floor(ts / quarter) * quarter;
const upToBin = (ts: number): number => Math.ceil(ts / quarter) * quarter;

/** Everything that relations may ask for; a text is given what it takes. */
const scopeParams = (scope: Scope, folded: number): Params => {
	const from = scope.from ?? farPast;
	const to = scope.to ?? farFuture;
	const firstBin = upToBin(from);
	const endBin = Math.max(firstBin, downToBin(to));
	return {
		from,
		to,
		tz: scope.tz,
		folded,
		user: scope.user,
		show: scope.noise === "show",
		sessions_gap: scope.sessions === "gap",
		visitor_user: scope.visitor === "user",
		first_bin: firstBin,
		end_bin: endBin,
		// The cut quarter hours at both ends; both lie in one when the range is shorter than that.
		head_end: Math.min(firstBin, to),
		tail_start: Math.max(endBin, from, Math.min(firstBin, to)),
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
	const { folded = 0, show = false, sessions_gap = false, visitor_user = false, user = null } = params;
	await link.exec(variantEvents.replace("/*sessionised*/", sessionised), { folded, show, sessions_gap, visitor_user, user });
	const from = "WITH sessionised AS (FROM run_sessionised)";
	await link.exec(`CREATE TEMP TABLE run_sessions AS ${from} ${sessions}`);
	await link.exec(`CREATE TEMP TABLE run_order_lines AS ${from} ${orderLines}`);
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
	await link.exec(prelude);
	const params = scopeParams(scope, await snapshot(store, link, signal));
	const source = await sourceOf(scope, link);
	if (source === "variant") await buildVariant(link, params);
	return { link, params, source };
};

const makeRun = ({ link, params, source }: Opened, signal: AbortSignal | undefined): EngineRun => {
	let open = true;
	let last: Promise<unknown> = Promise.resolve();
	const ask = async ({ name, sql, params: own = {} }: Parameters<EngineRun["query"]>[0]) => {
		if (signal?.aborted) throw cancelled();
		if (!open) throw closed();
		const { sql: text, takes } = compose(sql, source);
		const all = { ...params, ...own };
		const given = Object.fromEntries(Object.entries(all).filter(([key]) => takes(key)));
		try {
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

/** The engine of the embedded store's own file. */
export const openDuckEngine = (store: DuckStore): AnalysisEngine => ({
	name: "duckdb",
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
