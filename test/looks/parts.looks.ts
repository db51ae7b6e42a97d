import { type Desktop, expect, test } from "../e2e/electron.js";
import { accessLog, retail } from "../e2e/recorded.js";
import { openBrowser, runScript, serve } from "../e2e/server.js";
import { shopLog } from "../e2e/shop-log.js";
import { schemes } from "../e2e/views.js";
import { folder, shoot, still } from "./looks.js";

/** What opens over a view, and what stands before the console. */

const wholeLog = "from=2015-05-17&to=2015-05-20&tz=UTC";
const wholeShop = "from=2010-12-01&to=2011-01-31&tz=UTC";

const open = async ({ page }: Desktop, path: string): Promise<void> => {
	await page.goto(`app://console/dashboard${path}`);
	await still(page);
};

test("broken down, with the access log", async ({ desktop, dataDir }) => {
	await runScript("import", [accessLog], { dataDir }).ended;
	const shown = await desktop();
	for (const [name, path] of [
		["visitors", "/visitors?by=status"],
		["times", "/times?by=device"],
		["retention", "/retention?by=device&period=day"],
		["acquisition", "/acquisition?by=device"],
		["pages", "/pages?by=status"],
		["paths", "/paths?by=device"],
		["breakdown", "/breakdown?by=status"],
		["times-table", `/times?by=device&tables=${encodeURIComponent(JSON.stringify({ "weekday-hours": { as: "table" } }))}`],
	] as const) {
		await open(shown, `${path}&${wholeLog}`);
		await shoot(shown, `by/${name}`);
	}
});

test("a saved analysis of the shop, and what opens over it", async ({ desktop, dataDir }) => {
	await runScript("import", [retail], { dataDir }).ended;
	const shown = await desktop();
	const { page } = shown;
	await open(shown, `/?${wholeShop}`);
	await page.getByRole("button", { name: /^Run analysis/ }).click();
	await expect(page).toHaveURL(/analysis=/, { timeout: 60_000 });
	await still(page);
	await shoot(shown, "over/analysis");
	await page.getByRole("article", { name: "Revenue", exact: true }).click();
	await shoot(shown, "over/number");
	await open(shown, "/analyses");
	await shoot(shown, "over/analyses");
	await open(shown, `/?${wholeShop}`);
	await page.keyboard.press("Control+k");
	await expect(page.getByRole("dialog")).toBeVisible();
	await shoot(shown, "over/palette");
	await page.keyboard.type("fun");
	await shoot(shown, "over/palette-typed");
	await page.keyboard.type("zzzz");
	await shoot(shown, "over/palette-nothing");
	await page.keyboard.press("Escape");
	await page.keyboard.press("?");
	await expect(page.getByRole("dialog")).toBeVisible();
	await shoot(shown, "over/keys");
	await page.keyboard.press("Escape");
	await page.getByRole("button", { name: /^Period: / }).click();
	await expect(page.getByRole("dialog")).toBeVisible();
	await shoot(shown, "over/period");
	await page.keyboard.press("Escape");
	await open(shown, `/events?${wholeShop}`);
	await page.getByRole("row").nth(2).click();
	await expect(page.getByRole("dialog")).toBeVisible();
	await shoot(shown, "over/event");
	await open(shown, `/funnels?${wholeShop}&people=${encodeURIComponent(JSON.stringify({ step: 1, who: "left" }))}`);
	await expect(page.getByRole("dialog")).toBeVisible();
	await shoot(shown, "over/people");
	await open(shown, "/tracking");
	await page.getByRole("button", { name: "New write key" }).click();
	await shoot(shown, "over/write-key");
});

test("a file before it is imported, one with faults, and one that is none", async ({ desktop }) => {
	const shown = await desktop();
	const { page } = shown;
	for (const [name, text] of [
		["columns", "when,who,what,where,price\n2026-03-02T09:00:00,u1,view,/a,1.5\n2026-03-02T09:01:00,u1,buy,/b,2\n"],
		["faults", "ts,user_id,event_type,price\nyesterday,u1,view,1\n1970-01-01,u2,view,x\n2026-03-02T09:00:00Z,u3,,1\n2999-01-01,u4,buy,2\n"],
		["binary", "\u0000\u0001\u0002PK\u0003\u0004\u0000\u0000"],
		["empty", ""],
	] as const) {
		await open(shown, "/import");
		await page
			.locator("input[type=file]")
			.first()
			.setInputFiles({ name: `${name}.csv`, mimeType: "text/csv", buffer: Buffer.from(text) });
		await page.waitForTimeout(1500);
		await shoot(shown, `import/${name}`);
	}
});

test("pages for who is not known", async ({ dataDir }) => {
	const server = await serve(dataDir);
	const browser = await openBrowser();
	for (const colorScheme of schemes)
		for (const [name, address] of [
			["first-owner", server.ownerLink ?? ""],
			["log-in", `${server.address}/dashboard`],
			["bad-code", `${server.address}/dashboard/redeem#code=nothing`],
		] as const) {
			const page = await browser.newPage({ viewport: { width: 1024, height: 700 }, colorScheme, reducedMotion: "reduce" });
			await page.goto(address);
			await page.waitForTimeout(800);
			await page.screenshot({ path: `${folder}/account/${name}-${colorScheme}-1024.png` });
			await page.close();
		}
	await browser.close();
	await server.stop();
});

test("on paper", async ({ desktop, dataDir }) => {
	await runScript("import", [await shopLog(dataDir)], { dataDir }).ended;
	const shown = await desktop();
	const { page } = shown;
	await page.goto("app://console/dashboard/products?from=2026-03-02&to=2026-03-02&tz=UTC");
	await still(page);
	await page.emulateMedia({ media: "print" });
	await page.screenshot({ path: `${folder}/print/products.png`, fullPage: true });
	await page.goto("app://console/dashboard/visitors?from=2026-03-02&to=2026-03-02&tz=UTC");
	await still(page);
	await page.screenshot({ path: `${folder}/print/visitors.png`, fullPage: true });
});
