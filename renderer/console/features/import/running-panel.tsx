import { Button } from "@mantine/core";
import { format } from "../../ui/format.js";
import { ProgressBar } from "../../ui/progress.js";
import { paceOf } from "./pace.js";
import classes from "./run.module.css";
import { type ImportState, resultOf } from "./state.js";

type Running = Extract<ImportState, { step: "running" }>;

const cancelLabel = (state: Running): string => {
	if (state.cancelling) return "Stopping after the rows in hand";
	const written = state.progress?.inserted ?? 0;
	return written === 0 ? "Cancel, keep what is written by then" : `Cancel, keep the ${format.count(written)} rows written`;
};

/** Bar, per cent, done of total, rate, time left; Cancel says what stays. */
export const RunningPanel = ({ state, onCancel }: { state: Running; onCancel: () => void }) => {
	const total = resultOf(state.check)?.rows ?? null;
	const { share, rowsPerSecond, leftMs } = paceOf(state.readings, total);
	const { rows = 0, inserted = 0, duplicates = 0, rejected = 0 } = state.progress ?? {};
	return (
		<section className={classes.panel} aria-label="Import">
			<p className={classes.runTitle}>Importing {state.file.name}</p>
			<ProgressBar share={share} label={`Importing ${state.file.name}`}>
				<span className="num">
					{format.count(rows)}
					{total === null ? "" : ` of ${format.count(total)}`} rows
				</span>
				{rowsPerSecond !== null && <span className="num">{format.count(rowsPerSecond)} rows a second</span>}
				{leftMs !== null && <span className="num">{format.seconds(Math.max(1, Math.round(leftMs / 1000)))} left</span>}
			</ProgressBar>
			<p className={classes.counts}>
				<span className="num">{format.count(inserted)} added</span>
				<span className="num">{format.count(duplicates)} already here</span>
				<span className="num">{format.count(rejected)} left out</span>
			</p>
			<div className={classes.runFoot}>
				<Button variant="default" onClick={onCancel} disabled={state.cancelling}>
					{cancelLabel(state)}
				</Button>
				<span>You can leave this view; the import goes on.</span>
			</div>
		</section>
	);
};
