import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import { smallSample } from "./data.js";
import { expect, test } from "./electron.js";
import { openedEmpty } from "./main-job.js";
import { runScript, until } from "./server.js";

const home = "app://console/dashboard";

/** Nobody is there to answer the system's dialogs. */
const answerDialogs = (app: ElectronApplication, answer: { readonly save: string; readonly folder: string }): Promise<void> =>
	app.evaluate(({ dialog }, { save, folder }) => {
		dialog.showSaveDialog = (async () => ({ canceled: false, filePath: save })) as unknown as typeof dialog.showSaveDialog;
		dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [folder] })) as unknown as typeof dialog.showOpenDialog;
	}, answer);

const command = async (page: Page, words: string): Promise<void> => {
	await page.keyboard.press("Control+k");
	const palette = page.getByRole("dialog", { name: "Commands" });
	await palette.getByRole("textbox").fill(words);
	/** Enter runs the first. */
	await expect(palette.getByRole("button").first()).toContainText(new RegExp(words, "i"));
	await page.keyboard.press("Enter");
};

/** What the page gives to be saved goes to `folder`, without a question, under its own name. */
const takeDownloads = (app: ElectronApplication, folder: string): Promise<void> =>
	app.evaluate(({ session }, into) => {
		session.defaultSession.on("will-download", (_event, item) => item.setSavePath(`${into}/${item.getFilename()}`));
	}, folder);

const saved = (path: string): Promise<string> => until(() => readFile(path, "utf8").catch(() => null), `Saving ${path}`);

test("the desktop exports what is filtered to the file that was chosen, and backs up to the folder that was chosen", async ({
	desktop,
	dataDir,
}) => {
	const { path } = await smallSample(dataDir);
	expect((await runScript("import", [path], { dataDir }).ended).code).toBe(0);
	const { app, page } = await desktop();
	const [save, folder] = [join(dataDir, "out.csv"), join(dataDir, "copies")];
	await mkdir(folder);
	await answerDialogs(app, { save, folder });

	await page.goto(`${home}/events?event_type=purchase`);
	await expect(page.getByRole("table", { name: "Events" })).toBeVisible();
	await page.getByRole("button", { name: "Export" }).click();
	await page.getByRole("menuitem", { name: /CSV/ }).first().click();
	await expect(page.getByText("3 events exported")).toBeVisible();
	const lines = (await readFile(save, "utf8")).trim().split("\n");
	expect(lines).toHaveLength(4);
	expect(lines.slice(1).every((line) => line.includes("purchase"))).toBe(true);

	await command(page, "back up");
	await expect(page.getByText(/6 events backed up/)).toBeVisible();
	const [copy, ...others] = await readdir(folder);
	expect(others).toEqual([]);
	const restored = join(dataDir, "restored");
	await mkdir(restored);
	await writeFile(join(restored, "clickstream.duckdb"), await readFile(join(folder, copy ?? "")));
	const again = await desktop({ dataDir: restored });
	await again.page.goto(`${home}/events`);
	await expect(again.page.getByText("6 events · times in")).toBeVisible();
});

test("rows that are left out are shown with their reasons and saved as CSV, before and after the import", async ({ desktop, dataDir }) => {
	const path = join(dataDir, "shop.csv");
	const rows = ["2026-10-14T06:00:00Z,A,1,view", "25:61,=B,1,view", "2026-10-14T07:00:00Z,C,1,view", "never,D,2,view"];
	await writeFile(path, ["ts,sku,qty,event", ...rows].join("\n"));
	const { app, page } = await desktop();
	await takeDownloads(app, dataDir);
	await page.goto(`${home}/import`);
	await page.locator("input[type=file]").first().setInputFiles(path);
	await page.getByRole("button", { name: "Show the 2 rows" }).first().click();
	const table = page.getByRole("dialog").getByRole("table");
	await expect(table.getByRole("row")).toHaveCount(3);
	await expect(table).toContainText("25:61");
	await page.keyboard.press("Escape");
	await page.getByRole("button", { name: "Save the 2 rows left out" }).click();
	const text = await saved(join(dataDir, "shop-left-out.csv"));
	const firstCells = text
		.trim()
		.split("\r\n")
		.map((line) => line.split(",")[0]);
	expect(firstCells).toEqual(["Row", "2", "4"]);
	/** A spreadsheet must not run what a file says. */
	expect(text).toContain(",'=B,");
	await page.getByRole("button", { name: /^Import 2 rows/ }).click();
	await expect(page.getByRole("region", { name: "Result" })).toContainText("2 rows left out");
	await rm(join(dataDir, "shop-left-out.csv"));
	await page.getByRole("button", { name: "Save the 2 rows left out" }).click();
	expect(await saved(join(dataDir, "shop-left-out.csv"))).toBe(text);
});

test("diagnostics name versions and sizes, and no path", async ({ desktop, dataDir }) => {
	const { page } = await desktop();
	await openedEmpty(page);
	await command(page, "diagnostics");
	const block = page.getByRole("region", { name: "Text of the diagnostics" });
	await expect(block).toContainText("Events: 0");
	expect(await block.textContent()).not.toContain(dataDir);
});
