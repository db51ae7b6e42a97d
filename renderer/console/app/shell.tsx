import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useLayoutEffect, useRef, useState } from "react";
import { AddressNote } from "./address-note.js";
import { useDesktop } from "./desktop.js";
import { DropAnywhere } from "./drop.js";
import { Gate } from "./gate.js";
import { useKeys } from "./keys.js";
import { Navigation } from "./navigation.js";
import { useNotificationsWanted } from "./notifications-wanted.js";
import { Opening } from "./opening.js";
import { usePaletteWanted } from "./palette-store.js";
import { useMe } from "./queries.js";
import { NotForThisAccount } from "./route-states.js";
import classes from "./shell.module.css";
import { useShellCommands } from "./shell-commands.js";
import { useTabTitle } from "./tab-title.js";
import { TitleBar } from "./title-bar.js";
import { useToolCommands } from "./tool-commands.js";
import { useTourStop } from "./tour-state.js";
import { useForbiddenView } from "./visible-views.js";

const Messages = lazy(() => import("./messages.js").then(({ Messages }) => ({ default: Messages })));
const Palette = lazy(() => import("./palette.js").then(({ Palette }) => ({ default: Palette })));
const Tour = lazy(() => import("./tour.js").then(({ Tour }) => ({ default: Tour })));
const KeysHelp = lazy(() => import("./keys-help.js").then(({ KeysHelp }) => ({ default: KeysHelp })));

const Inside = () => {
	const shell = useRef<HTMLDivElement>(null);
	const [help, setHelp] = useState(false);
	const palette = usePaletteWanted();
	const opening = useMe().isPlaceholderData;
	const touring = useTourStop() !== null;
	const forbidden = useForbiddenView();
	const showKeys = useCallback(() => setHelp(true), []);
	useShellCommands(showKeys);
	useToolCommands();
	useKeys();
	useDesktop();
	useTabTitle();
	useLayoutEffect(() => {
		if (shell.current) window.clickstreamFrame?.stands(shell.current);
	}, []);
	return (
		<div className={classes.shell} ref={shell}>
			<a href="#main" className={classes.skip}>
				Skip to the view
			</a>
			<TitleBar />
			<Navigation />
			<main id="main" className={classes.main} tabIndex={-1}>
				<AddressNote />
				{opening && <Opening />}
				{forbidden ? <NotForThisAccount view={forbidden} /> : <Outlet />}
			</main>
			<DropAnywhere />
			<Suspense>
				{palette && <Palette />}
				{touring && <Tour />}
				{help && <KeysHelp opened onClose={() => setHelp(false)} />}
			</Suspense>
		</div>
	);
};

/** The frame: title bar, navigation with the status at its foot, and the view; or the account page for who is not known. */
export const Shell = () => {
	const messages = useNotificationsWanted();
	return (
		<>
			{/* Inside the router, since a message may hold a link. */}
			<Suspense>{messages && <Messages />}</Suspense>
			<Gate>
				<Inside />
			</Gate>
		</>
	);
};
