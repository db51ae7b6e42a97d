import type { Page } from "@playwright/test";
import { smallSample } from "./data.js";
import { expect, test } from "./electron.js";
import { expectNumbers, heading, openedEmpty, pressUntil } from "./main-job.js";

/** Tab until the focus is on what has this name; fails after 80 steps. */
const tabTo = async (page: Page, name: RegExp): Promise<void> => {
	const passed: string[] = [];
	for (let step = 0; step < 80; step++) {
		await page.keyboard.press("Tab");
		const focused = await page.evaluate(() => `${document.activeElement?.textContent}`);
		if (name.test(focused)) return;
		passed.push(focused.slice(0, 30));
	}
	throw new Error(`The keyboard did not reach ${name}; it passed ${passed.join(" | ")}.`);
};

const hasRing = (page: Page): Promise<boolean> =>
	page.evaluate(() => {
		const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement ?? document.body);
		return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
	});

test("the main job without a pointer, with a visible focus", async ({ desktop, dataDir }) => {
	const shop = await smallSample(dataDir);
	const { page } = await desktop();
	/** Before the key that opens it: a chooser nobody listens for is the system's own, and stays open. */
	const chooser = page.waitForEvent("filechooser");
	await openedEmpty(page);

	await pressUntil(page, ["1"], (within) => expect(heading(page)).toContainText("Import", within));
	await tabTo(page, /^Choose a file/);
	expect(await hasRing(page)).toBe(true);
	await page.keyboard.press("Enter");
	await (await chooser).setFiles(shop.path);

	await expect(page.getByRole("button", { name: /^Import 6 / })).toBeVisible();
	await tabTo(page, /^Import 6 /);
	expect(await hasRing(page)).toBe(true);
	await page.keyboard.press("Enter");
	await expect(page.getByRole("region", { name: "Result" })).toBeFocused();

	await tabTo(page, /^Run analysis/);
	await page.keyboard.press("Enter");
	await expect(heading(page)).toContainText("Overview");
	await pressUntil(page, ["r"], (within) => expect(page).toHaveURL(/analysis=/, within));
	await expectNumbers(page, shop);

	await pressUntil(page, ["g", "a"], (within) => expect(heading(page)).toContainText("Analyses", within));
	await page.keyboard.press("Control+k");
	await expect(page.getByRole("dialog")).toBeVisible();
	await page.keyboard.type("Settings");
	await expect(page.getByRole("dialog")).toContainText("What is set");
	await page.keyboard.press("Enter");
	await expect(heading(page)).toContainText("Settings");
	await expect(page.getByRole("dialog")).toHaveCount(0);
	await page.keyboard.press("?");
	await expect(page.getByRole("dialog")).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("the menu runs the console's commands", async ({ desktop }) => {
	const { app, page } = await desktop();
	await openedEmpty(page);
	const choose = (...labels: [string, string]) =>
		app.evaluate(({ Menu }, [menu, item]) => {
			const found = Menu.getApplicationMenu()
				?.items.find(({ label }) => label === menu)
				?.submenu?.items.find(({ label }) => label === item);
			found?.click();
			return found !== undefined;
		}, labels);
	for (const [menu, item, title] of [
		["File", "Import …", "Import"],
		["View", "Analyses", "Analyses"],
		["Data", "Clean up", "Clean up"],
		["View", "Demo data", "Demo data"],
	] as const) {
		expect(await choose(menu, item)).toBe(true);
		await expect(heading(page)).toContainText(title);
	}
	expect(await choose("View", "Dark")).toBe(true);
	await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
	expect(await choose("Help", "Keys")).toBe(true);
	await expect(page.getByRole("dialog")).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(page.getByRole("dialog")).toHaveCount(0);

	expect(await choose("File", "Port …")).toBe(true);
	await expect(heading(page)).toHaveText("Shops and browsers reach this console");
	await page.getByRole("link", { name: "Back to the console" }).click();
	await expect(heading(page)).toContainText("Demo data");
	await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
});
