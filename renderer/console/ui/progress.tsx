import type { ReactNode } from "react";
import { format } from "./format.js";
import classes from "./progress.module.css";

/** The quarter that is said aloud: 0, 25, 50, 75 or 100. */
export const quarterOf = (share: number): number => Math.floor(share * 4) * 25;

/** Whole per cent, of which none is told before it is full. */
const wholePercent = (share: number): string => format.percent(Math.floor(share * 100) / 100).replace(/[.,]\d+/, "");

interface BarProps {
	/** 0–1. */
	readonly share: number;
	readonly label: string;
}

/** Announced at 0, 25, 50, 75 and 100 %, not at every step. */
export const Bar = ({ share, label }: BarProps) => (
	<>
		<div
			className={classes.bar}
			role="progressbar"
			aria-label={label}
			aria-valuemin={0}
			aria-valuemax={100}
			aria-valuenow={Math.floor(share * 100)}
		>
			<i style={{ width: `${share * 100}%` }} />
		</div>
		<span className="hidden-visually" role="status">
			{`${label}: ${quarterOf(share)} %`}
		</span>
	</>
);

/** A bar with its per cent and what else there is to tell in the line below. */
export const ProgressBar = ({ share, label, children }: BarProps & { readonly children: ReactNode }) => (
	<div className={classes.progress}>
		<Bar share={share} label={label} />
		<div className={classes.line}>
			<b className="num">{wholePercent(share)}</b>
			{children}
		</div>
	</div>
);

/** How far a run is, beside its view's name wherever in the console one is; the view itself announces it. */
export const ProgressBadge = ({ share, doing }: { readonly share: number; readonly doing: string }) => {
	const percent = wholePercent(share);
	return (
		<div className={classes.badge} title={`${doing}, ${percent}`}>
			<span className="num">{percent}</span>
			<i aria-hidden style={{ width: `${share * 100}%` }} />
		</div>
	);
};

/** A number at the end of a line of the navigation; `bad` puts a red dot behind it. */
export const CountBadge = ({ text, about, bad = false }: { readonly text: string; readonly about: string; readonly bad?: boolean }) => (
	<div className={classes.count} title={about}>
		<span className="num">{text}</span>
		{bad && <i aria-hidden />}
	</div>
);
