import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import type { Trial } from "../../../../backend/contract/storage.js";
import { format, thin } from "../../ui/format.js";
import classes from "./settings.module.css";

const held = {
	nothing: "Empty: data can be moved there.",
	ours: "Holds data of the console.",
	predecessor: "Holds data of the predecessor.",
	other: "Holds data of another program.",
} as const satisfies Record<Trial["holds"], string>;

/** What a MongoDB told when it was asked. */
export const TrialResult = ({ trial }: { trial: Trial }) => {
	const missing = trial.rights.filter(({ granted }) => !granted).map(({ right }) => right);
	const good = missing.length === 0;
	const Mark = good ? IconCircleCheck : IconAlertTriangle;
	return (
		<div role="status">
			<p className={classes.state} data-tone={good ? "good" : "warning"}>
				<Mark size={15} stroke={1.6} aria-hidden />
				{good ? "Works" : `The user may not ${missing.join(", ")}`} · MongoDB {trial.version}, {trial.topology} · answered in{" "}
				{trial.latency_ms}
				{thin}ms
			</p>
			<p className={`num ${classes.quiet}`}>
				{held[trial.holds]}{" "}
				{trial.collections
					.filter(({ documents }) => documents > 0)
					.map(({ name, documents }) => `${name} ${format.count(documents)}`)
					.join(" · ")}
			</p>
		</div>
	);
};
