import type { ReactNode } from "react";
import classes from "./settings.module.css";

interface Props {
	readonly title: string;
	/** What it does, in one or two sentences. */
	readonly about?: ReactNode;
	readonly children: ReactNode;
}

/** Name and explanation at the left, the control at the right. */
export const Row = ({ title, about, children }: Props) => (
	<div className={classes.row}>
		<div>
			<h2>{title}</h2>
			{about && <p>{about}</p>}
		</div>
		<div>{children}</div>
	</div>
);

export const Card = ({ label, children }: { label: string; children: ReactNode }) => (
	<section className={classes.card} aria-label={label}>
		{children}
	</section>
);
