import { IconArrowDownRight, IconArrowUpRight, IconMinus } from "@tabler/icons-react";
import { type Comparison, changeOf } from "./change.js";
import classes from "./kit.module.css";

const arrows = { up: IconArrowUpRight, down: IconArrowDownRight, flat: IconMinus } as const;

interface Props extends Comparison {
	/** Adds "from" and the former value; hidden below 1200 px. */
	readonly former?: boolean;
	/** Adds the difference as a number of the unit; hidden in a narrow table. */
	readonly amount?: boolean;
}

/** A change with arrow, sign and colour. Nothing at all when there is nothing to compare with. */
export const ChangeText = ({ former = false, amount = false, ...comparison }: Props) => {
	const change = changeOf(comparison);
	if (change.tooFew) return <span className={classes.quiet}>too few to compare</span>;
	if (change.text === null) return null;
	const Arrow = arrows[change.direction];
	return (
		<span className={classes.change}>
			<span className={classes.delta} data-tone={change.tone}>
				<Arrow size={13} stroke={1.8} aria-hidden />
				<span className="num">{change.text}</span>
			</span>
			{amount && change.amount !== null && (
				<span className={classes.former} data-amount>
					{change.amount}
				</span>
			)}
			{former && <span className={classes.former}>from {change.from}</span>}
		</span>
	);
};
