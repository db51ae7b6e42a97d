import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { root } from "../../scripts/project.js";
import { expect, test } from "./electron.js";
import { look } from "./look.js";
import { lookEverywhere } from "./look-everywhere.js";
import { heading } from "./main-job.js";
import { runScript } from "./server.js";
import { shopDay, shopLog } from "./shop-log.js";

const home = "app://console/dashboard";
const recorded = (name: string): string => join(process.env["REAL_DATA_DIR"] ?? join(root, "..", "shared", "data"), name);
const retail = recorded("dev_online_retail_2010-12_2011-01.csv.gz");
const accessLog = recorded("dev_apache_access_log.gz");
const noRecords = "REAL_DATA_DIR lacks the recorded shop or access log: their figures are not shown.";

const wholeShop = "from=2010-12-01&to=2011-01-31&tz=UTC&compare=none";
const wholeLog = "from=2015-05-17&to=2015-05-20&tz=UTC&compare=none";

const filled = async (dataDir: string, args: readonly string[]): Promise<void> => {
	expect((await runScript("import", [...args], { dataDir }).ended).code).toBe(0);
};

/** Numbers are there, and none of another filter. */
const open = async (page: Page, path: string): Promise<void> => {
	await page.goto(`${home}${path}`);
	await expect(page.locator("[data-panel]").first()).toBeVisible();
	await expect(page.locator("[data-stale], [class*='skeleton' i]")).toHaveCount(0, { timeout: 60_000 });
	await expect(page.getByText(/not (computed|opened|read)\b/i)).toHaveCount(0);
};

const panel = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });
const row = (page: Page, of: string, name: string | RegExp): Locator => panel(page, of).getByRole("row", { name }).first();

test("the recorded shop: products, pairs and orders, exactly", async ({ desktop, dataDir }) => {
	test.skip(!existsSync(retail), noRecords);
	test.setTimeout(240_000);
	await filled(dataDir, [retail]);
	const { page } = await desktop();
	await open(page, `/products?${wholeShop}`);
	await expect(row(page, "Products", /^All/)).toContainText("1,515,110.70");
	await expect(panel(page, "Bought together").getByRole("row").nth(1)).toContainText("141");
	await panel(page, "Products").getByRole("searchbox", { name: "Find in Products" }).fill("white hanging heart");
	await expect(page).toHaveURL(/white/);
	await expect(row(page, "Products", /T-LIGHT/)).toBeVisible();
	await expect(row(page, "Products", /REGENCY/)).toHaveCount(0);
	await open(page, `/carts?${wholeShop}`);
	await expect(panel(page, "Carts by their furthest step")).toContainText("No cart in these days");
	await panel(page, "Orders over time")
		.getByRole("button", { name: /^Show as table/ })
		.click();
	await expect(row(page, "Orders over time", /^All/)).toContainText("2,749");
	await open(page, `/searches?${wholeShop}`);
	await expect(panel(page, "Searches")).toContainText("No searches in");
	await open(page, `/?${wholeShop}`);
	await expect(panel(page, "Channels")).toContainText("3,501");
	await expect(panel(page, "Products")).toContainText("1,515,110.70");
});

test("the recorded access log: pages, paths and the status breakdown, exactly; a page opens its paths by key", async ({
	desktop,
	dataDir,
}) => {
	test.skip(!existsSync(accessLog), noRecords);
	test.setTimeout(240_000);
	await filled(dataDir, [accessLog]);
	const { page } = await desktop();
	await open(page, `/breakdown?${wholeLog}&by=status`);
	const statuses = { 200: "9,125", 304: "445", 404: "213", 301: "164", 206: "45", 500: "3", 403: "2", 416: "2" };
	for (const [status, events] of Object.entries(statuses))
		await expect(row(page, "Events", new RegExp(`^${status} pageview ${events}`))).toBeVisible();

	await open(page, `/pages?${wholeLog}`);
	await expect(panel(page, "Pages")).toContainText("1,368");
	await expect(row(page, "Pages", /^All/)).toContainText("9,999");
	await expect(row(page, "Entry pages", /^All/)).toContainText("3,223");
	await panel(page, "Pages").getByRole("row").nth(1).focus();
	await page.keyboard.press("j");
	await page.keyboard.press("Enter");
	await expect(heading(page)).toContainText("Paths");
	await expect(page).toHaveURL(/page=/);
	await open(page, `/paths?${wholeLog}`);
	const picture = page.getByRole("figure", { name: /^Paths of 3,223 sessions/ });
	await expect(picture).toBeVisible();
	await picture.locator("[data-node]").first().focus();
	await page.keyboard.press("ArrowRight");
	await page.keyboard.press("Enter");
	await expect(page).toHaveURL(/page=/);
	await page.goBack();
	await expect(page).not.toHaveURL(/page=/);
	await page.getByRole("button", { name: "Show as table: Paths" }).click();
	await expect(panel(page, "Paths").getByRole("table")).toBeVisible();
});

test("a shop worked out by hand: carts left with their value, searches, products, and what is hidden", async ({ desktop, dataDir }) => {
	test.setTimeout(180_000);
	await filled(dataDir, [await shopLog(dataDir), "--map", "source=source"]);
	const { page } = await desktop();
	await open(page, `/carts?${shopDay}`);
	await expect(panel(page, "Carts by their furthest step")).toContainText(
		"3 of 4 carts are left, 75.0\u202f%, with goods for €30.00 in them.",
	);
	await open(page, `/searches?${shopDay}`);
	await expect(panel(page, "Searches").getByRole("row")).toHaveCount(4);
	await expect(panel(page, "Searches without results").getByRole("row")).toHaveCount(3);
	await expect(row(page, "Searches without results", /^mug 1 1/)).toBeVisible();
	await open(page, `/products?${shopDay}`);
	await expect(row(page, "Products", /^Merino throw A 2 50.0/)).toContainText("10.00");
	await expect(row(page, "Categories", /^Kitchen/)).toBeVisible();
	await expect(panel(page, "Bought together").getByRole("row")).toHaveCount(2);
	await open(page, `/noise?${shopDay}`);
	await expect(row(page, "What the noise filter hid", /^source seed_demo 2/)).toBeVisible();
	await row(page, "What the noise filter hid", /^source seed_demo/).click();
	await expect(heading(page)).toContainText("Events");
	await expect(page.getByText("2 events · times in UTC")).toBeVisible();
});

const views = ["pages", "paths", "products", "carts", "searches", "breakdown", "noise"] as const;

test("the views about the shop, in both schemes and sizes: no serious finding of axe, nothing scrolls sideways, pictures taken", async ({
	desktop,
	dataDir,
}) => {
	test.setTimeout(600_000);
	await filled(dataDir, [await shopLog(dataDir), "--map", "source=source"]);
	const shown = await desktop();
	for (const name of views) {
		await open(shown.page, `/${name}?${shopDay}${name === "breakdown" ? "&by=product_category" : ""}`);
		await lookEverywhere(shown, name);
	}
	await open(shown.page, `/carts?${shopDay}&by=product_category`);
	await expect(panel(shown.page, "Orders over time").getByRole("figure", { name: /^Orders by product_category.*Home 1/ })).toBeVisible();
	await lookEverywhere(shown, "carts-by");
});

test("the views about the shop before there are events, and while the store is slow or fails", async ({ desktop, dataDir }) => {
	test.setTimeout(180_000);
	const { page, quit } = await desktop();
	await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
	for (const name of views) {
		await page.goto(`${home}/${name}`);
		await expect(page.getByText("No events yet").first()).toBeVisible();
		await look(page, `empty-${name}-light-1440x900`);
	}
	await quit();
	await filled(dataDir, [await shopLog(dataDir), "--map", "source=source"]);
	const again = await desktop();
	/** A property that cannot be read is refused by the store: the failure stands in its panel. */
	await again.page.goto(`${home}/breakdown?${shopDay}&by=${"..".repeat(20)}`);
	await expect(again.page.getByRole("alert")).toBeVisible();
	await expect(heading(again.page)).toContainText("Breakdown");
	await look(again.page, "error-breakdown-light-1440x900");
});
