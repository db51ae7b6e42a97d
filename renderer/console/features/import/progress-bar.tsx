import type { ReactNode } from "react";
import { format } from "../../ui/format.js";
import { quarterOf } from "./pace.js";
import classes from "./run.module.css";

interface Props {
	/** 0–1. */
	readonly share: number;
	readonly label: string;
	/** What stands below the bar, beside the per cent. */
	readonly children: ReactNode;
}

/** Announced at 0, 25, 50, 75 and 100 %, not at every step. */
export const ProgressBar = ({ share, label, children }: Props) => {
	const percent = Math.floor(share * 100);
	return (
		<div className={classes.progress}>
			<div className={classes.bar} role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}>
				<i style={{ width: `${share * 100}%` }} />
			</div>
			<div className={classes.progressLine}>
				<b className="num">{format.percent(percent / 100).replace(/[.,]\d+/, "")}</b>
				{children}
			</div>
			<span className="hidden-visually" role="status">
				{`${label}: ${quarterOf(share)} %`}
			</span>
		</div>
	);
};
