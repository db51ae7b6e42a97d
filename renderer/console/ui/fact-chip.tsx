import classes from "./fact-chip.module.css";

interface Props {
	/** Such as F07. */
	readonly id: string;
	/** The value as text. */
	readonly text: string;
	/** What it is a value of. */
	readonly name: string;
	readonly on: boolean;
	readonly onOpen: () => void;
}

/** A number that a sentence rests on; opens it where it lives. */
export const FactChip = ({ id, text, name, on, onOpen }: Props) => (
	<button
		type="button"
		className={classes.chip}
		data-on={on || undefined}
		title={name}
		aria-label={`${id}, ${name}: ${text}`}
		onClick={onOpen}
	>
		<code>{id}</code>
		<b className="num">{text}</b>
	</button>
);
