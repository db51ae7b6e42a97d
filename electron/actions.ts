import { dirname, join } from "node:path";
import { app, type BrowserWindow, ipcMain, Menu, shell } from "electron";
import { isFromConsole } from "./sender.js";

export interface ActionDeps {
	readonly window: BrowserWindow;
	readonly dataDir: () => string;
	/** Shows the page about the port, then the console again. */
	readonly aboutPort: () => Promise<void>;
	/** Asks for a backup and puts it in the store's place, then shows the console again. */
	readonly restore: () => Promise<void>;
}

type Action = "folder" | "logs" | "port" | "menu" | "restore" | "licences";

const told = (error: unknown): void => console.error("What was asked for in the menu failed.", error);

/** Where the console's own menu button stands, in its bar. */
const menuPlace = { x: 8, y: 34 } as const;

/** What the shell does for its menu and for the console's commands alike: a closed list, without anything given by the page. */
export const actionsOf = ({ window, dataDir, aboutPort, restore }: ActionDeps): Readonly<Record<Action, () => void>> => ({
	folder: () => void shell.openPath(dataDir()),
	logs: () => void shell.openPath(join(dataDir(), "logs")),
	port: () => void aboutPort().catch(told),
	restore: () => void restore().catch(told),
	licences: () => void shell.openPath(join(dirname(app.getPath("exe")), "THIRD-PARTY-LICENCES.txt")),
	menu: () => Menu.getApplicationMenu()?.popup({ window, ...menuPlace }),
});

type Actions = Readonly<Record<Action, () => void>>;

/** Runs the actions that the console asks for by name. What is asked while the data is being opened is done once it is open. */
export const answerActions = (window: BrowserWindow, actions: Promise<Actions>): void =>
	ipcMain.handle("clickstream:act", async (event, name: unknown) => {
		if (!isFromConsole(event, window.webContents) || typeof name !== "string") return;
		const known = await actions;
		if (Object.hasOwn(known, name)) known[name as Action]();
	});
