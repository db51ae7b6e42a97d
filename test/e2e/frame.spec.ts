import type { Page } from "@playwright/test";
import { expect, test } from "./electron.js";
import { heading } from "./main-job.js";

/**
 * Loads the page anew with the console's own script held back: what is seen until `release` is the frame alone, as a start shows it first.
 * The hold is on the element that asks for the script, since the window's scheme cannot be intercepted.
 */
const holdConsole = async (page: Page): Promise<() => Promise<void>> => {
	await page.addInitScript(() => {
		const append = Element.prototype.append;
		Element.prototype.append = function (this: Element, ...nodes: (Node | string)[]) {
			const script = nodes.find((node) => node instanceof HTMLScriptElement);
			if (script === undefined) append.apply(this, nodes);
			else Object.assign(window, { releaseConsole: () => append.apply(this, nodes) });
		};
	});
	await page.reload();
	return () => page.evaluate(() => (window as unknown as { releaseConsole: () => void }).releaseConsole());
};

const kept = (page: Page): Promise<string> => page.evaluate(() => localStorage.getItem("clickstream.frame") ?? "");
const console_ = (page: Page) => page.locator("#root nav[aria-label='Views']");
const views = (page: Page) => page.getByRole("navigation", { name: "Views" });

test("the frame as it stood is there before the console, and a view chosen in it is the one that opens", async ({ desktop }) => {
	const { page } = await desktop();
	await expect(heading(page)).toBeVisible();
	await expect.poll(() => kept(page)).toContain("Import");
	const names = await views(page).getByRole("link").allTextContents();
	const release = await holdConsole(page);
	await expect(views(page).getByRole("link", { name: "Import" })).toBeVisible();
	expect(await views(page).getByRole("link").allTextContents()).toEqual(names);
	await expect(console_(page)).toHaveCount(0);

	await views(page).getByRole("link", { name: "Settings" }).click();
	await expect(views(page).getByRole("link", { name: "Settings" })).toHaveAttribute("aria-current", "page");
	await views(page).getByRole("link", { name: "Tracking" }).focus();
	await release();
	await expect(heading(page)).toContainText("Settings");
	await expect(console_(page)).toHaveCount(1);
	await expect(views(page)).toHaveCount(1);
	await expect(views(page).getByRole("link", { name: "Tracking" })).toBeFocused();
});

test("a button of the frame is pressed once the console has it", async ({ desktop }) => {
	const { page } = await desktop();
	await expect(heading(page)).toBeVisible();
	await expect.poll(() => kept(page)).toContain("Import");
	const release = await holdConsole(page);
	await page.getByRole("button", { name: "Go to a view or run a command" }).click();
	await expect(page.getByRole("dialog")).toHaveCount(0);
	await release();
	await expect(page.getByRole("dialog")).toBeVisible();
});

test("what is kept of the frame holds nothing that the data says, and a frame of another build is not shown", async ({ desktop }) => {
	const { page } = await desktop();
	await views(page).getByRole("link", { name: "Settings" }).click();
	const name = page.getByRole("textbox", { name: "Name of the shop" });
	await name.fill("Quiet Harbour");
	await name.press("Enter");
	await expect(views(page).getByText("Quiet Harbour")).toBeVisible();
	/** Leaving the page keeps its frame once more. */
	await page.reload();
	await expect(views(page).getByText("Quiet Harbour")).toBeVisible();
	expect(await kept(page)).toContain("Settings");
	expect(await kept(page)).not.toContain("Quiet Harbour");

	await page.evaluate(() => {
		const all = (localStorage.getItem("clickstream.frame") ?? "").replaceAll(/console-[\w-]+\.js/g, "console-other.js");
		window.addEventListener("pagehide", () => localStorage.setItem("clickstream.frame", all));
	});
	const release = await holdConsole(page);
	await expect(views(page)).toHaveCount(0);
	await release();
	await expect(views(page).getByText("Quiet Harbour")).toBeVisible();
});
