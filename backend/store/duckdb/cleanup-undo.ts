import type { CleanupRun } from "../../contract/cleanup.js";
import { AppError } from "../../contract/errors.js";
import { notRedone } from "../cleanup-lines.js";
import type { OnEvents } from "../noise-port.js";
import { backupAt } from "./cleanup-backup.js";
import { rewrite } from "./cleanup-journal.js";
import { byLots, noisy, settleTouched } from "./cleanup-settle.js";
import type { Link } from "./database.js";
import logRestored from "./sql/noise/log-restored.sql";
import restoreEvents from "./sql/noise/restore-events.sql";
import restoreMarks from "./sql/noise/restore-marks.sql";
import restored from "./sql/noise/restored.sql";
import settled from "./sql/noise/settled.sql";

const settleMarked = async (link: Link, run: number, onEvents: OnEvents | undefined): Promise<void> => {
	await link.exec("CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT seq FROM noise_marks WHERE run = $run", { run });
	await settleTouched(link, onEvents);
};

export interface Turning {
	readonly at: number;
	readonly onEvents: OnEvents | undefined;
}

/** The marks stay in the store, out of effect. */
export const undoTag = async (link: Link, run: CleanupRun, { at, onEvents }: Turning): Promise<CleanupRun> => {
	const undone = await rewrite(link, { ...run, state: "undone", undone_at: at });
	await settleMarked(link, run.run, onEvents);
	return undone;
};

export const redoTag = async (link: Link, run: CleanupRun, { onEvents }: Pick<Turning, "onEvents">): Promise<CleanupRun> => {
	if (run.action === "delete") throw notRedone(run.run);
	const again = await rewrite(link, { ...run, state: "done", undone_at: null });
	await settleMarked(link, run.run, onEvents);
	return again;
};

export interface Restoring extends Turning {
	readonly folder: string;
	/** Tells the filter of ids that the events of this table are stored. */
	readonly learn: (link: Link, table: string) => Promise<void>;
}

export const unreadable = (name: string, cause: unknown): unknown =>
	/Parquet|parquet|magic bytes|Invalid Input|too small/i.test(String(cause))
		? new AppError(
				"invalid",
				`The backup ${name} is damaged, so this deletion cannot be undone from it. Put an unharmed copy in its place.`,
				{ name },
			)
		: cause;

/**
 * Brings back what was deleted, with its numbers and marks; a mark of a run that was undone meanwhile is out of effect. An event that was
 * sent again meanwhile stays as it came.
 */
export const undoDeletion = async (link: Link, run: CleanupRun, { at, folder, learn, onEvents }: Restoring): Promise<CleanupRun> => {
	const name = run.backup ?? "";
	const path = await backupAt(folder, name);
	await link.exec(restored, { path }).catch((cause: unknown) => {
		throw unreadable(name, cause);
	});
	await learn(link, "restored");
	await link.exec(restoreMarks);
	await link.exec("CREATE OR REPLACE TEMP TABLE touched AS SELECT seq FROM restored");
	await link.exec(settled);
	let back = 0;
	await byLots(link, { table: "restored", onEvents }, async (span) => {
		back += await link.exec(restoreEvents, { ...noisy, ...span });
	});
	await link.exec(logRestored);
	return rewrite(link, { ...run, state: "undone", undone_at: at, restored: back });
};
