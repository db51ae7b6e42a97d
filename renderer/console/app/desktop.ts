import { useComputedColorScheme } from "@mantine/core";
import { useEffect } from "react";
import { runCommand } from "./commands.js";

const themeColour = (): HTMLMetaElement => {
	const present = document.querySelector<HTMLMetaElement>("meta[name='theme-color']");
	if (present) return present;
	const made = document.createElement("meta");
	made.name = "theme-color";
	document.head.append(made);
	return made;
};

/** The title bar's colour, for who draws beside it: the desktop window's buttons, a phone's browser. */
const useThemeColour = (): void => {
	const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
	// biome-ignore lint/correctness/useExhaustiveDependencies: the scheme switches the style sheet that is read here.
	useEffect(() => {
		themeColour().content = getComputedStyle(document.documentElement).getPropertyValue("--title-bar").trim();
	}, [scheme]);
};

/** The desktop menu sends the id of a command of the palette. */
const useMenu = (): void => {
	useEffect(() => {
		const run = (event: MessageEvent): void => {
			if (event.source !== window || event.data?.type !== "clickstream:command") return;
			runCommand(event.data.command);
		};
		window.addEventListener("message", run);
		return () => window.removeEventListener("message", run);
	}, []);
};

/** What the page and the desktop window tell each other beside the bridge. */
export const useDesktop = (): void => {
	useThemeColour();
	useMenu();
};
