import type { CleanupRun } from "../../contract/cleanup.js";
import { checkCount, lineOf } from "../cleanup-lines.js";
import type { RunStart } from "../noise-port.js";
import { backUpDoomed } from "./cleanup-backup.js";
import { journal, nextRun } from "./cleanup-journal.js";
import { settleTouched } from "./cleanup-settle.js";
import type { Link } from "./database.js";
import logDoomed from "./sql/noise/log-doomed.sql";
import mark from "./sql/noise/mark.sql";

interface Outcome {
	readonly run: number;
	readonly events: number;
	readonly backup: string | null;
}

const runFrom = ({ action, at, about }: RunStart, outcome: Outcome): CleanupRun => ({
	...lineOf({ run: outcome.run, action, state: "done", at, since: about.since }),
	...outcome,
	...about,
});

const stored = "seq IN (SELECT seq FROM events)";

const tag = async (link: Link, start: RunStart): Promise<CleanupRun | null> => {
	await link.exec(`CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT seq FROM verdicts WHERE fresh AND ${stored}`);
	const events = Number((await link.row("SELECT count(*) AS events FROM touched"))["events"]);
	if (events === 0) return null;
	const run = runFrom(start, { run: start.run ?? (await nextRun(link)), events, backup: null });
	await link.exec(mark, { run: run.run, at: start.at });
	await journal(link, run, null);
	await settleTouched(link, start.onEvents);
	return run;
};

const remove = async (link: Link, start: RunStart, folder: string): Promise<CleanupRun | null> => {
	await link.exec(`DELETE FROM doomed WHERE NOT (${stored})`);
	const { events, newest } = await link.row("SELECT count(*) AS events, max(seq) AS newest FROM doomed");
	checkCount(Number(events), start.confirmed);
	if (Number(events) === 0) return null;
	const number = start.run ?? (await nextRun(link));
	const backup = await backUpDoomed(link, { folder, run: number, at: start.at });
	const run = runFrom(start, { run: number, events: Number(events), backup });
	await journal(link, run, Number(newest));
	await link.exec(logDoomed);
	for (const table of ["events", "noise_marks"]) await link.exec(`DELETE FROM ${table} WHERE seq IN (SELECT seq FROM doomed)`);
	return run;
};

/** Marks or deletes what was judged, within the caller's transaction. Null when there is nothing to do. */
export const carryOut = (link: Link, start: RunStart, folder: string): Promise<CleanupRun | null> =>
	start.action === "tag" ? tag(link, start) : remove(link, start, folder);
