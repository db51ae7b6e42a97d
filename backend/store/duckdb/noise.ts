import type { CleanupRun, NoiseMark } from "../../contract/cleanup.js";
import { checkTurn, interrupted, lineOf } from "../cleanup-lines.js";
import type { NoiseStore } from "../noise-port.js";
import type { Arrivals } from "./arrivals.js";
import { carryOut } from "./cleanup-carry-out.js";
import { forget, journal, known, nextRun, rewrite, runOf } from "./cleanup-journal.js";
import { redoTag, undoDeletion, undoTag } from "./cleanup-undo.js";
import type { Database, Link } from "./database.js";
import { cancelled } from "./failures.js";
import { linkOf, openJudge } from "./judge.js";
import type { Kept } from "./kept.js";
import inEffect from "./sql/noise/in-effect.sql";

export interface NoiseDeps {
	readonly database: Database;
	readonly kept: Kept;
	readonly arrivals: Pick<Arrivals, "watch">;
	/** Where backups of deletions are. */
	readonly folder: string;
	/** Runs work between two commits of events. */
	readonly between: (work: () => Promise<void>) => Promise<void>;
	/** Tells the filter of ids that the events of this table are stored. */
	readonly learn: (link: Link, table: string) => Promise<void>;
	/** Runs after an edit, before the next edit or fold. */
	readonly onChange: () => Promise<void>;
}

/** One transaction; an abort rolls it back. */
const change = async <T>(link: Link, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> => {
	const stop = (): void => link.interrupt();
	signal?.addEventListener("abort", stop, { once: true });
	try {
		return await link.transaction(async () => {
			const result = await work();
			if (signal?.aborted) throw cancelled();
			return result;
		});
	} catch (error) {
		throw signal?.aborted ? cancelled() : error;
	} finally {
		signal?.removeEventListener("abort", stop);
	}
};

const marksSql = `SELECT reason, score, run, marked_at, run IN (SELECT run FROM cleanup_runs WHERE action = 'arrival') AS on_arrival
	FROM in_effect WHERE seq = $seq ORDER BY run, place`;

interface Turn {
	readonly run: number;
	readonly way: "undo" | "redo";
	readonly signal: AbortSignal | undefined;
	readonly work: (link: Link, found: CleanupRun) => Promise<CleanupRun>;
}

/** Judging, and what follows from it. Every change waits until all events are folded, and is one transaction with its line in the journal. */
export const openNoise = ({ database, kept, arrivals, folder, between, learn, onChange }: NoiseDeps): NoiseStore => {
	const turn = ({ run, way, signal, work }: Turn): Promise<CleanupRun> =>
		kept.fresh(async () => {
			const found = await database.use((link) => known(link, run));
			checkTurn(found, way);
			const before = { ...found, turning: null, error: null };
			// Outside of the transaction, so that it stays when the process dies in it.
			await database.use((link) => rewrite(link, { ...before, turning: way }));
			const turning = (): Promise<CleanupRun> =>
				database.use(async (link) => {
					await link.exec(inEffect);
					return change(link, signal, () => work(link, before));
				});
			try {
				const turned = found.action === "delete" ? await apart(turning) : await turning();
				await onChange();
				return turned;
			} catch (error) {
				// Where the store is closing this fails, and the next start tells of the turn as cut off.
				await database.use((link) => rewrite(link, found)).catch(() => undefined);
				throw error;
			}
		}, signal);
	/** An event that is sent again at the moment in which it comes back must find it, or be found: no commit comes in between. */
	const apart = async (work: () => Promise<CleanupRun>): Promise<CleanupRun> => {
		const made: CleanupRun[] = [];
		await between(async () => {
			made.push(await work());
		});
		return made[0] as CleanupRun;
	};
	return {
		judge: openJudge(database),
		begin: ({ action, at, since }) =>
			kept.alone(() =>
				database.use((link) =>
					link.transaction(async () => {
						const run = await nextRun(link);
						await journal(link, lineOf({ run, action, state: "running", at, since }), null);
						return run;
					}),
				),
			),
		giveUp: (run, why) =>
			database.use(async (link) => {
				if (why === null) await forget(link, run);
				else await rewrite(link, interrupted(await known(link, run), why));
			}),
		carryOut: async (judgement, start) => {
			const link = linkOf(judgement);
			return kept.fresh(async () => {
				const made = await change(link, start.signal, () => carryOut(link, start, folder));
				if (made) await onChange();
				return made;
			}, start.signal);
		},
		undo: (run, { at, signal, onEvents }) =>
			turn({
				run,
				way: "undo",
				signal,
				work: (link, found) =>
					found.action === "delete" ? undoDeletion(link, found, { at, folder, learn, onEvents }) : undoTag(link, found, { at, onEvents }),
			}),
		redo: (run, { signal, onEvents }) => turn({ run, way: "redo", signal, work: (link, found) => redoTag(link, found, { onEvents }) }),
		runs: async (limit) =>
			(await database.use((link) => link.rows("SELECT body FROM cleanup_runs ORDER BY run DESC LIMIT $limit", { limit }))).map(runOf),
		marksOf: (seq) =>
			database.use(async (link) => {
				await link.exec(inEffect);
				const rows = await link.rows(marksSql, { seq });
				return rows.map(
					({ reason, score, run, on_arrival, marked_at }): NoiseMark => ({
						reason: String(reason),
						title: null,
						score: Number(score),
						run: run === 0 ? null : Number(run),
						on_arrival: on_arrival === true,
						at: Number(marked_at),
					}),
				);
			}),
		watchArrivals: async (queries) => {
			await kept.alone(() => arrivals.watch(queries));
			kept.came(0); // What came before the last end and was not judged yet.
		},
		cleanupSettings: async () => {
			const [row] = await database.use((link) => link.rows("SELECT value FROM settings WHERE name = 'cleanup'"));
			return row ? String(row["value"]) : null;
		},
		saveCleanupSettings: (text) =>
			database.use((link) =>
				link.transaction(async () => {
					await link.exec("DELETE FROM settings WHERE name = 'cleanup'");
					await link.exec("INSERT INTO settings VALUES ('cleanup', $text)", { text });
				}),
			),
	};
};
