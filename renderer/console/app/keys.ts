import { useEffect } from "react";
import { type Command, currentCommands } from "./commands.js";
import { openPalette } from "./palette-store.js";
import { readPreferences } from "./preferences.js";

/** Within this many ms the second key of a pair such as G O must follow. */
const pairWithin = 1500;

const fields = "input, textarea, select, [contenteditable='true'], [role='textbox'], [role='combobox'], [role='searchbox']";
const ownArrows = "[role='tablist'], [role='radiogroup'], [role='slider'], [role='menu'], [role='listbox'], table, .recharts-wrapper";

const inside = (target: EventTarget | null, selector: string): boolean => target instanceof Element && target.closest(selector) !== null;

/** Closed ones may stay in the page, hidden. */
const isDialogOpen = (): boolean =>
	[...document.querySelectorAll("[role='dialog'], [role='alertdialog'], [role='menu'], [role='listbox']")].some((element) =>
		element.checkVisibility(),
	);

const nameOf = (event: KeyboardEvent): string => (event.key.length === 1 ? event.key.toUpperCase() : event.key);

/** The command for a key, given the first key of a pair when one was pressed just before. */
export const commandFor = (commands: readonly Command[], key: string, first: string | null): Command | undefined => {
	const wanted = first ? `${first} ${key}` : key;
	return commands.find((command) => command.keys === wanted);
};

export const beginsPair = (commands: readonly Command[], key: string): boolean =>
	commands.some((command) => command.keys?.startsWith(`${key} `));

const panelUnder = (): Element | null => document.activeElement?.closest("[data-panel]") ?? document.querySelector("[data-panel]:hover");

/** V and X press the buttons of the panel that holds the focus or, without one, the pointer. */
const pressInPanel = (act: "twin" | "csv"): boolean => {
	const button = panelUnder()?.querySelector<HTMLButtonElement>(`[data-act="${act}"]`);
	button?.click();
	return button !== null && button !== undefined;
};

const regions = ["nav[aria-label='Views']", "#main", "section[aria-label='Title bar'] button"];

const focusNextRegion = (step: number): void => {
	const places = regions.flatMap((selector) => document.querySelector<HTMLElement>(selector) ?? []);
	const at = places.findIndex((place) => place.contains(document.activeElement));
	places[(at + step + places.length) % places.length]?.focus();
};

const always = (event: KeyboardEvent): boolean => {
	if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") openPalette();
	else if (event.key === "F6") focusNextRegion(event.shiftKey ? -1 : 1);
	else return false;
	return true;
};

const refuses = (event: KeyboardEvent): boolean =>
	event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || inside(event.target, fields) || isDialogOpen();

/** Listens for the whole window. Single letters never act in a field or under a dialog, and can be switched off. */
export const useKeys = (): void => {
	useEffect(() => {
		let first: { readonly key: string; readonly at: number } | null = null;
		const letters = (event: KeyboardEvent): boolean => {
			const key = nameOf(event);
			if (key.startsWith("Arrow") && inside(event.target, ownArrows)) return false;
			const before = first && event.timeStamp - first.at < pairWithin ? first.key : null;
			first = null;
			const command = commandFor(currentCommands(), key, before);
			if (command) command.run();
			else if (beginsPair(currentCommands(), key)) first = { key, at: event.timeStamp };
			else if (key === "V") return pressInPanel("twin");
			else if (key === "X") return pressInPanel("csv");
			else return false;
			return true;
		};
		const listen = (event: KeyboardEvent): void => {
			if (always(event) || (!refuses(event) && readPreferences().letterKeys && letters(event))) event.preventDefault();
		};
		document.addEventListener("keydown", listen);
		return () => document.removeEventListener("keydown", listen);
	}, []);
};
