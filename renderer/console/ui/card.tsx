import type { CSSProperties, ReactNode } from "react";
import classes from "./card.module.css";
import type { Comparison } from "./change.js";
import { ChangeText } from "./change-text.js";
import { format, formatUnit, none, thin } from "./format.js";
import { Sparkline } from "./sparkline.js";
import { useLate } from "./states.js";

interface Props {
	readonly title: string;
	/** Null while it is not known: a skeleton of the same size while it is `waiting`, else a dash. */
	readonly value: Comparison | null;
	readonly waiting: boolean;
	readonly series?: readonly (number | null)[] | undefined;
	/** In the place of a number that could not be computed. */
	readonly failed?: ReactNode;
	/** How the number is defined; the tooltip. */
	readonly definition: string;
	/** The whole card opens the number. */
	readonly onOpen: () => void;
}

/** Long numbers are set smaller: they never leave their card. */
const Value = ({ value }: { value: Comparison }) => {
	if (value.unit !== "ratio" || typeof value.now !== "number") {
		const text = formatUnit(value.now, value.unit, value.currency ?? null);
		return (
			<strong className="num" style={{ "--chars": text.length } as CSSProperties}>
				{text}
			</strong>
		);
	}
	return (
		<strong className="num">
			{format.percentNumber(value.now)}
			<small>{thin}%</small>
		</strong>
	);
};

const Waiting = () => {
	const late = useLate();
	return (
		<div className={classes.waiting} aria-hidden>
			{late && <i />}
			{late && <i />}
		</div>
	);
};

/** One number: name, value, change with its former value, and its course. */
export const Card = ({ title, value, waiting, series, failed, definition, onOpen }: Props) => (
	<article className={classes.card} aria-label={title} title={definition}>
		<h2>
			<button type="button" onClick={onOpen}>
				{title}
			</button>
		</h2>
		{failed ?? (value ? <Value value={value} /> : waiting ? <Waiting /> : <strong>{none}</strong>)}
		{value && !failed && (
			<div className={classes.change}>
				{value.before === undefined ? null : value.before === null ? (
					<span className={classes.quiet}>{none}</span>
				) : (
					<ChangeText {...value} former />
				)}
			</div>
		)}
		{series && value && !failed && <Sparkline values={series} />}
	</article>
);
