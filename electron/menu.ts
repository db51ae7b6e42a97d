import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from "electron";
import type { Actions } from "./actions.js";

type Item = MenuItemConstructorOptions;

const separator: Item = { type: "separator" };

type Views = readonly (readonly [label: string, id: string])[];

const views: Views = [
	["Overview", "overview"],
	["Insights", "insights"],
	["Recommendations", "recommendations"],
	["Live", "live"],
	["Events", "events"],
	["Analyses", "analyses"],
	["Import", "import"],
	["Tracking", "tracking"],
	["Demo data", "demo"],
	["Clean up", "cleanup"],
	["Settings", "settings"],
];

const reports: Views = [
	["Visitors", "visitors"],
	["Times", "times"],
	["Retention", "retention"],
	["Acquisition", "acquisition"],
	["Pages", "pages"],
	["Paths", "paths"],
	["Funnels", "funnels"],
	["Products", "products"],
	["Carts", "carts"],
	["Searches", "searches"],
	["Breakdown", "breakdown"],
	["Noise", "noise"],
];

export interface MenuDeps {
	readonly window: BrowserWindow;
	readonly actions: Actions;
}

/** The same actions as in the command field: those of the console are sent to it by name, the shell does the others itself. */
export const setMenu = ({ window, actions }: MenuDeps): void => {
	const send = (label: string, command: string, accelerator?: string): Item => ({
		label,
		...(accelerator === undefined ? {} : { accelerator }),
		click: () => window.webContents.send("clickstream:command", command),
	});
	const zoom = (label: string, accelerator: string, next: (factor: number) => number): Item => ({
		label,
		accelerator,
		click: () => window.webContents.setZoomFactor(next(window.webContents.getZoomFactor())),
	});
	const mac = process.platform === "darwin";
	Menu.setApplicationMenu(
		Menu.buildFromTemplate([
			...(mac ? [{ role: "appMenu" } satisfies Item] : []),
			{
				label: "File",
				submenu: [
					send("Import …", "go-import", "CmdOrCtrl+O"),
					send("Export …", "go-events", "CmdOrCtrl+E"),
					separator,
					{ label: "Open data folder", click: actions.folder },
					{ label: "Open logs", click: actions.logs },
					{ label: "Port …", click: actions.port },
					separator,
					mac ? { role: "close" } : { role: "quit" },
				],
			},
			{ role: "editMenu" },
			{
				label: "View",
				submenu: [
					...views.map(([label, id]) => send(label, `go-${id}`)),
					{ label: "Reports", submenu: reports.map(([label, id]) => send(label, `go-${id}`)) },
					separator,
					send("Scheme of the system", "auto"),
					send("Light", "light"),
					send("Dark", "dark"),
					separator,
					zoom("Larger", "CmdOrCtrl+=", (factor) => Math.min(3, factor * 1.1)),
					zoom("Smaller", "CmdOrCtrl+-", (factor) => Math.max(0.5, factor / 1.1)),
					zoom("Actual size", "CmdOrCtrl+0", () => 1),
					separator,
					{ role: "togglefullscreen" },
					{ role: "reload" },
				],
			},
			{
				label: "Data",
				submenu: [
					send("Run analysis", "run", "CmdOrCtrl+R"),
					send("Demo data", "go-demo"),
					send("Clean up", "go-cleanup"),
					separator,
					send("Back up …", "back-up"),
					{ label: "Restore …", click: actions.restore },
				],
			},
			{ role: "help", submenu: [send("Tour", "tour"), send("Keys", "keys"), send("Diagnostics", "diagnostics"), send("About", "about")] },
		]),
	);
};
