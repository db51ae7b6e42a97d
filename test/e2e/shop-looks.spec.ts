import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { faultsOf } from "./axe.js";
import { expect, test } from "./electron.js";
import { withShop } from "./shop.js";

const pictures = join("test-results", "pictures");
const picture = async (page: Page, name: string): Promise<void> => {
	await mkdir(pictures, { recursive: true });
	await writeFile(join(pictures, `${name}.png`), await page.screenshot({ fullPage: false }));
};

for (const [name, viewport] of [
	["wide", { width: 1280, height: 900 }],
	["phone", { width: 390, height: 844 }],
] as const) {
	for (const colorScheme of ["light", "dark"] as const) {
		test(`reads well and without faults, ${name}, ${colorScheme}`, async ({ dataDir }) => {
			await withShop(
				dataDir,
				async ({ page, server }) => {
					await page.emulateMedia({ colorScheme });
					const look = async (view: string): Promise<void> => {
						await picture(page, `shop-${view}-${name}-${colorScheme}`);
						expect(await faultsOf(page), view).toEqual([]);
						const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
						expect(overflow, `${view} scrolls sideways`).toBe(0);
					};
					await page.goto(server.address);
					await expect(page.getByText("23 products")).toBeVisible();
					await look("home");
					await page.getByRole("button", { name: "Add Cup 00 to the cart" }).click();
					await page.goto(`${server.address}/p/red-shoe`);
					await page.getByRole("button", { name: "Add Red Shoe to the cart" }).click();
					await look("product");
					const [drawn, heading] = await Promise.all([".product .picture", ".product h1"].map((one) => page.locator(one).boundingBox()));
					const below = (heading?.y ?? 0) >= (drawn?.y ?? 0) + (drawn?.height ?? 0);
					expect(below, "the text is below the picture where there is no room beside it").toBe(viewport.width < 700);
					await page.goto(`${server.address}/cart`);
					await expect(page.getByText("Total", { exact: true })).toBeVisible();
					await look("cart");
					await page.getByRole("link", { name: "Check out" }).click();
					await look("checkout");
					await page.goto(`${server.address}/static/auth.html`);
					await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
					await look("account");
				},
				viewport,
			);
		});
	}
}
