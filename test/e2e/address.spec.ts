import { smallSample } from "./data.js";
import { expect, test } from "./electron.js";
import { card, heading } from "./main-job.js";
import { runScript } from "./server.js";

const home = "app://console/dashboard";

test("an address that cannot be read shows the defaults and says so; tab titles name the view", async ({ desktop, dataDir }) => {
	const { path } = await smallSample(dataDir);
	expect((await runScript("import", [path], { dataDir }).ended).code).toBe(0);
	const { page } = await desktop();
	const faults: string[] = [];
	page.on("pageerror", (error) => faults.push(String(error)));
	for (const [address, told] of [
		["/?from=0001-01-01&to=0001-02-01", "the first day “0001-01-01” and the last day “0001-02-01”"],
		["/?from=2026-02-30&to=9999-12-31", "“2026-02-30”"],
		["/?tz=Mars/Olympus&noise=loud", "the time zone “Mars/Olympus” and the noise filter “loud”"],
		["/visitors?from=%3Cscript%3E", "“<script>”"],
		["/?from=2026-03-31&to=2026-03-01", "ends on 2026-03-01, before it begins"],
	] as const) {
		await page.goto(`${home}${address}`);
		await expect(page.getByRole("note").first()).toContainText(told);
		await expect(page.getByText(/not (computed|opened|read)\b/i)).toHaveCount(0);
	}
	await expect(card(page, "Orders")).toContainText("2");
	await page.getByRole("note").getByRole("button", { name: "Close" }).click();
	await expect(page.getByRole("note")).toHaveCount(0);
	await expect(page).toHaveTitle("Overview – Clickstream Console");
	/** Far away there are no events, and nothing breaks. */
	await page.goto(`${home}/?from=2199-01-01&to=2199-12-31`);
	await expect(heading(page)).toContainText("Overview");
	await expect(page.getByText("No events in this period").first()).toBeVisible();
	await page.goto(`${home}/events`);
	await expect(page).toHaveTitle("Events – Clickstream Console");
	expect(faults).toEqual([]);
});

test("a number opens from its card and from a finding: value, definition and SQL; the address keeps it", async ({ desktop, dataDir }) => {
	const { path } = await smallSample(dataDir);
	expect((await runScript("import", [path], { dataDir }).ended).code).toBe(0);
	const { page } = await desktop();
	await page.goto(`${home}/?from=2026-03-01&to=2026-03-05`);
	await card(page, "Conversion").getByRole("button", { name: "Conversion" }).click();
	const panel = page.getByRole("dialog");
	await expect(panel).toContainText("50.0");
	await expect(panel).toContainText("Sessions with an order / all sessions");
	await expect(panel).toContainText("SELECT");
	await expect(page).toHaveURL(/number=commerce.conversion/);
	await page.keyboard.press("Escape");
	await expect(panel).toHaveCount(0);
	const chip = page.getByRole("button", { name: /^F01, / });
	const text = await chip.locator("b").textContent();
	await chip.click();
	await expect(panel).toContainText(text ?? "no text");
	await expect(panel).toContainText("What rests on it");
	await page.reload();
	await expect(page.getByRole("dialog")).toContainText(text ?? "no text");
});
