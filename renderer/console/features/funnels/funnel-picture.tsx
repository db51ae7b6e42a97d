import { IconCornerDownRight } from "@tabler/icons-react";
import { ChangeText } from "../../ui/change-text.js";
import { format } from "../../ui/format.js";
import type { StepNumbers } from "./funnel-rows.js";
import classes from "./funnels.module.css";
import type { Who } from "./view.js";

interface Props {
	readonly label: string;
	readonly steps: readonly StepNumbers[];
	readonly onPeople: (step: number, who: Who) => void;
}

const percentOf = (share: number | null): string => `${Math.min(1, share ?? 0) * 100}%`;

/** Nobody began in the compared period, which the panel's foot says: nothing is compared then. */
const comparable = (steps: readonly StepNumbers[]): readonly StepNumbers[] =>
	steps[0]?.before?.count === 0 ? steps.map((step) => ({ ...step, before: null })) : steps;

/** Ordered steps, each bar from zero and of the first step's length; between them who left and who went on. Every number opens the people it counts. */
export const FunnelPicture = ({ label, steps: given, onPeople }: Props) => {
	const steps = comparable(given);
	return (
		<ol className={classes.picture} aria-label={label}>
			{steps.map((step, at) => (
				<li key={step.place}>
					{at > 0 && <Between step={step} previous={steps[at - 1]} onPeople={onPeople} />}
					<div className={classes.line}>
						<span className={classes.name} title={step.name}>
							<i aria-hidden>{step.place}</i>
							{step.name}
						</span>
						{step.before && <ChangeText now={step.count} before={step.before.count} unit="count" better={at === 0 ? "none" : "up"} />}
						<button
							type="button"
							className={classes.count}
							disabled={step.count === 0}
							aria-label={`${format.count(step.count)} came to step ${step.place}, ${step.name}: show them`}
							onClick={() => onPeople(step.place, "reached")}
						>
							{format.count(step.count)}
						</button>
						<span className={classes.share}>{format.percent(step.ofFirst)}</span>
					</div>
					<div className={classes.track} aria-hidden>
						<i style={{ width: percentOf(step.ofFirst) }} />
						{step.before?.ofFirst !== null && step.before !== null && <b style={{ left: percentOf(step.before.ofFirst) }} />}
					</div>
				</li>
			))}
		</ol>
	);
};

const Between = ({ step, previous, onPeople }: { step: StepNumbers; previous: StepNumbers | undefined; onPeople: Props["onPeople"] }) => {
	const from = previous?.count ?? 0;
	const left = from - step.count;
	return (
		<div className={classes.between}>
			<IconCornerDownRight size={12} stroke={1.6} aria-hidden />
			{from === 0 ? (
				"nobody to go on"
			) : (
				<>
					<button type="button" disabled={left === 0} onClick={() => onPeople(step.place - 1, "left")}>
						{format.count(left)} left
					</button>
					<span aria-hidden>·</span>
					<button type="button" disabled={step.count === 0} onClick={() => onPeople(step.place - 1, "went_on")}>
						{format.percent(step.ofPrevious)} go on
					</button>
					{step.before && (
						<ChangeText
							now={step.ofPrevious}
							before={step.before.ofPrevious}
							unit="ratio"
							better="up"
							base={[from, previous?.before?.count ?? null]}
						/>
					)}
					{step.medianMs !== null && (
						<span className={classes.median}>
							<span aria-hidden>·</span> median {format.milliseconds(step.medianMs)}
						</span>
					)}
				</>
			)}
		</div>
	);
};
