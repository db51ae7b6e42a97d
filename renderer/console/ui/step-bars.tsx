import classes from "./charts.module.css";
import { format, none } from "./format.js";

export interface StepBar {
	readonly id: string;
	readonly name: string;
	readonly count: number;
	/** Of all, 0–1; the bar's length. */
	readonly share: number | null;
	/** In grey under the bar, such as what was left. */
	readonly note: string | null;
}

/** Parts of a whole in their order: name, number, share and bar. */
export const StepBars = ({ rows, label }: { rows: readonly StepBar[]; label: string }) => (
	<ol className={classes.funnel} aria-label={label}>
		{rows.map(({ id, name, count, share, note }) => (
			<li key={id}>
				<div className={classes.stepLine}>
					<span>{name}</span>
					<b>{format.count(count)}</b>
					<span>{share === null ? none : format.percent(share)}</span>
				</div>
				<div className={classes.track} aria-hidden>
					<i style={{ width: `${(share ?? 0) * 100}%` }} />
				</div>
				{note !== null && <div className={classes.goOn}>{note} left in them</div>}
			</li>
		))}
	</ol>
);
