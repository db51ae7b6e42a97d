import { Notifications } from "@mantine/notifications";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useState } from "react";
import { useDesktop } from "./desktop.js";
import { DropAnywhere } from "./drop.js";
import { Gate } from "./gate.js";
import { useKeys } from "./keys.js";
import { Navigation } from "./navigation.js";
import { usePaletteWanted } from "./palette-store.js";
import classes from "./shell.module.css";
import { useShellCommands } from "./shell-commands.js";
import { TitleBar } from "./title-bar.js";

const Palette = lazy(() => import("./palette.js").then(({ Palette }) => ({ default: Palette })));
const KeysHelp = lazy(() => import("./keys-help.js").then(({ KeysHelp }) => ({ default: KeysHelp })));

const Inside = () => {
	const [help, setHelp] = useState(false);
	const palette = usePaletteWanted();
	const showKeys = useCallback(() => setHelp(true), []);
	useShellCommands(showKeys);
	useKeys();
	useDesktop();
	return (
		<div className={classes.shell}>
			<a href="#main" className={classes.skip}>
				Skip to the view
			</a>
			<TitleBar />
			<Navigation />
			<main id="main" className={classes.main} tabIndex={-1}>
				<Outlet />
			</main>
			<DropAnywhere />
			<Suspense>
				{palette && <Palette />}
				{help && <KeysHelp opened onClose={() => setHelp(false)} />}
			</Suspense>
		</div>
	);
};

/** The frame: title bar, navigation with the status at its foot, and the view; or the account page for who is not known. */
export const Shell = () => (
	<>
		{/* Inside the router, since a message may hold a link. */}
		<Notifications position="bottom-right" autoClose={6000} containerWidth={380} />
		<Gate>
			<Inside />
		</Gate>
	</>
);
