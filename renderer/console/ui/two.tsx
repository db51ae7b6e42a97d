import type { ReactNode } from "react";
import classes from "./two.module.css";

interface Props {
	readonly children: ReactNode;
	/** Below each other at any width, such as tables with a column more. */
	readonly stacked?: boolean;
}

/** Panels in two columns where there is room; each ends where its content ends. */
export const Two = ({ children, stacked = false }: Props) => (
	<div className={classes.two} data-stacked={stacked || undefined}>
		{children}
	</div>
);
