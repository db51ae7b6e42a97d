import * as nodeModule from "node:module";
import { join } from "node:path";
import { app, session } from "electron";
import { type Config, readConfig } from "../backend/config.js";
import type { Backend } from "../backend/main.js";
import { actionsOf, answerActions } from "./actions.js";
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
import { bringForward, openWindow, showConsole } from "./window.js";

const webRoot = join(import.meta.dirname, "../renderer");
const profile = setProfile(readConfig().dataDir);
/** The backend's scripts are compiled once, not at every start. Electron's Node has this; the types are of the oldest Node that runs the server. */
const { enableCompileCache } = nodeModule as typeof nodeModule & { enableCompileCache(folder: string): unknown };
enableCompileCache(join(profile, "compiled"));
const preferences = openPreferences(profile);

/** A folder chosen in the window because the usual one could not be opened, which may be that of DATA_DIR. */
let chosenFolder: string | undefined;
const config = (): Config => {
	const read = readConfig(undefined, preferences.store);
	return chosenFolder === undefined ? read : { ...read, dataDir: chosenFolder };
};
const switchFolder = (folder: string): void => {
	chosenFolder = folder;
	preferences.set("dataDir", folder);
};

/** Where the renderer's development server runs; never believed by a packaged app. */
const developing = app.isPackaged ? null : app.commandLine.getSwitchValue("renderer") || null;

const boot = async (): Promise<void> => {
	guardSession(session.defaultSession, developing);
	const window = openWindow(preferences);
	const questions = openQuestions(window, preferences);
	const served = servePages({
		root: webRoot,
		start: questions.html,
		developing,
		picture: async (slug) => (await loadBackend()).pictureOf(slug),
	});
	const show = () => showConsole(window, preferences);
	/** The page loads while the data is opened, each in a process of its own. */
	const shown = show();
	shown.catch(() => undefined); // Told where it is waited for.
	readAhead();
	app.on("second-instance", () => bringForward(window));

	let restart = (): void => undefined;
	const opening = {
		window,
		questions,
		preferences,
		config,
		switchFolder,
		webRoot,
		quitting: drainBeforeExit(),
		keyring: openKeyring(profile),
		restart: () => restart(),
	};
	answerSavePath(window.webContents);
	answerChooseFolder(window.webContents);
	const bridge = openBridge(window.webContents);
	const open = async (): Promise<Backend> => {
		const opened = await openBackend(opening);
		await bridge.serve(opened);
		return opened;
	};
	/** The page's process starts with the page; evaluating the backend first would hold this thread, and the page with it. */
	await Promise.race([served, shown.catch(() => undefined)]);
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
	const actions = actionsOf({
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
	answerActions(window, actions);
	setMenu({ window, actions });
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

/** Chromium's own sandbox for every process; as root it cannot start, and --no-sandbox says that this is known. */
if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();
/** Before ready: Electron chooses its keyring once. */
const { passwordStore } = readConfig();
if (passwordStore !== null) app.commandLine.appendSwitch("password-store", passwordStore);
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
