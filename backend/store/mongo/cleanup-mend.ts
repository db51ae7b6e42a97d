import type { CleanupRun } from "../../contract/cleanup.js";
import { cutOff, interrupted, turnCutOff } from "../cleanup-lines.js";
import { dropBackup } from "./cleanup-backup.js";
import { type DeleteSteps, deleteBackedUp, takeBackRestored } from "./cleanup-delete.js";
import { leftWork, type RunDocument, settleRun } from "./cleanup-journal.js";
import { takeBackMarks, turnMarks } from "./cleanup-tag.js";

export interface Mending extends DeleteSteps {
	/** See openLease. */
	readonly holder: () => Promise<string>;
	/** A name of this process. */
	readonly process: string;
}

/** Takes back what was begun of a run, or of its undo or redo. The journal is told by who asked for it. */
export const takeBack = async (steps: DeleteSteps, { _id: run, body, doing }: RunDocument): Promise<void> => {
	if (doing === "tag") await takeBackMarks(steps, run);
	if (doing === "backup") await steps.use((db) => dropBackup(db, body.backup ?? ""));
	if (doing === "undo") await turnMarks(steps, run, "on");
	if (doing === "redo") await turnMarks(steps, run, "off");
	if (doing === "restore") await takeBackRestored(steps, body.backup ?? "");
};

const afterwards = ({ body, doing }: RunDocument): CleanupRun => {
	if (doing === "undo" || doing === "restore") return { ...body, error: turnCutOff.undo };
	if (doing === "redo") return { ...body, error: turnCutOff.redo };
	return interrupted({ ...body, backup: null, events: 0, reasons: [] }, cutOff);
};

/** Completes a deletion whose backup was proven, and takes back all else that a process which died left. The caller holds the lease. */
export const mendAll = async (steps: Mending): Promise<number> => {
	const holder = await steps.holder();
	const left = await steps.use((db) => leftWork(db, holder, steps.process));
	for (const one of left) {
		if (one.doing === "delete") await deleteBackedUp(steps, one.body.backup ?? "");
		else await takeBack(steps, one);
		await steps.use((db) => settleRun(db, one.doing === "delete" ? { ...one.body, state: "done" } : afterwards(one)));
	}
	return left.length;
};
