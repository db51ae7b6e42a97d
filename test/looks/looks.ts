import type { Page } from "@playwright/test";
import { type Desktop, expect } from "../e2e/electron.js";
import { resize } from "../e2e/look-everywhere.js";
import { heading } from "../e2e/main-job.js";
import { schemes, sizes } from "../e2e/views.js";

export const folder = "test-results/looks";

/** Every view of the console, and the parts of one that are screens of their own. */
export const views = [
	["overview", "/"],
	["overview-details", "/?tab=details"],
	["insights", "/insights"],
	["recommendations", "/recommendations"],
	["live", "/live"],
	["visitors", "/visitors"],
	["times", "/times"],
	["retention", "/retention"],
	["acquisition", "/acquisition"],
	["pages", "/pages"],
	["paths", "/paths"],
	["funnels", "/funnels"],
	["products", "/products"],
	["carts", "/carts"],
	["searches", "/searches"],
	["breakdown", "/breakdown"],
	["noise", "/noise"],
	["events", "/events"],
	["analyses", "/analyses"],
	["import", "/import"],
	["tracking", "/tracking"],
	["demo", "/demo"],
	["cleanup", "/cleanup"],
	["settings", "/settings"],
	["settings-store", "/settings?section=store"],
	["settings-people", "/settings?section=people"],
	["settings-about", "/settings?section=about"],
] as const;

export const still = async (page: Page): Promise<void> => {
	await expect(heading(page).first()).toBeVisible();
	for (let round = 0; round < 2; round++) {
		await page.waitForTimeout(300);
		await expect.soft(page.locator("[data-stale], [data-waiting]")).toHaveCount(0, { timeout: 20_000 });
	}
};

/** The pointer over a chart would open its tooltip. */
const away = (page: Page): Promise<void> => page.mouse.move(2, 2);

/** One picture a size and scheme of what is open now. */
export const shoot = async (desktop: Desktop, name: string): Promise<void> => {
	await away(desktop.page);
	for (const size of sizes) {
		await resize(desktop, size);
		for (const scheme of schemes) {
			await desktop.page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
			await desktop.page.waitForTimeout(250);
			await desktop.page.screenshot({ path: `${folder}/${name}-${scheme}-${size[0]}.png` });
		}
		const sideways = await desktop.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
		expect.soft(sideways, `${name} scrolls sideways at ${size[0]}`).toBeLessThanOrEqual(0);
	}
};
