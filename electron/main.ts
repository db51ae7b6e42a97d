import { join } from "node:path";
import { app, session } from "electron";
import { type Config, readConfig } from "../backend/config.js";
import { answerSavePath, openBridge } from "./bridge.js";
import { guardAllContents, guardSession } from "./guards.js";
import { setMenu } from "./menu.js";
import { openBackend, settlePort, showPort } from "./opening.js";
import { openPreferences } from "./preferences.js";
import { setProfile } from "./profile.js";
import { registerScheme, servePages } from "./protocol.js";
import { openQuestions } from "./questions.js";
import { drainBeforeExit } from "./quitting.js";
import { bringForward, openWindow, showConsole } from "./window.js";

const webRoot = join(import.meta.dirname, "../renderer");
const preferences = openPreferences(setProfile(readConfig().dataDir));

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
	servePages({ root: webRoot, start: questions.html, developing });
	app.on("second-instance", () => bringForward(window));

	const opening = { window, questions, preferences, config, switchFolder, webRoot, quitting: drainBeforeExit() };
	const backend = await openBackend(opening);
	openBridge(backend, window.webContents);
	answerSavePath(window.webContents);
	const show = () => showConsole(window, preferences);
	setMenu({ window, dataDir: backend.dataDir, aboutPort: () => showPort(opening, backend).then(show) });
	await settlePort(opening, backend);
	await show();
};

/** Chromium's own sandbox for every process; as root it cannot start, and --no-sandbox says that this is known. */
if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();
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
