import type { BrowserWindow } from "electron";
import { choiceOf, startPage } from "./addresses.js";
import type { PreferenceStore } from "./preferences.js";
import { renderStartPage, type StartPage } from "./start-page.js";
import { load } from "./window.js";

/** The pages before the console: what is shown at app://console/start, and the answer to it. */
export interface Questions {
	/** HTML of the page shown now. */
	html(): string;
	/** Shows a page without choices. */
	tell(page: StartPage): Promise<void>;
	/** Shows a page and resolves with the id chosen on it; never, when the window is closed instead. */
	ask(page: StartPage): Promise<string>;
}

export const openQuestions = (window: BrowserWindow, preferences: PreferenceStore): Questions => {
	let shown: StartPage = { title: "Opening your data …", text: [], choices: [] };
	const tell = async (page: StartPage): Promise<void> => {
		shown = page;
		await load(window, startPage);
	};
	/** A link counts only while the page that offers it is the one shown: the console cannot choose in its place. */
	const answer = (page: StartPage): Promise<string> =>
		new Promise((resolve) => {
			const listen = (event: { readonly url: string }): void => {
				const choice = window.webContents.getURL() === startPage ? choiceOf(event.url) : null;
				if (shown !== page || !page.choices.some(({ id }) => id === choice) || choice === null) return;
				window.webContents.off("will-navigate", listen);
				resolve(choice);
			};
			window.webContents.on("will-navigate", listen);
		});
	return {
		html: () => renderStartPage(shown, preferences.get("scheme") ?? "system"),
		tell,
		ask: async (page) => {
			const chosen = answer(page);
			await tell(page);
			return chosen;
		},
	};
};
