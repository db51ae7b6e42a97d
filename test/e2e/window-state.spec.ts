import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ElectronApplication } from "@playwright/test";
import { expect, test } from "./electron.js";

const boundsOf = (app: ElectronApplication) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());

test("size, place, zoom and view come back at the next start", async ({ desktop }) => {
	const first = await desktop();
	await first.page.getByRole("navigation").getByRole("link", { name: "Settings" }).click();
	await expect(first.page.getByRole("heading", { level: 1 })).toContainText("Settings");
	const loading = () => first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.isLoading());
	await expect.poll(loading, { message: "the kept zoom is set with the end of the load" }).toBe(false);
	await first.app.evaluate(({ BrowserWindow }) => {
		const window = BrowserWindow.getAllWindows()[0];
		window?.setBounds({ x: 40, y: 30, width: 1100, height: 720 });
		window?.webContents.setZoomFactor(1.25);
	});
	await expect.poll(() => boundsOf(first.app)).toMatchObject({ width: 1100, height: 720 });
	const kept = await boundsOf(first.app);
	expect(await first.quit()).toBe(0);

	const second = await desktop();
	await expect(second.page.getByRole("heading", { level: 1 })).toContainText("Settings");
	await expect.poll(() => boundsOf(second.app)).toEqual(kept);
	const zoom = () => second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor());
	await expect.poll(zoom, { message: "set once the page is loaded" }).toBeCloseTo(1.25);
});

test("a window that is closed before its data is open keeps its size", async ({ desktop, dataDir }) => {
	const { app, quit } = await desktop();
	const bounds = { x: 40, y: 30, width: 1100, height: 720 };
	await app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), bounds);
	expect(await quit()).toBe(0);
	expect(JSON.parse(await readFile(join(dataDir, "desktop", "window.json"), "utf8"))).toMatchObject({ bounds });
});

/** Each of these milliseconds finds the start elsewhere: before its data, amid opening it, after it. */
for (const after of [0, 150, 300, 450, 600]) {
	test(`a window that is closed ${after} ms after it opened ends the program well`, async ({ desktop }) => {
		const { page, quit } = await desktop();
		await page.waitForTimeout(after);
		expect(await quit()).toBe(0);
	});
}

test("the window is never smaller than 960 by 640", async ({ desktop }) => {
	const { app } = await desktop();
	expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getMinimumSize())).toEqual([960, 640]);
});

const canvases = { light: "#F3F4F6", dark: "#0F1116" } as const;

const backgroundOf = (app: ElectronApplication) =>
	app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBackgroundColor().toUpperCase());

for (const scheme of ["light", "dark"] as const) {
	test(`the window follows the system to ${scheme}`, async ({ desktop }) => {
		const { app, page } = await desktop();
		await page.emulateMedia({ colorScheme: null });
		await app.evaluate(({ nativeTheme }, themeSource) => {
			nativeTheme.themeSource = themeSource;
		}, scheme);
		await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", scheme);
		await expect.poll(() => backgroundOf(app)).toBe(canvases[scheme]);
	});
}

test("a window that was dark opens dark, never white", async ({ desktop, dataDir }) => {
	const first = await desktop();
	await first.page.emulateMedia({ colorScheme: null });
	await first.page.getByRole("link", { name: "Settings" }).click();
	await first.page.getByText("Dark", { exact: true }).click();
	await expect.poll(() => backgroundOf(first.app)).toBe(canvases.dark);
	expect(await first.quit()).toBe(0);
	expect(JSON.parse(await readFile(join(dataDir, "desktop", "window.json"), "utf8"))).toMatchObject({ scheme: "dark" });

	/** A data folder that cannot be opened keeps the console, which would set the colour itself, out of the way. */
	await rm(join(dataDir, "clickstream.duckdb"), { force: true });
	await writeFile(join(dataDir, "clickstream.duckdb"), "no data file".repeat(1000));
	const second = await desktop();
	await expect(second.page.getByRole("heading", { level: 1 })).toHaveText("The data file could not be read");
	expect(await backgroundOf(second.app)).toBe(canvases.dark);
});
