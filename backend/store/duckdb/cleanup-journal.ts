import type { CleanupRun } from "../../contract/cleanup.js";
import { cutOff, interrupted, later, noSuchRun, turnCutOff } from "../cleanup-lines.js";
import type { Link } from "./database.js";
import type { PlainRow } from "./values.js";

export const runOf = (row: PlainRow): CleanupRun => ({ ...later, ...(JSON.parse(String(row["body"])) as CleanupRun) });

export const nextRun = async (link: Link): Promise<number> =>
	Number((await link.row("SELECT coalesce(max(run), 0) + 1 AS next FROM cleanup_runs"))["next"]);

export const forget = (link: Link, run: number): Promise<number> => link.exec("DELETE FROM cleanup_runs WHERE run = $run", { run });

/** In the place of the line that the run was begun with. `maxSeq`: the highest number of what a deletion took. */
export const journal = async (link: Link, run: CleanupRun, maxSeq: number | null): Promise<void> => {
	await forget(link, run.run);
	await link.exec("INSERT INTO cleanup_runs VALUES ($run, $action, $active, $backup, $max, $body)", {
		run: run.run,
		action: run.action,
		active: run.state === "done",
		backup: run.backup,
		max: maxSeq,
		body: JSON.stringify(run),
	});
};

export const rewrite = async (link: Link, run: CleanupRun): Promise<CleanupRun> => {
	await link.exec("UPDATE cleanup_runs SET in_effect = $active, body = $body WHERE run = $run", {
		run: run.run,
		active: run.state === "done",
		body: JSON.stringify(run),
	});
	return run;
};

/** Rejects with `not_found`. */
export const known = async (link: Link, run: number): Promise<CleanupRun> => {
	const [row] = await link.rows("SELECT body FROM cleanup_runs WHERE run = $run", { run });
	if (row) return runOf(row);
	throw noSuchRun(run);
};

/** Lines that a process which died left under way: what each did went with its transaction. */
export const interruptLeft = (link: Link): Promise<void> =>
	link.transaction(async () => {
		for (const run of (await link.rows("SELECT body FROM cleanup_runs")).map(runOf)) {
			if (run.state === "running") await rewrite(link, interrupted(run, cutOff));
			else if (run.turning !== null) await rewrite(link, { ...run, turning: null, error: turnCutOff[run.turning] });
		}
	});

/** The highest number that a deletion took; 0 without one. */
export const deletedSeq = async (link: Link): Promise<number> =>
	Number((await link.row("SELECT coalesce(max(max_seq), 0) AS deleted FROM cleanup_runs"))["deleted"]);
