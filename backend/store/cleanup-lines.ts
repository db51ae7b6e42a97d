import type { CleanupRun } from "../contract/cleanup.js";
import { AppError } from "../contract/errors.js";

/** Lines of the journal of clean-up runs, as every adapter tells them. */

/** Lines of earlier versions do not have these. */
export const later = { turning: null, error: null } satisfies Partial<CleanupRun>;

/** A line as it begins. */
export const lineOf = (beginning: Pick<CleanupRun, "run" | "action" | "state" | "at" | "since">): CleanupRun => ({
	...beginning,
	events: 0,
	reasons: [],
	undone_at: null,
	restored: null,
	backup: null,
	...later,
});

export const interrupted = (run: CleanupRun, why: string): CleanupRun => ({ ...run, state: "interrupted", error: why });

export const cutOff = "The program ended during this run. Nothing was marked or deleted; run it again.";
export const turnCutOff = {
	undo: "The program ended while this run was being undone. It is in effect as before; undo it again.",
	redo: "The program ended while the marks of this run were being put back. It is undone as before; redo it again.",
} as const;

export const noSuchRun = (run: number): AppError =>
	new AppError("not_found", `There is no clean-up run ${run}. Earlier runs are listed in Clean up, and by npm run cleanup -- --runs.`, {
		run,
	});

export const notRedone = (run: number): AppError =>
	new AppError("unsupported", `Run ${run} was a deletion. Delete again, so that there is a backup of what is there now.`, { run });

/** Throws `conflict` for a run that cannot be turned this way. */
export const checkTurn = ({ run, state }: CleanupRun, way: "undo" | "redo"): void => {
	const refused = (message: string): AppError => new AppError("conflict", message, { run });
	if (state === "running") throw refused(`Clean-up run ${run} goes on still. Wait until it has ended, or cancel it.`);
	if (state === "interrupted") throw refused(`Clean-up run ${run} was interrupted and changed nothing: there is nothing to undo or redo.`);
	if (way === "undo" && state === "undone") throw refused(`Clean-up run ${run} was undone already. Nothing was changed.`);
	if (way === "redo" && state === "done") throw refused(`Clean-up run ${run} is in effect. Nothing was changed.`);
};

/** Throws `conflict` when a deletion would take another number of events than was confirmed. */
export const checkCount = (events: number, confirmed: number | undefined): void => {
	if (events === confirmed) return;
	const told = confirmed === undefined ? "no count was" : `${confirmed.toLocaleString("en")} were`;
	throw new AppError(
		"conflict",
		`A deletion would take ${events.toLocaleString("en")} events now, and ${told} confirmed. Nothing was deleted. Look at them again, then confirm that count.`,
		{ events },
	);
};
