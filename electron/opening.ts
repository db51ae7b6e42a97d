import { app, type BrowserWindow, dialog, shell } from "electron";
import type { Config } from "../backend/config.js";
import { AppError } from "../backend/contract/errors.js";
import type { Backend, Keyring } from "../backend/main.js";
import { freePortAfter } from "./free-port.js";
import { loadBackend } from "./load-backend.js";
import type { PreferenceStore } from "./preferences.js";
import type { Questions } from "./questions.js";
import type { Quitting } from "./quitting.js";
import { restoreBackup } from "./restoring.js";
import type { StartPage } from "./start-page.js";

export interface OpeningDeps {
	readonly window: BrowserWindow;
	readonly questions: Questions;
	readonly preferences: PreferenceStore;
	/** Reads environment and preferences anew: a choice may have changed them. */
	readonly config: () => Config;
	/** The data folder, also where the environment is not right. */
	readonly folder: () => string;
	/** From now on, and at the next start. */
	readonly switchFolder: (folder: string) => void;
	readonly webRoot: string;
	readonly quitting: Quitting;
	readonly keyring: Keyring;
	/** Closes the backend and opens it anew, when the console asks for it. */
	readonly restart: () => void;
}

const titles: Readonly<Record<string, string>> = {
	locked: "Another program has your data open",
	corrupt: "The data file could not be read",
	unwritable: "The data folder cannot be written to",
	newer: "The data was written by a newer version",
	sealed: "The address of your MongoDB is sealed",
};

/** What has to be done before trying again helps. */
const remedies: Readonly<Record<string, string>> = {
	locked: "After closing the other program.",
	corrupt: "After putting a backup in the file's place.",
	unwritable: "After allowing writing to the folder.",
	newer: "After putting data of this version in its place.",
	sealed: "After unlocking the keyring.",
};

const failurePage = (error: unknown, dataDir: string): StartPage => {
	const known = error instanceof AppError ? error : null;
	const said = known?.details["reason"];
	const reason = typeof said === "string" ? said : "";
	return {
		title: titles[reason] ?? "Your data could not be opened",
		text: [
			known?.message ?? `Something unexpected happened: ${String(error)}.`,
			"Nothing was changed: everything in the folder is as it was.",
		],
		facts: [["Data folder", dataDir]],
		choices: [
			{ id: "retry", label: "Try again", hint: remedies[reason] ?? "After mending what the text above says." },
			...(reason === "corrupt" || reason === "newer"
				? [{ id: "restore", label: "Restore a backup …", hint: "Puts it in place; the file of now is kept beside the backups." }]
				: []),
			{
				id: "choose",
				label: "Choose another folder",
				hint: "Opens the data in it, or begins anew in an empty one. Kept for the next start.",
			},
			{ id: "show", label: "Open the folder", hint: "To look at the files, or to copy them away." },
			{ id: "quit", label: "Quit" },
		],
	};
};

/** Nothing goes on after this: the process ends once it has drained. */
const quit = (): Promise<never> => {
	app.quit();
	return new Promise(() => undefined);
};

const chooseFolder = async ({ window, switchFolder }: OpeningDeps): Promise<void> => {
	const { filePaths } = await dialog.showOpenDialog(window, { properties: ["openDirectory", "createDirectory"] });
	if (filePaths[0] !== undefined) switchFolder(filePaths[0]);
};

const handleFailure = async (deps: OpeningDeps, error: unknown): Promise<void> => {
	const dataDir = deps.folder();
	const choice = await deps.questions.ask(failurePage(error, dataDir));
	if (choice === "restore") await restoreBackup(deps);
	if (choice === "choose") await chooseFolder(deps);
	if (choice === "show") await shell.openPath(dataDir);
	if (choice === "quit") await quit();
};

/** Opens the data; while it cannot, the window tells why and what can be done. A port already taken does not count as a failure. */
export const openBackend = async (deps: OpeningDeps): Promise<Backend> => {
	for (;;) {
		try {
			const { compose } = await loadBackend();
			return await deps.quitting.track(() =>
				compose(deps.config(), {
					listen: "try",
					webRoot: deps.webRoot,
					version: app.getVersion(),
					keyring: deps.keyring,
					restart: deps.restart,
					logFiles: true,
				}),
			);
		} catch (error) {
			console.error("The data could not be opened.", error);
			await handleFailure(deps, error);
		}
	}
};

const portPage = (problem: string, taken: number, free: number): StartPage => ({
	title: `Port ${taken} cannot be used`,
	text: [
		problem,
		"The console works without a port. Shops send their events to it, a browser opens the console through it, and commands in a terminal use it while this window is open.",
	],
	choices: [
		{
			id: "other",
			label: free === 0 ? "Use any free port" : `Use port ${free}`,
			hint: "Kept for the next start. Shops and bookmarks need the new address.",
		},
		{ id: "retry", label: `Try port ${taken} again`, hint: "After closing the program that holds it." },
		{ id: "without", label: "Go on without a port", hint: "For now: import, analyses and all views work." },
		{ id: "quit", label: "Quit" },
	],
});

const listen = async (backend: Backend, port: number): Promise<void> => {
	await backend.listen(port).catch((error: unknown) => {
		if (!(error instanceof AppError)) throw error;
	});
};

const listeningPage = (address: string): StartPage => ({
	title: "Shops and browsers reach this console",
	text: ["It listens on this computer. Send events there, or open the console in a browser."],
	facts: [
		["Address", address],
		["Console", `${address}/dashboard`],
	],
	choices: [{ id: "back", label: "Back to the console" }],
});

/** The menu's page about the port: where the backend listens, or the choices when it does not. */
export const showPort = async (deps: OpeningDeps, backend: Backend): Promise<void> => {
	const { address } = backend.listening();
	if (address === null) return settlePort(deps, backend);
	await deps.questions.ask(listeningPage(address));
};

/** Asks what to do while the port is taken, until it is solved or done without. Resolves at once when the backend listens. */
export const settlePort = async (deps: OpeningDeps, backend: Backend): Promise<void> => {
	for (;;) {
		const { problem } = backend.listening();
		if (problem === null) return;
		const { host, port } = deps.config();
		const free = await freePortAfter(host, port);
		const choice = await deps.questions.ask(portPage(problem, port, free));
		if (choice === "without") return;
		if (choice === "quit") await quit();
		if (choice === "other") deps.preferences.set({ port: free });
		await listen(backend, choice === "other" ? free : port);
	}
};
