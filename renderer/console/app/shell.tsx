import { Outlet } from "@tanstack/react-router";
import { Navigation } from "./navigation.js";
import classes from "./shell.module.css";
import { TitleBar } from "./title-bar.js";

/** The frame: title bar, navigation with the status at its foot, and the view. */
export const Shell = () => (
	<div className={classes.shell}>
		<TitleBar />
		<Navigation />
		<main id="main" className={classes.main} tabIndex={-1}>
			<Outlet />
		</main>
	</div>
);
