import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { faultsOf } from "./axe.js";
import { expect, test } from "./electron.js";
import { resize } from "./look-everywhere.js";
import { heading, pressUntil } from "./main-job.js";
import { absent, accessLog, consoleOf, retail, settled, wholeLog, wholeShop } from "./recorded.js";
import { runScript } from "./server.js";
import { schemes } from "./views.js";

test.skip(absent !== null, absent ?? "");

const panel = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const row = (page: Page, of: string, name: string | RegExp) => panel(page, of).getByRole("row", { name });

const saved = async (page: Page, act: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> => {
	const download = page.waitForEvent("download");
	await act();
	const file = await download;
	return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
};

const saveAs = (page: Page, title: string, kind: string) =>
	saved(page, async () => {
		await page.getByRole("button", { name: `Save: ${title}` }).click();
		await page.getByRole("menuitem", { name: kind }).click();
	});

test("a shop's visitors: figures, chart, table twin, files of what is filtered, and the address that holds it all", async ({ dataDir }) => {
	test.setTimeout(240_000);
	const shop = await consoleOf(dataDir, retail);
	const { page } = shop;
	try {
		await shop.open(`/visitors?${wholeShop}`);
		for (const figure of ["3,501", "24.5", "78.5", "1,515,110.70"])
			await expect(row(page, "New and returning", /^All/)).toContainText(figure);

		await page.getByRole("button", { name: "Show as table: Over time" }).click();
		await expect(page).toHaveURL(/tables=/);
		await expect(row(page, "Over time", /Wed, 1 Dec 2010/)).toBeVisible();
		await expect(row(page, "Over time", /31 Jan 2011/)).toBeHidden();
		await page.getByRole("button", { name: "Next page" }).click();
		await expect(row(page, "Over time", /31 Jan 2011/)).toContainText("not complete");
		await panel(page, "Over time").getByRole("button", { name: "Sessions", exact: true }).click();
		await expect(panel(page, "Over time").getByRole("columnheader", { name: "Sessions" })).toHaveAttribute("aria-sort", "descending");
		const busiest = panel(page, "Over time").getByRole("row").nth(1);
		await expect(busiest).toContainText(/9 Dec 2010.*183/);
		await page.reload();
		await settled(page);
		await expect(busiest).toContainText(/9 Dec 2010.*183/);

		await panel(page, "Over time").getByRole("button", { name: "Sessions", exact: true }).focus();
		const csv = await saved(page, () => page.keyboard.press("x"));
		const lines = csv.bytes.toString("utf8").trim().split("\r\n");
		expect(csv.name).toBe("over-time-2010-12-01-2011-01-31-utc.csv");
		expect([lines[0], lines.length]).toEqual(["Start,Visitors,New visitors,Returning visitors,Sessions", 63]);
		expect(lines.slice(1).reduce((sum, line) => sum + Number(line.split(",")[4]), 0)).toBe(3501);

		const json = await saveAs(page, "Over time", "All rows as JSON");
		expect(JSON.parse(json.bytes.toString("utf8"))).toMatchObject({ report: "visitors-over-time", total: 62 });
		await page.getByRole("button", { name: "Show as chart: Over time" }).click();
		await settled(page);
		const png = await saveAs(page, "Over time", "What is shown as PNG");
		expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
		expect(png.bytes.length).toBeGreaterThan(20_000);
		await expect(page.locator("[data-pictured]")).toHaveCount(0);

		await page.getByRole("button", { name: "By: nothing" }).click();
		await expect(page.getByRole("combobox", { name: "Find in By" })).toBeFocused();
		await page.keyboard.type("country");
		await page.keyboard.press("Enter");
		await expect(page).toHaveURL(/by=country/);
		await expect(row(page, "New and returning", /^All.*Germany/)).toBeVisible();
		await page.goBack();
		await expect(page).not.toHaveURL(/by=country/);
	} finally {
		await shop.close();
	}
});

test("a period is held against any other one, which stands in the address", async ({ dataDir }) => {
	test.setTimeout(180_000);
	const shop = await consoleOf(dataDir, retail);
	const { page } = shop;
	try {
		await shop.open("/acquisition?from=2011-01-10&to=2011-01-16&tz=UTC");
		await expect(row(page, "Channels", /^Direct/)).toContainText("%");
		await page.getByRole("button", { name: /^Against/ }).click();
		await page.getByRole("option", { name: "other days" }).click();
		const dialog = page.getByRole("dialog", { name: "Choose days to compare with" });
		await dialog.getByLabel("First day").fill("2010-12-06");
		await dialog.getByLabel("Last day").fill("2010-12-12");
		await dialog.getByRole("button", { name: "Use" }).click();
		await expect(page).toHaveURL(/compare=custom&compare_from=2010-12-06&compare_to=2010-12-12/);
		await settled(page);
		await expect(panel(page, "Channels")).toContainText("Against 6 – 12 Dec 2010");
		await expect(
			row(page, "Channels", /^Direct/)
				.getByRole("cell")
				.nth(2),
		).toHaveText(/^[+−][\d.]+\s%[+−]\d+$/);
		await page.getByRole("button", { name: /^Against/ }).click();
		await page.getByRole("option", { name: "year before" }).click();
		await expect(page).toHaveURL(/compare=year(?!.*compare_from)/);
		await expect(panel(page, "Channels")).toContainText("Nothing in 10 – 16 Jan 2010 to compare with");

		/** Six lines with six of the other period are too many: one at a time is compared. */
		await shop.open("/visitors?from=2011-01-10&to=2011-01-16&tz=UTC&by=country");
		const lines = page.getByRole("list", { name: "Lines" }).getByRole("button");
		await expect(lines.nth(3)).toBeVisible();
		await expect(page.getByText("of the line you point at").first()).toBeVisible();
		await expect(page.locator(".compared-line")).toHaveCount(0);
		await lines.first().hover();
		await expect(page.locator(".compared-line")).toHaveCount(1);
		await page.mouse.move(2, 2);
		await expect(page.locator(".compared-line")).toHaveCount(0);
		await lines.nth(1).focus();
		await expect(page.locator(".compared-line")).toHaveCount(1);
		await page.screenshot({ path: "test-results/screenshots/visitors-of-six-compared-light-1440x900.png" });
	} finally {
		await shop.close();
	}
});

test("an access log's times, cohorts and channels in the desktop window", async ({ desktop, dataDir }) => {
	test.setTimeout(240_000);
	expect((await runScript("import", [accessLog], { dataDir }).ended).code).toBe(0);
	const { app, page } = await desktop();
	await resize({ app, page }, [1440, 900]);
	for (const scheme of schemes) {
		await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
		for (const view of ["visitors", "times", "retention", "acquisition"]) {
			await page.goto(`app://console/dashboard/${view}?${wholeLog}${view === "retention" ? "&period=day" : ""}`);
			await settled(page);
			await page.screenshot({ path: `test-results/screenshots/log-${view}-${scheme}-1440x900.png` });
			expect.soft(await faultsOf(page), `${view} in ${scheme}`).toEqual([]);
		}
	}
	await page.goto(`app://console/dashboard/visitors?${wholeLog}`);
	for (const figure of ["1,861", "3,223", "55.0"]) await expect(row(page, "New and returning", /^All/)).toContainText(figure);
	await page.goto(`app://console/dashboard/times?${wholeLog}`);
	await settled(page);

	/** Without a pointer: into the heat map, across it by arrows, its table, and on to another view. */
	const heat = page.getByRole("table", { name: /Sessions by weekday and hour/ });
	await heat.getByRole("cell").first().focus();
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("ArrowRight");
	await expect(page.locator("[data-cell='1 1']")).toBeFocused();
	await expect(page.getByRole("status").filter({ hasText: "01:00" })).toContainText("Sessions");
	await expect(page).toHaveURL(new RegExp(wholeLog.slice(0, 30)));
	await page.keyboard.press("v");
	await expect(row(page, "Busy hours", /00:00/).first()).toBeVisible();
	await pressUntil(page, ["g", "n"], (within) => expect(heading(page)).toContainText("Retention", within));
	await page.keyboard.press("Control+k");
	await expect(page.getByRole("dialog")).toBeVisible();
	await page.keyboard.type("acquis");
	await expect(page.getByRole("dialog").getByRole("button").first()).toContainText("Acquisition");
	await page.keyboard.press("Enter");
	await expect(heading(page)).toContainText("Acquisition");
	await expect(page).toHaveURL(/from=2015-05-17/);
});

test("while numbers come there is a skeleton, old ones stay dimmed, and a failure stands in its own panel", async ({ dataDir }) => {
	test.setTimeout(180_000);
	const shop = await consoleOf(dataDir, accessLog);
	const { page } = shop;
	try {
		const held: (() => void)[] = [];
		const cancelled: string[] = [];
		page.on("requestfailed", (request) => cancelled.push(request.url()));
		await page.route("**/api/reports/**", async (route) => {
			await new Promise<void>((go) => held.push(go));
			await route.continue().catch(() => undefined);
		});
		const release = (): void => {
			for (const go of held.splice(0)) go();
		};
		await page.goto(`${shop.server.address}/dashboard/acquisition?${wholeLog}`);
		await expect(page.locator("[class*='skeleton' i]").first()).toBeVisible();
		await page.screenshot({ path: "test-results/screenshots/loading-acquisition-light-1440x900.png" });
		release();
		await settled(page);
		await page.getByRole("button", { name: "Previous period" }).click();
		await expect(panel(page, "Channels")).toHaveAttribute("data-stale");
		await expect(panel(page, "Channels")).toContainText("Still of 17 – 20 May 2015");
		await page.screenshot({ path: "test-results/screenshots/stale-acquisition-light-1440x900.png" });
		await page.getByRole("link", { name: "Events", exact: true }).click();
		await expect(heading(page)).toContainText("Events");
		await expect.poll(() => cancelled.filter((url) => url.includes("/api/reports/channels")).length).toBeGreaterThan(0);
		release();
		await page.unroute("**/api/reports/**");

		const failure = { error: { code: "store_unavailable", message: "The store does not answer. Try again.", id: "e-17" } };
		await page.route("**/api/reports/campaigns**", (route) =>
			route.fulfill({ status: 503, contentType: "application/json", body: JSON.stringify(failure) }),
		);
		await page.goto(`${shop.server.address}/dashboard/acquisition?${wholeLog}`);
		await expect(panel(page, "Campaigns").getByRole("alert")).toContainText("The report “Campaigns” was not computed.", {
			timeout: 30_000,
		});
		await expect(row(page, "Channels", /^Direct/)).toBeVisible();
		await expect(panel(page, "Campaigns")).toContainText("Error e-17");
		await page.screenshot({ path: "test-results/screenshots/error-acquisition-light-1440x900.png" });
		expect(await faultsOf(page)).toEqual([]);
		await page.unroute("**/api/reports/campaigns**");
		await panel(page, "Campaigns").getByRole("button", { name: "Try again" }).click();
		await expect(panel(page, "Campaigns").getByRole("alert")).toHaveCount(0);
	} finally {
		await shop.close();
	}
});
