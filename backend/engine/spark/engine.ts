import { AppError } from "../../contract/errors.js";
import { snapshotColumns } from "../../store/snapshot-port.js";
import type { AnalysisEngine, Cell, EngineRun, Query, Row, Scope } from "../port.js";
import { byParams } from "../relation-text.js";
import { openDays, type Taken } from "./days.js";
import type { Ground } from "./ground.js";
import { compose, keptViews, takenBy, viewName } from "./relations.js";
import { type Answer, type Arg, type SparkSettings, startWorker, type Worker } from "./worker.js";

export interface SparkEngineOptions extends SparkSettings {
	/** Where the events are told as Parquet. */
	readonly ground: Ground;
}

export interface SparkEngine extends AnalysisEngine {
	/** Ends Spark, if it was started. */
	close(): Promise<void>;
}

/** Far enough for any event time, and still exact as a number. */
const farAway = 8_640_000_000_000_000;

const schema = Object.entries(snapshotColumns)
	.map(([name, type]) => `${name} ${type}`)
	.join(", ");

const cancelled = (): AppError => new AppError("cancelled", "The question was cancelled before it was answered.");

const scopeArgs = ({ from, to, tz, user, noise, sessions, visitor }: Scope): Readonly<Record<string, Arg>> => ({
	from: from ?? -farAway,
	to: to ?? farAway,
	tz,
	user,
	show: noise === "show",
	sessions_gap: sessions === "gap",
	visitor_user: visitor === "user",
});

const taken = (all: Readonly<Record<string, Arg>>, takes: ReadonlySet<string>): Record<string, Arg> =>
	Object.fromEntries(Object.entries(all).filter(([name]) => takes.has(name)));

const rowsOf = ({ columns = [], rows = [] }: Answer): Row[] =>
	rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, (row[at] ?? null) as Cell])));

/** Spark takes seconds to start: who cancels meanwhile need not wait for it. */
const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> =>
	new Promise((resolve, reject) => {
		const stop = (): void => reject(cancelled());
		signal?.addEventListener("abort", stop, { once: true });
		work.then(resolve, reject).finally(() => signal?.removeEventListener("abort", stop));
	});

interface Opening {
	readonly worker: Worker;
	readonly run: string;
	readonly ground: Ground;
	readonly days: Taken;
	readonly args: Readonly<Record<string, Arg>>;
}

const makeViews = async ({ worker, run, ground, days, args }: Opening): Promise<void> => {
	await worker.ask({ do: "view", run, name: viewName(run, "events"), parquet: days.folders, schema });
	for (const view of keptViews(run)) {
		const { name, sql, needs } = view;
		await worker.ask({
			do: "view",
			run,
			name: viewName(run, name),
			sql,
			args: taken(args, takenBy(view)),
			needs: needs.map((one) => viewName(run, one)),
			keep: ground.keepAt(run, name),
		});
	}
};

const ask = async ({ worker, run, args }: Opening, { name, sql, params = {}, by }: Query): Promise<Row[]> => {
	const composed = compose(sql, run, by);
	const all = { ...args, ...params, ...byParams(by) };
	try {
		const needs = composed.needs.map((one) => viewName(run, one));
		return rowsOf(await worker.ask({ do: "query", run, sql: composed.sql, args: taken(all, composed.takes), needs }));
	} catch (error) {
		if (error instanceof AppError) throw error;
		throw new Error(`The metric ${name} could not be computed on Spark.`, { cause: error });
	}
};

const makeRun = (opening: Opening, signal: AbortSignal | undefined): EngineRun => {
	const { worker, run, ground, days } = opening;
	const stop = (): void => {
		worker.ask({ do: "cancel", run }).catch(() => undefined); // Where Spark is gone, so is what was to be cancelled.
	};
	signal?.addEventListener("abort", stop, { once: true });
	let open = true;
	return {
		query: async (query) => {
			if (signal?.aborted) throw cancelled();
			if (!open) throw new Error("The run is closed.");
			return ask(opening, query);
		},
		close: async () => {
			if (!open) return;
			open = false;
			signal?.removeEventListener("abort", stop);
			if (worker.alive) await worker.ask({ do: "drop", run });
			await ground.removeRun(run);
			await days.release();
		},
	};
};

/** What dead servers left is deleted at once. Where that fails, who asks next tries it again: a bucket may be out of reach for a while. */
const sweepOnce = (ground: Ground): (() => Promise<void>) => {
	let sweeping: Promise<void> | null = null;
	const begin = (): Promise<void> => {
		const work = ground.sweep();
		work.catch(() => {
			if (sweeping === work) sweeping = null;
		});
		return work;
	};
	const swept = (): Promise<void> => {
		sweeping ??= begin();
		return sweeping;
	};
	swept().catch(() => undefined); // Who asks meets the failure.
	return swept;
};

/**
 * Runs the metrics on Spark, which is started when it is first needed, over the events in Parquet, of which only the days that changed
 * are written for a run.
 */
export const openSparkEngine = ({ ground, ...settings }: SparkEngineOptions): SparkEngine => {
	const kept = openDays(ground.days);
	const swept = sweepOnce(ground);
	let starting: Promise<Worker> | null = null;
	let runs = 0;
	/** One that ended, or could not start, is started anew by who comes next. */
	const started = async (): Promise<Worker> => {
		const last = starting;
		const known = await last?.catch(() => null);
		if (known?.alive) return known;
		if (starting === null || starting === last)
			starting = startWorker({ ...settings, conf: { ...ground.conf, ...settings.conf }, env: ground.env });
		return starting;
	};
	return {
		name: "spark",
		open: async (scope, signal) => {
			if (signal?.aborted) throw cancelled();
			runs += 1;
			const run = `run_${process.pid}_${runs}`;
			const taking = swept().then(() => kept.take(signal));
			try {
				const [worker, days] = await unlessAborted(Promise.all([started(), taking]), signal);
				const opening = { worker, run, ground, days, args: scopeArgs(scope) };
				await makeViews(opening);
				return makeRun(opening, signal);
			} catch (error) {
				taking.then((days) => days.release()).catch(() => undefined); // Where nothing was taken, nothing is to be let go of.
				throw error;
			}
		},
		close: async () => {
			const worker = await starting?.catch(() => null);
			await worker?.close();
		},
	};
};
