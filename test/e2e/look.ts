import { expect, type Page } from "@playwright/test";
import { faultsOf } from "./axe.js";
import { type Size, schemes, sizes } from "./views.js";

/** Takes the picture of a page that stands still, and asks axe about it. */
export const look = async (page: Page, name: string): Promise<void> => {
	await page.waitForTimeout(400);
	await page.screenshot({ path: `test-results/screenshots/${name}.png` });
	expect.soft(await faultsOf(page), name).toEqual([]);
};

/** A browser's page in both sizes and schemes, which scrolls nowhere sideways. Leaves it large and light. */
export const lookAtAll = async (page: Page, name: string): Promise<void> => {
	const set = async ([width, height]: Size, colorScheme: (typeof schemes)[number]): Promise<void> => {
		await page.setViewportSize({ width, height });
		await page.emulateMedia({ colorScheme });
	};
	for (const size of sizes)
		for (const scheme of schemes) {
			await set(size, scheme);
			await look(page, `${name}-${scheme}-${size.join("x")}`);
			expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), name).toBeLessThanOrEqual(0);
		}
	await set(sizes[0], "light");
};
