import type { Page } from "@playwright/test";
import { faultsOf } from "./axe.js";
import { sample } from "./data.js";
import { type Desktop, expect, test } from "./electron.js";
import { heading } from "./main-job.js";
import { runScript } from "./server.js";
import { schemes, views } from "./views.js";

const sizes = [
	[1440, 900],
	[1024, 700],
] as const;

const resize = async ({ app, page }: Desktop, [width, height]: (typeof sizes)[number]): Promise<void> => {
	await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setSize(size[0], size[1]), [width, height] as const);
	await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width);
};

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

for (const scheme of schemes) {
	test(`every view in the ${scheme} scheme: no serious finding of axe, nothing scrolls sideways, pictures taken`, async ({
		desktop,
		dataDir,
	}) => {
		test.setTimeout(300_000);
		const shop = await sample(dataDir);
		expect((await runScript("import", [shop.path], { dataDir }).ended).code).toBe(0);
		const shown = await desktop();
		await shown.page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
		for (const [name, path, title] of views) {
			for (const size of sizes) {
				await resize(shown, size);
				await open(shown.page, path, title);
				await shown.page.screenshot({ path: `test-results/screenshots/${name}-${scheme}-${size.join("x")}.png` });
				expect
					.soft(await shown.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${name} sideways`)
					.toBeLessThanOrEqual(0);
			}
			expect.soft(await faultsOf(shown.page), `${name} in ${scheme}`).toEqual([]);
		}
	});
}

for (const scheme of schemes) {
	test(`the pages before there are events in the ${scheme} scheme: no serious finding of axe, pictures taken`, async ({ desktop }) => {
		const shown = await desktop();
		await shown.page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
		for (const [name, path, title] of [["first-run", "/", "No events yet"], ...views.slice(2)] as const) {
			await resize(shown, sizes[0]);
			await open(shown.page, path, title);
			await shown.page.screenshot({ path: `test-results/screenshots/empty-${name}-${scheme}-1440x900.png` });
			expect.soft(await faultsOf(shown.page), `${name} in ${scheme}`).toEqual([]);
		}
	});
}
