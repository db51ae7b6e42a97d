import { Button } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import { IconAlertCircle, IconCircleDashed } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import { failureOf } from "./failure.js";
import classes from "./states.module.css";

/** True once `wait` ms have passed: nothing is shown before, so that what is quick does not flicker. */
export const useLate = (wait = 150): boolean => {
	const [late, setLate] = useState(false);
	useEffect(() => {
		const timer = setTimeout(() => setLate(true), wait);
		return () => clearTimeout(timer);
	}, [wait]);
	return late;
};

/** Heights in per cent; each is its own key. */
const bars = [54, 62, 71, 65, 69, 58, 52, 60, 73, 78, 70, 66, 56, 53, 68, 82];
const lines = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** A still shape of what comes: `bars` for charts, `lines` for text, `table` for rows. */
export const Skeleton = ({ shape, rows = 5 }: { shape: "bars" | "lines" | "table"; rows?: number }) => {
	const late = useLate();
	if (!late) return <div className={classes.wait} data-waiting />;
	return (
		<div className={classes.skeleton} data-shape={shape} data-waiting aria-hidden>
			{shape === "bars"
				? bars.map((height) => <i key={height} style={{ height: `${height}%` }} />)
				: lines.slice(0, rows).map((line) => <i key={line} />)}
		</div>
	);
};

/** The shape of a panel that is not known yet, on the panel's own ground. */
export const WaitingPanel = (props: Parameters<typeof Skeleton>[0]) => (
	<div className={classes.waitingPanel}>
		<Skeleton {...props} />
	</div>
);

interface EmptyProps {
	/** What is missing: "No search in these 28 days". */
	readonly title: string;
	/** The likely cause. */
	readonly children?: ReactNode;
	/** One link or button. */
	readonly action?: ReactNode;
	readonly icon?: Icon;
}

export const Empty = ({ title, children, action, icon: Mark = IconCircleDashed }: EmptyProps) => (
	<div className={classes.empty}>
		<Mark size={26} stroke={1.4} aria-hidden />
		<strong>{title}</strong>
		{children && <p>{children}</p>}
		{action}
	</div>
);

interface ErrorProps {
	/** What was not done, in one sentence: "The funnel was not computed." */
	readonly what: string;
	readonly error: unknown;
	readonly retry?: () => void;
	/** Another way out beside trying again. */
	readonly action?: ReactNode;
}

const CopyDetails = ({ text }: { text: string }) => {
	const [copied, setCopied] = useState(false);
	const copy = () => {
		navigator.clipboard.writeText(text).then(
			() => setCopied(true),
			() => setCopied(false),
		);
	};
	return (
		<button type="button" className={classes.link} onClick={copy}>
			{copied ? "copied" : "copy details"}
		</button>
	);
};

/** What happened, to what, what to do, and an error id to copy. Stands inside the panel that failed. */
export const ErrorPanel = ({ what, error, retry, action }: ErrorProps) => {
	const failure = failureOf(error);
	const details = [what, failure.message, `code ${failure.code}`, failure.id && `error ${failure.id}`].filter(Boolean).join("\n");
	return (
		<div className={classes.error} role="alert">
			<IconAlertCircle size={17} stroke={1.7} aria-hidden />
			<div>
				<p>
					<strong>{what}</strong> {failure.message}
				</p>
				{(retry || action) && (
					<div className={classes.actions}>
						{retry && (
							<Button variant="default" onClick={retry}>
								Try again
							</Button>
						)}
						{action}
					</div>
				)}
				<p className={classes.id}>
					{failure.id ? `Error ${failure.id}` : `Code ${failure.code}`} · <CopyDetails text={details} />
				</p>
			</div>
		</div>
	);
};

interface PartialProps {
	/** "Analysing: 9 of 14 metrics." */
	readonly title: string;
	readonly children?: ReactNode;
	/** 0–1; announced at quarters. */
	readonly done: number;
	readonly onCancel?: () => void;
	readonly cancelLabel?: string;
}

/** The line above what is already there. */
export const PartialLine = ({ title, children, done, onCancel, cancelLabel = "Cancel" }: PartialProps) => {
	const quarter = Math.floor(done * 4) * 25;
	return (
		<div className={classes.partial}>
			<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden>
				<circle cx="8" cy="8" r="6.2" fill="none" stroke="var(--line-2)" strokeWidth="2" />
				<circle
					cx="8"
					cy="8"
					r="6.2"
					fill="none"
					stroke="var(--accent)"
					strokeWidth="2"
					pathLength={1}
					strokeDasharray={`${done} 1`}
					transform="rotate(-90 8 8)"
				/>
			</svg>
			<span>
				<strong>{title}</strong> {children}
			</span>
			<span className="hidden-visually" role="status">
				{`${quarter} % done`}
			</span>
			{onCancel && (
				<button type="button" className={classes.link} onClick={onCancel}>
					{cancelLabel}
				</button>
			)}
		</div>
	);
};

/** One line in a frame: something worth knowing, with at most one action. */
export const Note = ({ tone = "info", children, action }: { tone?: "info" | "warning"; children: ReactNode; action?: ReactNode }) => (
	<div className={classes.note} data-tone={tone} role="note">
		<span>{children}</span>
		{action}
	</div>
);
