/** What any Electron program pays: one window of the console's size with a page that says something. */
const { join } = require("node:path");
const { app, BrowserWindow } = require("electron");

app.on("window-all-closed", () => app.quit());
void app.whenReady().then(() => {
	const window = new BrowserWindow({
		width: 1440,
		height: 900,
		show: false,
		webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false },
	});
	window.once("ready-to-show", () => window.show());
	return window.loadFile(join(__dirname, "index.html"));
});
