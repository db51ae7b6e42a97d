import { IconCornerDownRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./charts.module.css";
import { format, none } from "./format.js";

/** A key with a thin bar of its share under it; stands in a table's first column. */
export const BarCell = ({ text, share }: { text: ReactNode; share: number }) => (
	<span className={classes.barCell}>
		<span>{text}</span>
		<span className={classes.thin} aria-hidden>
			<i style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }} />
		</span>
	</span>
);

export interface FunnelStep {
	readonly id: string;
	readonly name: string;
	readonly count: number;
	/** Of the first step, 0–1. */
	readonly ofFirst: number | null;
	readonly ofPrevious: number | null;
}

/** Ordered steps: share of all at the right; who left and who went on between them. */
export const FunnelBars = ({ steps, label }: { steps: readonly FunnelStep[]; label: string }) => (
	<ol className={classes.funnel} aria-label={label}>
		{steps.map((step, index) => {
			const previous = steps[index - 1];
			return (
				<li key={step.id}>
					{previous && (
						<div className={classes.goOn}>
							<IconCornerDownRight size={12} stroke={1.6} aria-hidden />
							{previous.count === 0
								? "nobody to go on"
								: `${format.count(previous.count - step.count)} left · ${format.percent(step.ofPrevious)} go on`}
						</div>
					)}
					<div className={classes.stepLine}>
						<span>{step.name}</span>
						<b>{format.count(step.count)}</b>
						<span>{step.ofFirst === null ? none : format.percent(step.ofFirst)}</span>
					</div>
					<div className={classes.track} aria-hidden>
						<i style={{ width: `${(step.ofFirst ?? 0) * 100}%` }} />
					</div>
				</li>
			);
		})}
	</ol>
);
