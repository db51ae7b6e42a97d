import * as nodeModule from "node:module";
import { join } from "node:path";
import { app, type BrowserWindow, session } from "electron";
import type { Config } from "../backend/config.js";
import { readEarlyConfig } from "../backend/early-config.js";
import type { Backend } from "../backend/main.js";
import { type Actions, actionsOf, answerActions, onceOpen } from "./actions.js";
import { isConsoleAddress } from "./addresses.js";
import { answerChooseFolder, answerSavePath, openBridge } from "./bridge.js";
import { guardAllContents, guardSession } from "./guards.js";
import { openKeyring } from "./keyring.js";
import { loadBackend, readAhead } from "./load-backend.js";
import { setMenu } from "./menu.js";
import { openBackend, settlePort, showPort } from "./opening.js";
import { openPreferences } from "./preferences.js";
import { setProfile } from "./profile.js";
import { registerScheme, servePages } from "./protocol.js";
import { openQuestions } from "./questions.js";
import { drainBeforeExit } from "./quitting.js";
import { restoreBackup } from "./restoring.js";
import { bringForward, drawn, openWindow, showConsole } from "./window.js";

const webRoot = join(import.meta.dirname, "../renderer");
const early = readEarlyConfig();
const profile = setProfile(early.dataDir);
/** The backend's scripts are compiled once, not at every start. Electron's Node has this; the types are of the oldest Node that runs the server. */
const { enableCompileCache } = nodeModule as typeof nodeModule & { enableCompileCache(folder: string): unknown };
enableCompileCache(join(profile, "compiled"));
const preferences = openPreferences(profile);
const quitting = drainBeforeExit();

/** A folder chosen in the window because the usual one could not be opened, which may be that of DATA_DIR. */
let chosenFolder: string | undefined;
const switchFolder = (folder: string): void => {
	chosenFolder = folder;
	preferences.set({ dataDir: folder });
};
/** The settings are checked by a library that takes longer to load than the window needs to open. */
const loadConfig = async (): Promise<() => Config> => {
	const { readConfig } = await import("../backend/config.js");
	return () => {
		const read = readConfig(undefined, preferences.all());
		return chosenFolder === undefined ? read : { ...read, dataDir: chosenFolder };
	};
};

/** Where the renderer's development server runs; never believed by a packaged app. */
const developing = app.isPackaged ? null : app.commandLine.getSwitchValue("renderer") || null;

const run = async (window: BrowserWindow): Promise<void> => {
	const questions = openQuestions(window, preferences);
	servePages({
		root: webRoot,
		start: questions.html,
		developing,
		picture: async (slug) => (await loadBackend()).pictureOf(slug),
	});
	const show = () => showConsole(window, preferences);
	/** The page loads while the data is opened, each in a process of its own. */
	const shown = show();
	shown.catch(() => undefined); // Told where it is waited for.
	const read = readAhead(drawn(window, shown));
	app.on("second-instance", () => bringForward(window));
	answerSavePath(window.webContents);
	answerChooseFolder(window.webContents);
	const bridge = openBridge(window.webContents);
	let take: (actions: Actions) => void = () => undefined;
	const actions = onceOpen(new Promise((resolve) => (take = resolve)));
	answerActions(window, actions);
	setMenu({ window, actions });
	await read;

	let restart = (): void => undefined;
	const opening = {
		window,
		questions,
		preferences,
		config: await loadConfig(),
		folder: () => chosenFolder ?? readEarlyConfig(preferences.all()).dataDir,
		switchFolder,
		webRoot,
		quitting,
		keyring: openKeyring(profile),
		restart: () => restart(),
	};
	const open = async (): Promise<Backend> => {
		const opened = await openBackend(opening);
		await bridge.serve(opened);
		return opened;
	};
	let backend = await open();
	const close = async (): Promise<void> => {
		bridge.pause();
		await backend.close();
	};
	/** Nothing of the page outlives it: it is loaded anew over a new port. */
	const reopen = async (): Promise<void> => {
		backend = await open();
		await settlePort(opening, backend);
		await show();
	};
	const possible = actionsOf({
		window,
		dataDir: () => backend.dataDir,
		aboutPort: () => showPort(opening, backend).then(show),
		restore: async () => {
			let closed = false;
			await restoreBackup(opening, () => {
				closed = true;
				return close();
			});
			await (closed ? reopen() : show());
		},
	});
	take(possible);
	restart = () => {
		close()
			.then(reopen)
			.catch((error: unknown) => {
				console.error("The backend could not be opened anew.", error);
				app.quit();
			});
	};
	await settlePort(opening, backend);
	await shown;
	/** A question was asked on a page of its own meanwhile. */
	if (!isConsoleAddress(window.webContents.getURL())) await show();
};

/** Whoever closes the window while it still opens ends the program: what was to be shown in it has no place any more. */
const boot = async (): Promise<void> => {
	guardSession(session.defaultSession, developing);
	const window = openWindow(preferences);
	await run(window).catch((error: unknown) => {
		if (!window.isDestroyed()) throw error;
	});
};

/** Chromium's own sandbox for every process; as root it cannot start, and --no-sandbox says that this is known. */
if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();
/** Before ready: Electron chooses its keyring once. */
if (early.passwordStore !== null) app.commandLine.appendSwitch("password-store", early.passwordStore);
registerScheme();
guardAllContents();
app.on("window-all-closed", () => app.quit());

/** A top-level await here would keep Electron from ever becoming ready. */
if (app.requestSingleInstanceLock()) {
	app
		.whenReady()
		.then(boot)
		.catch((error: unknown) => {
			console.error("The window could not be opened.", error);
			app.exit(1);
		});
} else {
	app.exit(0);
}
