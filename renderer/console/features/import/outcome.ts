import type { ImportRecord } from "../../../../backend/contract/transfer.js";
import { format } from "../../ui/format.js";

export interface Outcome {
	readonly tone: "good" | "warning" | "bad";
	readonly title: string;
	readonly text: string;
}

const rows = (count: number): string => `${format.count(count)} ${count === 1 ? "row" : "rows"}`;

/** What an import came to: what happened, and what can be done now. */
export const outcomeOf = (record: ImportRecord): Outcome => {
	const kept = `${rows(record.inserted)} ${record.inserted === 1 ? "stays" : "stay"}.`;
	const goOn = "Import the same file again to go on: rows already here are skipped.";
	switch (record.status) {
		case "done":
			return doneOutcome(record);
		case "cancelled":
			return { tone: "warning", title: "Cancelled.", text: `${kept} ${goOn}` };
		case "interrupted":
			return { tone: "warning", title: "Interrupted: the console ended while it ran.", text: `${kept} ${goOn}` };
		case "failed":
			return { tone: "bad", title: "Stopped by an error.", text: `${record.error ?? ""} ${kept} ${goOn}`.trim() };
		case "running":
			return { tone: "good", title: "Running.", text: `${rows(record.inserted)} added so far.` };
	}
};

const doneOutcome = (record: ImportRecord): Outcome => {
	if (record.inserted > 0) {
		const out = record.rejected > 0 ? `${rows(record.rejected)} left out, for the reasons below.` : "Every row was taken in.";
		return { tone: "good", title: `${rows(record.inserted)} imported.`, text: out };
	}
	if (record.duplicates > 0)
		return {
			tone: "warning",
			title: "Nothing was added.",
			text: `All ${rows(record.duplicates)} were here already. To count them twice, choose the file again and untick “Skip rows already imported”.`,
		};
	return { tone: "bad", title: "Nothing was added.", text: "No row could be taken in, for the reasons below." };
};

/** One word a state, for the table of imports. */
export const stateWords = {
	running: "Running",
	done: "Done",
	cancelled: "Cancelled",
	failed: "Failed",
	interrupted: "Interrupted",
} as const satisfies Record<ImportRecord["status"], string>;
