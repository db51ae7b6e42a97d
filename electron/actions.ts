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

const names = ["folder", "logs", "port", "menu", "restore", "licences"] as const;
type Action = (typeof names)[number];
export type Actions = Readonly<Record<Action, () => void>>;

const told = (error: unknown): void => console.error("What was asked for in the menu failed.", error);

/** Where the console's own menu button stands, in its bar. */
const menuPlace = { x: 8, y: 34 } as const;

/** What the shell does for its menu and for the console's commands alike: a closed list, without anything given by the page. */
export const actionsOf = ({ window, dataDir, aboutPort, restore }: ActionDeps): Actions => ({
	folder: () => void shell.openPath(dataDir()),
	logs: () => void shell.openPath(join(dataDir(), "logs")),
	port: () => void aboutPort().catch(told),
	restore: () => void restore().catch(told),
	licences: () => void shell.openPath(join(dirname(app.getPath("exe")), "THIRD-PARTY-LICENCES.txt")),
	menu: () => Menu.getApplicationMenu()?.popup({ window, ...menuPlace }),
});

/** The same actions, there before the data is open: what is asked meanwhile is done then. */
export const onceOpen = (actions: Promise<Actions>): Actions =>
	Object.fromEntries(names.map((name) => [name, () => void actions.then((known) => known[name]())])) as Record<Action, () => void>;

/** Runs the actions that the console asks for by name. */
export const answerActions = (window: BrowserWindow, actions: Actions): void =>
	ipcMain.handle("clickstream:act", (event, name: unknown) => {
		if (!isFromConsole(event, window.webContents) || typeof name !== "string" || !Object.hasOwn(actions, name)) return;
		actions[name as Action]();
	});
