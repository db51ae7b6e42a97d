import type { CleanupRun, NoiseRuleId } from "../../contract/cleanup.js";
import { lineOf } from "../cleanup-lines.js";
import type { NoiseQuery } from "../noise-port.js";
import { journal, nextRun, rewrite, runOf } from "./cleanup-journal.js";
import { settleTouched } from "./cleanup-settle.js";
import type { Database, Link } from "./database.js";
import { ask } from "./judge.js";
import inEffect from "./sql/noise/in-effect.sql";
import mark from "./sql/noise/mark.sql";
import reasonsSql from "./sql/noise/reasons.sql";
import verdicts from "./sql/noise/verdicts.sql";
import prelude from "./sql/prelude.sql";

export interface Arrivals {
	/** True while arrivals are judged. */
	readonly on: boolean;
	/** See NoiseStore. Nothing else may change events or kept-up tables meanwhile. */
	watch(queries: readonly NoiseQuery[] | null): Promise<void>;
	/**
	 * Judges and marks what came since the last time. The highest number that is judged: no analysis goes past it. Infinity when nothing is
	 * watched, or when it failed: that is told, and what came until then is left to the next clean-up. Nothing else may change events or
	 * kept-up tables meanwhile. Never rejects.
	 */
	catchUp(): Promise<number>;
}

export interface ArrivalsOptions {
	readonly database: Database;
	readonly now: () => number;
	/** Hears how many events were hidden. */
	readonly onHidden: (events: number) => void;
	readonly onFailure: (error: unknown) => void;
}

/** Events of one transaction: bounds its memory, and how long an analysis waits for it. */
const lot = 100_000;

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The run that the marks of this day (UTC) belong to; a new one where there is none, or where it was undone. */
const runOfDay = async (link: Link, at: number): Promise<CleanupRun> => {
	const [row] = await link.rows("SELECT body FROM cleanup_runs WHERE action = 'arrival' AND in_effect ORDER BY run DESC LIMIT 1");
	if (row && dayOf(runOf(row).at) === dayOf(at)) return runOf(row);
	const run = lineOf({ run: await nextRun(link), action: "arrival", state: "done", at, since: null });
	await journal(link, run, null);
	return run;
};

const added = (before: CleanupRun["reasons"], more: CleanupRun["reasons"]): CleanupRun["reasons"] => {
	const sums = new Map(before.map(({ rule, events }) => [rule, events]));
	for (const { rule, events } of more) sums.set(rule, (sums.get(rule) ?? 0) + events);
	return [...sums].map(([rule, events]) => ({ rule, events })).sort((a, b) => b.events - a.events);
};

/** Marks what `verdicts` holds; how many events that hides. */
const markFound = async (link: Link, at: number): Promise<number> => {
	await link.exec("CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT seq FROM verdicts WHERE fresh");
	const { found, shown } = await link.row(
		"SELECT (SELECT count(*) FROM touched) AS found, (SELECT count(*) FROM events WHERE NOT hidden AND seq IN (SELECT seq FROM touched)) AS shown",
	);
	if (Number(found) === 0) return 0;
	const run = await runOfDay(link, at);
	const reasons = (await link.rows(reasonsSql)).map(({ reason, fresh }) => ({ rule: reason as NoiseRuleId, events: Number(fresh) }));
	await link.exec(mark, { run: run.run, at });
	await rewrite(link, { ...run, events: run.events + Number(found), reasons: added(run.reasons, reasons) });
	await settleTouched(link);
	return Number(shown);
};

const newestAfter = async (link: Link, seq: number): Promise<number> =>
	Number((await link.row("SELECT coalesce(max(seq), 0) AS newest FROM events WHERE seq > $seq", { seq }))["newest"]);

/** How far arrivals are judged is kept with their marks, in one transaction, so that a crash in between judges nothing twice and skips nothing. */
export const openArrivals = ({ database, now, onHidden, onFailure }: ArrivalsOptions): Arrivals => {
	let watched: readonly NoiseQuery[] | null = null;
	let judged = 0;
	const step = (queries: readonly NoiseQuery[]): Promise<boolean> =>
		database.use(async (link) => {
			const newest = await newestAfter(link, judged);
			if (newest <= judged) return false;
			const span = { after: judged, through: Math.min(newest, judged + lot) };
			judged = span.through;
			const hidden = await link.transaction(async () => {
				for (const sql of [prelude, inEffect, verdicts]) await link.exec(sql);
				await ask(link, { queries, since: null }, span);
				const shown = await markFound(link, now());
				await link.exec("UPDATE settings SET value = $value WHERE name = 'arrivals'", { value: String(judged) });
				return shown;
			});
			if (hidden > 0) onHidden(hidden);
			return newest > judged;
		});
	return {
		get on() {
			return watched !== null;
		},
		watch: async (queries) => {
			if (queries === null) await database.use((link) => link.exec("DELETE FROM settings WHERE name = 'arrivals'"));
			else if (watched === null)
				judged = await database.use(async (link) => {
					const newest = await newestAfter(link, 0);
					const [row] = await link.rows("SELECT value FROM settings WHERE name = 'arrivals'");
					if (row) return Math.min(newest, Number(row["value"]));
					await link.exec("INSERT INTO settings VALUES ('arrivals', $value)", { value: String(newest) });
					return newest;
				});
			watched = queries;
		},
		catchUp: async () => {
			if (watched === null) return Infinity;
			try {
				for (let more = true; more; ) more = await step(watched);
				return judged;
			} catch (error) {
				onFailure(error);
				return Infinity;
			}
		},
	};
};
