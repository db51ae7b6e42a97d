import classes from "./heat.module.css";
import { steps } from "./heat-steps.js";

const allSteps = Array.from({ length: steps }, (_, step) => step);

interface Props {
	readonly lowest: string;
	readonly highest: string;
	/** Where the highest is; null where there is none. */
	readonly peak: string | null;
}

/** Both ends of the steps, and where the peak is. */
export const HeatLegend = ({ lowest, highest, peak }: Props) => (
	<div className={classes.legend}>
		<span className="num">{lowest}</span>
		<span className={classes.scale} aria-hidden>
			{allSteps.map((step) => (
				<i key={step} data-step={step} />
			))}
		</span>
		<span className="num">{highest}</span>
		{peak !== null && (
			<span className={classes.peak}>
				Peak: <b>{peak}</b>
			</span>
		)}
	</div>
);
