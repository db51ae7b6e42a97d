import { IconAlertCircle, IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./tracking.module.css";

const marks = { yes: IconCircleCheck, no: IconAlertCircle, open: IconCircleDashed } as const;
const words = { yes: "Yes:", no: "No:", open: "Not yet:" } as const;

export const Check = ({ state, children }: { state: keyof typeof marks; children: ReactNode }) => {
	const Mark = marks[state];
	return (
		<span className={classes.check} data-state={state}>
			<Mark size={16} stroke={1.6} role="img" aria-label={words[state]} />
			<span>{children}</span>
		</span>
	);
};
