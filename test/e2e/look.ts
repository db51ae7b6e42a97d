import { expect, type Page } from "@playwright/test";
import { faultsOf } from "./axe.js";

/** Takes the picture of a page that stands still, and asks axe about it. */
export const look = async (page: Page, name: string): Promise<void> => {
	await page.waitForTimeout(400);
	await page.screenshot({ path: `test-results/screenshots/${name}.png` });
	expect.soft(await faultsOf(page), name).toEqual([]);
};
