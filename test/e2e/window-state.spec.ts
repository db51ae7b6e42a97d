import { expect, test } from "./electron.js";

const boundsOf = (app: import("@playwright/test").ElectronApplication) =>
	app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());

test("size, place, zoom and view come back at the next start", async ({ desktop }) => {
	const first = await desktop();
	await first.page.getByRole("navigation").getByRole("link", { name: "Settings" }).click();
	await expect(first.page.getByRole("heading", { level: 1 })).toContainText("Settings");
	await first.app.evaluate(({ BrowserWindow }) => {
		const window = BrowserWindow.getAllWindows()[0];
		window?.setBounds({ x: 40, y: 30, width: 1100, height: 720 });
		window?.webContents.setZoomFactor(1.25);
	});
	await first.page.waitForTimeout(800);
	const kept = await boundsOf(first.app);
	expect(await first.quit()).toBe(0);

	const second = await desktop();
	await expect(second.page.getByRole("heading", { level: 1 })).toContainText("Settings");
	expect(await boundsOf(second.app)).toEqual(kept);
	expect(await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor())).toBeCloseTo(1.25);
});

test("the window is never smaller than 960 by 640", async ({ desktop }) => {
	const { app } = await desktop();
	expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getMinimumSize())).toEqual([960, 640]);
});

for (const [scheme, canvas] of [
	["light", "#F3F4F6"],
	["dark", "#0F1116"],
] as const) {
	test(`the window is painted ${scheme} before its page is there, never white`, async ({ desktop }) => {
		const first = await desktop();
		await first.page.emulateMedia({ colorScheme: null });
		await first.app.evaluate(({ nativeTheme }, themeSource) => {
			nativeTheme.themeSource = themeSource;
		}, scheme);
		await expect(first.page.locator("html")).toHaveAttribute("data-mantine-color-scheme", scheme);
		const background = () =>
			first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBackgroundColor().toUpperCase());
		await expect.poll(background).toBe(canvas);
	});
}
