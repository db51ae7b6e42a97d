import { expect, type Page } from "@playwright/test";
import { test } from "./electron.js";
import { loggedIn } from "./logged-in.js";
import { look } from "./look.js";
import { heading, pressUntil } from "./main-job.js";
import { schemes, sizes } from "./views.js";

const fill = async (page: Page, fields: Readonly<Record<string, string>>): Promise<void> => {
	for (const [name, text] of Object.entries(fields)) await page.getByRole("textbox", { name, exact: true }).fill(text);
};

const runs = (page: Page) => page.getByRole("table", { name: "Earlier runs" });

test("a sample shop in one click from the first run: made, seen, undone, made again, cancelled; pictures in both sizes and schemes", async ({
	dataDir,
}) => {
	test.setTimeout(300_000);
	const { page, address, close } = await loggedIn(dataDir, "No events yet");
	const inBoth = async (name: string): Promise<void> => {
		for (const [width, height] of sizes)
			for (const scheme of schemes) {
				await page.setViewportSize({ width, height });
				await page.emulateMedia({ colorScheme: scheme });
				await look(page, `${name}-${scheme}-${width}x${height}`);
				expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
			}
		await page.setViewportSize({ width: 1440, height: 900 });
		await page.emulateMedia({ colorScheme: "light" });
	};
	try {
		await pressUntil(page, ["2"], (within) => expect(heading(page)).toContainText("Demo data", within));
		await expect(page.getByRole("table", { name: "Channels" })).toBeVisible();
		await expect(page.getByText("No demo data has been made")).toBeVisible();
		await inBoth("demo-before");

		await fill(page, { Days: "0" });
		await expect(page.getByText("A whole number from 1 to 730")).toBeVisible();
		await expect(page.getByRole("button", { name: "Make demo data" })).toBeDisabled();
		await expect(page.getByText("Nothing can be told until the marked fields are right.")).toBeVisible();

		await fill(page, { Days: "14", Visitors: "900" });
		await page.getByRole("button", { name: /^Make about [1-9]\d?,\d{3} events$/ }).focus();
		await page.keyboard.press("Enter");
		await expect(page.getByText(/events added: 9\d\d visitors/)).toBeVisible();
		const [, sessions = "none"] = /([\d,]+) sessions, /.exec((await page.getByText(/events added: /).textContent()) ?? "") ?? [];
		await expect(runs(page)).toContainText("Done");
		await expect(page.getByRole("button", { name: "Save truth file" })).toBeVisible();
		const saved = page.waitForEvent("download");
		await page.getByRole("button", { name: "Save truth file" }).click();
		expect((await saved).suggestedFilename()).toMatch(/^demo-[0-9a-f]{8}-truth\.json$/);
		await inBoth("demo-done");

		await page.getByRole("link", { name: "See it in Overview" }).click();
		await expect(heading(page)).toContainText("Overview");
		await expect(page.getByRole("main")).toContainText(sessions);

		await page.goto(`${address}/demo`);
		await page.getByRole("button", { name: /^Undo demo-/ }).click();
		await expect(page.getByText(/events of the run demo-[0-9a-f]{8} were taken out/)).toBeVisible();
		await expect(runs(page)).toContainText("Undone");
		const status = await (await page.request.get(`${new URL(address).origin}/api/status`)).json();
		expect(status).toMatchObject({ events: 0 });

		await fill(page, { Days: "28", Visitors: "40,000" });
		await page.getByRole("button", { name: /^Make about \d{3},\d{3} events$/ }).click();
		const running = page.getByRole("region", { name: "Writing 28 days of visits" });
		await expect(running).toContainText(/of about \d{3},\d{3} events/);
		await expect(running.getByText(/step 3 of 3 · day [1-9]/)).toBeVisible();
		await expect(page.getByRole("textbox", { name: "Days", exact: true })).toBeDisabled();
		await inBoth("demo-running");
		await page.getByRole("link", { name: "Settings" }).click();
		await expect(heading(page)).toContainText("Settings");
		await expect(page.getByTitle(/^Making demo data, \d+/)).toBeVisible();
		await page.goBack();
		await page.getByRole("button", { name: "Cancel, keep nothing" }).click();
		await expect(page.getByText("Cancelled. Nothing of the run was kept.")).toBeVisible();
		await expect(runs(page)).toContainText("Cancelled, nothing kept");
		await expect.poll(async () => (await (await page.request.get(`${new URL(address).origin}/api/status`)).json()).events).toBe(0);
	} finally {
		await close();
	}
});
