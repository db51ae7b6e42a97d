import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { type Desktop, expect, test } from "./electron.js";
import { loggedIn } from "./logged-in.js";
import { lookEverywhere } from "./look-everywhere.js";
import { heading } from "./main-job.js";
import { runScript } from "./server.js";

const minute = 60_000;
const actions = ["product_viewed", "product_added", "checkout_started", "order_completed"];

/**
 * Two hundred sessions in March 2026 and eighty in February. Of every eight, all view a product, four add it three minutes later,
 * two begin to check out after another two, one orders in the next. Every other pair comes on a phone.
 */
const sessions = (count: number, start: number, name: string): string[] =>
	Array.from({ length: count }, (_, at) => {
		const depth = [4, 2, 1, 2, 1, 3, 1, 1][at % 8] ?? 1;
		const began = start + at * 150 * minute;
		const after = [0, 3, 5, 6];
		return actions
			.slice(0, depth)
			.map((action, step) =>
				[
					new Date(began + (after[step] ?? 0) * minute).toISOString(),
					`${name}${at}`,
					`visitor-${name}-${at % 90}`,
					action,
					at % 4 < 2 ? "mobile" : "desktop",
					["/product/mug", "/cart", "/checkout", "/checkout/done"][step],
				].join(","),
			);
	}).flat();

const shop = async (folder: string): Promise<string> => {
	const path = join(folder, "shop.csv");
	const rows = [...sessions(80, Date.UTC(2026, 1, 2), "f"), ...sessions(200, Date.UTC(2026, 2, 2), "m")];
	await writeFile(path, `ts,session_id,client_id,event_type,device,page\n${rows.join("\n")}\n`);
	return path;
};

/** Each imports a file and opens a window or a server with a browser. */
test.setTimeout(180_000);

const march = "from=2026-03-01&to=2026-03-28";

const inWindow = "app://console/dashboard";

const openFunnels = async (page: Page, more = "", base = inWindow): Promise<void> => {
	await page.goto(`${base}/funnels?${march}${more}`);
	await expect(heading(page)).toContainText("Funnels");
	await settled(page);
};

const settled = async (page: Page): Promise<void> => {
	for (let round = 0; round < 2; round += 1) {
		await page.waitForTimeout(300);
		await expect(page.locator("[data-stale], [class*='skeleton' i]")).toHaveCount(0);
	}
};

const funnelOf = (page: Page) => page.getByRole("region", { name: "Funnel", exact: true });

/** The counts of the steps, as they stand on the picture. */
const counts = async (page: Page): Promise<string[]> =>
	funnelOf(page)
		.getByRole("button", { name: /show them$/ })
		.allTextContents();

const filled = async (dataDir: string): Promise<void> => {
	expect((await runScript("import", [await shop(dataDir)], { dataDir }).ended).code).toBe(0);
};

const begin = async (desktop: () => Promise<Desktop>, dataDir: string): Promise<Desktop> => {
	await filled(dataDir);
	return desktop();
};

test("a funnel is built by keyboard, counted at once, and stands whole in the address", async ({ desktop, dataDir }) => {
	const { page } = await begin(desktop, dataDir);
	await openFunnels(page);
	await expect.poll(() => counts(page)).toEqual(["200", "100", "50", "25"]);
	await expect(funnelOf(page)).toContainText(/12\.5\s%\s*of 200 sessions come to the end, in 6\smin \(median\)/);

	await expect(page).toHaveURL(/funnel=.*order_completed/);
	await page.getByRole("button", { name: "Previous period" }).click();
	await expect.poll(() => counts(page)).toEqual(["80", "40", "20", "10"]);
	await page.goBack();
	await expect.poll(() => counts(page)).toEqual(["200", "100", "50", "25"]);

	await page.getByRole("combobox", { name: "Step 4: which event" }).focus();
	await page.keyboard.press("Alt+ArrowUp");
	await expect(page.getByRole("combobox", { name: "Step 3: which event" })).toHaveValue("order_completed");
	await expect(page.getByRole("combobox", { name: "Step 3: which event" })).toBeFocused();
	await expect.poll(() => counts(page)).toEqual(["200", "100", "25", "0"]);
	await page.keyboard.press("Alt+ArrowDown");
	await expect.poll(() => counts(page)).toEqual(["200", "100", "50", "25"]);

	await page.getByRole("button", { name: "Remove step 3" }).click();
	await expect.poll(() => counts(page)).toEqual(["200", "100", "25"]);
	await page.getByLabel("Between steps").selectOption("strict");
	await expect.poll(() => counts(page)).toEqual(["200", "100", "0"]);
	await page.goBack();
	await expect.poll(() => counts(page)).toEqual(["200", "100", "25"]);

	await page.getByRole("button", { name: "Conditions and name of step 1" }).click();
	await page.getByRole("button", { name: "Add a condition" }).click();
	await expect(page.getByText("Choose what the condition is about")).toBeVisible();
	await page.getByRole("combobox", { name: "Step 1, condition 1: property" }).fill("device");
	await page.keyboard.press("Enter");
	await page.getByLabel("Step 1, condition 1: value").fill("mobile");
	await page.keyboard.press("Enter");
	await expect.poll(() => counts(page)).toEqual(["100", "75", "25"]);

	await page.getByLabel("Window: of what length").selectOption("minutes");
	await page.getByLabel("Window: how many").fill("5");
	await page.keyboard.press("Enter");
	await expect.poll(() => counts(page)).toEqual(["100", "75", "0"]);
	const address = page.url();
	await page.goto(`${inWindow}/settings`);
	await page.goto(address);
	await expect.poll(() => counts(page)).toEqual(["100", "75", "0"]);
	await expect(page.getByLabel("Step 1, condition 1: value")).toHaveValue("mobile");
});

test("pages with wildcards, persons, a breakdown, the table twin and its file", async ({ dataDir }) => {
	await filled(dataDir);
	const { page, address, close } = await loggedIn(dataDir);
	const funnel = {
		steps: [
			{ on: "page", is: "/product/*" },
			{ on: "page", is: "/*done" },
		],
		by: "device",
	};
	await openFunnels(page, `&funnel=${encodeURIComponent(JSON.stringify(funnel))}`, address);
	await expect.poll(() => counts(page)).toEqual(["200", "25"]);
	const groups = page.getByRole("region", { name: "By device" });
	await expect(groups.getByRole("row", { name: /^mobile/ })).toContainText(/100\s*25\s*25\.0/);
	await expect(groups.getByRole("row", { name: /^desktop/ })).toContainText(/100\s*0\s*0/);
	await groups.getByRole("row", { name: /^mobile/ }).click();
	await expect(page.getByRole("dialog")).toContainText("device mobile");
	await expect(page.getByRole("dialog")).toContainText("100 sessions");
	await page.keyboard.press("Escape");
	await page.getByLabel("Count", { exact: true }).selectOption("person");
	await expect.poll(() => counts(page)).toEqual(["90", "25"]);
	await funnelOf(page).getByRole("button", { name: "Show as table: Funnel" }).click();
	await expect(page.getByRole("table", { name: "Funnel" })).toContainText("/product/*");
	const coming = page.waitForEvent("download");
	await funnelOf(page).getByRole("button", { name: "CSV: Funnel" }).click();
	const file = await readFile(await (await coming).path(), "utf8");
	expect(file).toContain("Step,Takes,Persons,Of all,Go on,Median time");
	expect(file).toContain("2,/*done,25,0.2777");
	await close();
});

test("who left stands behind the bar, with the way to their events", async ({ desktop, dataDir }) => {
	const { page } = await begin(desktop, dataDir);
	await openFunnels(page);
	await funnelOf(page).getByRole("button", { name: "100 left" }).click();
	const panel = page.getByRole("dialog");
	await expect(panel).toContainText("Left after step 1: Viewed a product");
	await expect(panel).toContainText("100 sessions; times in");
	await expect(panel.getByRole("row")).toHaveCount(51);
	await panel.getByRole("button", { name: "Next", exact: true }).click();
	await expect(panel).toContainText("Page 2 of 2");
	await expect(panel.locator("[data-stale]")).toHaveCount(0);
	const oldest = await panel.getByRole("row").last().getByRole("cell").nth(1).textContent();
	await panel.getByRole("button", { name: /^Step 1/ }).click();
	await expect(panel).toContainText("Page 1 of 2");
	await expect(panel.getByRole("row").nth(1).getByRole("cell").nth(1)).toHaveText(oldest ?? "");
	await panel.getByText("Went on", { exact: true }).click();
	await expect(panel).toContainText("100 sessions");
	await panel.getByRole("link", { name: "Events" }).first().click();
	await expect(heading(page)).toContainText("Events");
	await expect(page).toHaveURL(/session_id=m\d+/);
});

test("a funnel is saved, renamed, shared, deleted, and comes back from its file", async ({ dataDir }) => {
	await filled(dataDir);
	const { page, address, close } = await loggedIn(dataDir);
	await openFunnels(page, "", address);
	await page.getByRole("button", { name: "Save…" }).click();
	await page.getByRole("textbox", { name: "Name", exact: true }).fill("Way to an order");
	await page.keyboard.press("Enter");
	await expect(page.getByRole("heading", { name: "Way to an order" })).toBeVisible();
	await page.getByRole("button", { name: "Remove step 2" }).click();
	await page.getByRole("button", { name: "Save changes" }).click();
	await expect(page.getByRole("button", { name: "Save changes" })).toHaveCount(0);
	await page.getByRole("button", { name: "Rename Way to an order" }).click();
	await page.getByRole("textbox", { name: "Name", exact: true }).fill("Short way");
	await page.keyboard.press("Enter");
	await expect(page.getByRole("heading", { name: "Short way" })).toBeVisible();

	const coming = page.waitForEvent("download");
	await page.getByRole("button", { name: "Share Short way as a file" }).click();
	const shared = join(dataDir, "shared.json");
	await (await coming).saveAs(shared);
	expect(JSON.parse(await readFile(shared, "utf8"))).toMatchObject({ format: "clickstream-funnel", version: 1, name: "Short way" });
	await page.locator("input[type=file][accept*=json]").setInputFiles(shared);
	await expect(page.getByRole("alert")).toContainText('There is a saved funnel "Short way" already.');

	await page.getByRole("button", { name: "Delete Short way" }).click();
	await page.getByRole("button", { name: "Delete the funnel" }).click();
	await expect(page.getByText("No funnel has been saved")).toBeVisible();
	await page.locator("input[type=file][accept*=json]").setInputFiles(shared);
	await expect(page.getByRole("row", { name: /^Short way/ })).toContainText("Viewed a product → Started checkout → Ordered");
	await close();
});

test("Funnels, in both schemes and sizes: no serious finding of axe, nothing scrolls sideways, pictures taken", async ({
	desktop,
	dataDir,
}) => {
	test.setTimeout(600_000);
	const opened = await begin(desktop, dataDir);
	const funnel = {
		steps: [
			{ on: "event", is: "product_viewed", where: [{ field: "device", is: "exists" }] },
			{ on: "event", is: "product_added" },
			{ on: "page", is: "/checkout*", name: "Reached checkout" },
			{ on: "event", is: "order_completed" },
		],
		by: "device",
		window: 60,
	};
	const ofNumber = { field: "price", is: "contains", value: "4" };
	const refused = {
		steps: [
			{ on: "page", is: "*", where: [ofNumber] },
			{ on: "page", is: "*" },
		],
	};
	const asked = `&compare=previous&funnel=${encodeURIComponent(JSON.stringify(funnel))}`;
	const shown = [
		["funnels", asked],
		["funnels-people", `${asked}&people=${encodeURIComponent(JSON.stringify({ step: 1, who: "left" }))}`],
		[
			"funnels-none",
			`&funnel=${encodeURIComponent(
				JSON.stringify({
					steps: [
						{ on: "event", is: "no_such" },
						{ on: "event", is: "nor_this" },
					],
				}),
			)}`,
		],
		["funnels-error", `&funnel=${encodeURIComponent(JSON.stringify(refused))}`],
	] as const;
	for (const [name, more] of shown) {
		await openFunnels(opened.page, more);
		await lookEverywhere(opened, name);
	}
});

test("before there are events the view says what it will answer", async ({ desktop }) => {
	const { page } = await desktop();
	await page.goto(`${inWindow}/funnels`);
	await expect(page.getByText("No events yet")).toBeVisible();
	await page.screenshot({ path: "test-results/screenshots/empty-funnels-light-1440x900.png" });
});
