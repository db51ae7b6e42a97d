import { join } from "node:path";
import { app, BrowserWindow, nativeTheme, screen } from "electron";
import { addressOf, routeOf } from "./addresses.js";
import { type Bounds, placeWindow, smallest } from "./bounds.js";
import type { PreferenceStore } from "./preferences.js";
import { colours, type Scheme, schemeOfColour, schemeToKeep } from "./scheme.js";

const titleBarHeight = 36;

const systemScheme = (): Scheme => (nativeTheme.shouldUseDarkColors ? "dark" : "light");

const workAreas = (): [Bounds, ...Bounds[]] => {
	const main = screen.getPrimaryDisplay();
	const others = screen.getAllDisplays().filter((display) => display.id !== main.id);
	return [main.workArea, ...others.map((display) => display.workArea)];
};

const overlay = (scheme: Scheme) => ({ color: colours[scheme].titleBar, symbolColor: colours[scheme].symbols, height: titleBarHeight });

/** The window's state is written when it is closed, and half a second after the last change in case the process is killed. */
const remember = (window: BrowserWindow, preferences: PreferenceStore): void => {
	const save = (): void => {
		if (window.isDestroyed()) return;
		preferences.set({
			bounds: window.getNormalBounds(),
			maximised: window.isMaximized(),
			zoom: window.webContents.getZoomFactor(),
		});
	};
	let waiting: NodeJS.Timeout | undefined;
	const saveSoon = (): void => {
		clearTimeout(waiting);
		waiting = setTimeout(save, 500);
	};
	for (const change of ["resize", "move", "maximize", "unmaximize"] as const) window.on(change as "resize", saveSoon);
	window.on("close", save);
	window.on("closed", () => clearTimeout(waiting));
};

const rememberRoute = (window: BrowserWindow, preferences: PreferenceStore): void => {
	const keep = (address: string): void => {
		const route = routeOf(address);
		// Each set is written through to the disk, while nothing else of the window goes on.
		if (route !== null && route !== preferences.get("route")) preferences.set({ route });
	};
	window.webContents.on("did-navigate-in-page", (_event, address, isMainFrame) => isMainFrame && keep(address));
	window.webContents.on("did-navigate", (_event, address) => keep(address));
};

/** The page tells its scheme by its theme-color; the system's window buttons and the next start follow it. */
const followScheme = (window: BrowserWindow, preferences: PreferenceStore): void => {
	window.webContents.on("did-change-theme-color", (_event, colour) => {
		const scheme = colour === null ? null : schemeOfColour(colour);
		if (scheme === null) return;
		const kept = schemeToKeep(scheme, systemScheme());
		if (kept !== preferences.get("scheme")) preferences.set({ scheme: kept });
		window.setBackgroundColor(colours[scheme].canvas);
		if (process.platform !== "darwin") window.setTitleBarOverlay(overlay(scheme));
	});
};

/** Opens hidden and painted in the scheme it will have; shown by its first painted page. */
export const openWindow = (preferences: PreferenceStore): BrowserWindow => {
	const kept = preferences.get("scheme");
	const scheme = kept === undefined || kept === "system" ? systemScheme() : kept;
	const window = new BrowserWindow({
		...placeWindow(preferences.get("bounds"), workAreas()),
		minWidth: smallest.width,
		minHeight: smallest.height,
		show: false,
		title: "Clickstream Console",
		/** As large as any task bar draws it: it is decoded before the window is there. */
		icon: join(app.getAppPath(), "electron", "icons", "linux", "128x128.png"),
		backgroundColor: colours[scheme].canvas,
		titleBarStyle: "hidden",
		...(process.platform === "darwin" ? { trafficLightPosition: { x: 12, y: 11 } } : { titleBarOverlay: overlay(scheme) }),
		webPreferences: {
			preload: join(import.meta.dirname, "../preload/preload.cjs"),
			contextIsolation: true,
			sandbox: true,
			nodeIntegration: false,
			webSecurity: true,
			spellcheck: false,
		},
	});
	window.once("ready-to-show", () => {
		if (preferences.get("maximised")) window.maximize();
		window.show();
	});
	remember(window, preferences);
	rememberRoute(window, preferences);
	followScheme(window, preferences);
	return window;
};

/** A load that gives way to the next one, such as a reload while it runs, is no failure. */
const loadNow = async (window: BrowserWindow, address: string): Promise<void> => {
	await window.loadURL(address).catch((error: unknown) => {
		if ((error as NodeJS.ErrnoException).code !== "ERR_ABORTED") throw error;
	});
};

const loading = new WeakMap<BrowserWindow, Promise<unknown>>();

/** One load after the other: where one begins amid another, Electron takes the end of the first for a failure of the second. */
export const load = (window: BrowserWindow, address: string): Promise<void> => {
	const before = loading.get(window) ?? Promise.resolve();
	const loaded = before.then(() => loadNow(window, address));
	loading.set(
		window,
		loaded.catch(() => undefined), // Told to whoever waits for that load.
	);
	return loaded;
};

/** Opens the view that was open last, at its zoom. */
export const showConsole = async (window: BrowserWindow, preferences: PreferenceStore): Promise<void> => {
	const zoom = preferences.get("zoom") ?? 1;
	await load(window, addressOf(preferences.get("route")));
	window.webContents.setZoomFactor(zoom);
};

/** Milliseconds after its load that a page has to draw itself; one that fails to must not keep the data closed. */
const drawingMs = 1_000;

/**
 * Resolves once the console's frame is painted, or can no longer be waited for. The frame tells by its theme-color that it stands;
 * Electron's ready-to-show, the first paint, may come before or after that. Never rejects.
 */
export const drawn = async (window: BrowserWindow, loaded: Promise<void>): Promise<void> => {
	const stands = new Promise<void>((resolve) => window.webContents.once("did-change-theme-color", () => resolve()));
	const painted = new Promise<void>((resolve) => window.once("ready-to-show", () => resolve()));
	const late = new Promise<void>((resolve) => {
		loaded.then(
			() => setTimeout(resolve, drawingMs),
			() => resolve(),
		);
	});
	await Promise.race([Promise.all([stands, painted]), late]);
};

export const bringForward = (window: BrowserWindow): void => {
	if (window.isDestroyed()) return;
	if (window.isMinimized()) window.restore();
	window.show();
	window.focus();
};
