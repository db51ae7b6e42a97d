import { Switch } from "@mantine/core";
import { ErrorPanel } from "../../ui/states.js";
import classes from "./cleanup.module.css";

interface Props {
	readonly on: boolean;
	readonly maySet: boolean;
	readonly busy: boolean;
	readonly error: unknown;
	readonly onSwitch: (on: boolean) => void;
}

/** Whether events are marked as they come, without a run. */
export const ArrivalSwitch = ({ on, maySet, busy, error, onSwitch }: Props) => (
	<section className={classes.arrival} aria-label="On arrival">
		<Switch
			checked={on}
			disabled={!maySet || busy}
			label="Flag on arrival"
			aria-describedby="arrival-about"
			onChange={(event) => onSwitch(event.currentTarget.checked)}
		/>
		<p id="arrival-about">
			Marks new events as they come in, by the rules that need one event alone; each day is one run that can be undone.
		</p>
		{error !== null && error !== undefined && <ErrorPanel what="Flag on arrival was not set." error={error} />}
	</section>
);
