import type { Page } from "@playwright/test";
import { sample } from "./data.js";
import { expect, test } from "./electron.js";
import { lookEverywhere } from "./look-everywhere.js";
import { heading } from "./main-job.js";
import { runScript } from "./server.js";
import { views } from "./views.js";

const open = async (page: Page, path: string, title: string): Promise<void> => {
	await page.goto(`app://console/dashboard${path}`);
	await expect(heading(page)).toContainText(title);
	/** Nothing is shown for a moment, then skeletons, then numbers, then charts, whose code is a chunk of its own. */
	for (let round = 0; round < 3; round++) {
		await page.waitForTimeout(350);
		await expect(page.locator("[data-stale], [class*='skeleton' i]")).toHaveCount(0);
	}
	await expect(page.getByText(/not (computed|opened|read)/i)).toHaveCount(0);
};

test("every view, in both schemes and sizes: no serious finding of axe, nothing scrolls sideways, pictures taken", async ({
	desktop,
	dataDir,
}) => {
	test.setTimeout(600_000);
	const shop = await sample(dataDir);
	expect((await runScript("import", [shop.path], { dataDir }).ended).code).toBe(0);
	const shown = await desktop();
	for (const [name, path, title] of views) {
		await open(shown.page, path, title);
		await lookEverywhere(shown, name);
	}
});

test("the pages before there are events, in both schemes: no serious finding of axe, pictures taken", async ({ desktop }) => {
	test.setTimeout(600_000);
	const shown = await desktop();
	for (const [name, path, title] of [["first-run", "/", "No events yet"], ...views.slice(2)] as const) {
		await open(shown.page, path, title);
		await lookEverywhere(shown, `empty-${name}`);
	}
});
