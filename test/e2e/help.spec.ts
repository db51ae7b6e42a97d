import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import { smallSample } from "./data.js";
import { expect, test } from "./electron.js";
import { look } from "./look.js";
import { resize } from "./look-everywhere.js";
import { card, heading, openedEmpty } from "./main-job.js";
import { runScript } from "./server.js";
import { schemes, sizes } from "./views.js";

/** Presses an item of the window's menu, wherever it stands. */
const press = (app: ElectronApplication, label: string): Promise<void> =>
	expect(async () => {
		const found = await app.evaluate(({ Menu }, wanted) => {
			const items = (menu: Electron.Menu | null | undefined): Electron.MenuItem[] =>
				(menu?.items ?? []).flatMap((item) => [item, ...items(item.submenu)]);
			const item = items(Menu.getApplicationMenu()).find((one) => one.label === wanted);
			item?.click();
			return item !== undefined;
		}, label);
		expect(found, `${label} in the menu`).toBe(true);
	}).toPass();

const choose = (app: ElectronApplication, path: string): Promise<void> =>
	app.evaluate(({ dialog }, chosen) => {
		dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
	}, path);

const inAll = async (page: Page, app: ElectronApplication, name: string): Promise<void> => {
	for (const [width, height] of sizes) {
		await resize({ app, page }, [width, height]);
		for (const scheme of schemes) {
			await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
			await look(page, `${name}-${scheme}-${width}`);
		}
	}
};

test("a backup is made and restored from the menu: the numbers of then are back, and those of now are kept", async ({
	desktop,
	dataDir,
}) => {
	const shop = await smallSample(dataDir);
	expect((await runScript("import", [shop.path], { dataDir }).ended).code).toBe(0);
	const { app, page } = await desktop();
	/** A card's number is of open data: the page hears the menu by then. */
	await expect(card(page, "Orders")).toContainText("2");
	const copies = join(dataDir, "copies");
	await mkdir(copies);
	await choose(app, copies);
	await press(app, "Back up …");
	await expect(page.getByText("6 events backed up")).toBeVisible();
	const [backup = ""] = await readdir(copies);

	const more = join(dataDir, "more.csv");
	await writeFile(more, "ts,session_id,user_id,event_type,page\n2026-03-05T09:00:00Z,s9,u9,pageview,/home\n");
	expect((await runScript("import", [more], { dataDir }).ended).code).toBe(0);

	await choose(app, join(copies, backup));
	await press(app, "Restore …");
	await expect(heading(page)).toHaveText("Put this backup in place?");
	await inAll(page, app, "restore");
	await page.getByRole("link", { name: "Cancel" }).click();
	await expect(page.getByRole("navigation", { name: "Views" })).toBeVisible();
	await press(app, "Restore …");
	await page.getByRole("link", { name: "Restore this backup" }).click();
	await expect(page.getByRole("navigation", { name: "Views" })).toBeVisible();
	await page.goto("app://console/dashboard/settings?section=store");
	await expect(page.getByRole("region", { name: "Store", exact: true })).toContainText("6, ");
	expect((await readdir(join(dataDir, "backups"))).filter((name) => name.startsWith("replaced-"))).toHaveLength(1);
	expect((await runScript("import", [more], { dataDir }).ended).code, "the window serves commands again").toBe(0);
});

test("a damaged store opens again with a backup", async ({ desktop, dataDir }) => {
	const shop = await smallSample(dataDir);
	expect((await runScript("import", [shop.path], { dataDir }).ended).code).toBe(0);
	const file = join(dataDir, "clickstream.duckdb");
	const backup = join(dataDir, "kept.duckdb");
	await writeFile(backup, await readFile(file));
	await writeFile(file, "this is no data file".repeat(1000));
	const { app, page } = await desktop();
	await expect(heading(page)).toHaveText("The data file could not be read");
	await choose(app, backup);
	await page.getByRole("link", { name: "Restore a backup …" }).click();
	await page.getByRole("link", { name: "Restore this backup" }).click();
	await expect(heading(page)).toContainText("Overview");
});

test("the tour goes from view to view by key, says where it is, and ends", async ({ desktop }) => {
	const { app, page } = await desktop();
	await openedEmpty(page);
	await inAll(page, app, "first-run-with-tour");
	await page.getByRole("button", { name: "Take the tour" }).click();
	const tour = page.getByRole("region", { name: "Tour" });
	for (const [index, view] of ["Import", "Demo data", "", "Events", "Clean up", "Settings"].entries()) {
		await expect(tour).toContainText(`${index + 1} of 6`);
		if (view !== "") await expect(heading(page)).toContainText(view);
		await expect(tour.getByRole("heading")).toBeFocused();
		if (index === 3) await inAll(page, app, "tour");
		if (index < 5) {
			await tour.getByRole("button", { name: "Next" }).focus();
			await page.keyboard.press("Enter");
		}
	}
	await page.keyboard.press("Escape");
	await expect(tour).toHaveCount(0);
});

test("About tells versions, asks for a newer one only when pressed, and copies diagnostics without places", async ({
	desktop,
	dataDir,
}) => {
	let asked = 0;
	const releases = createServer((_request, reply) => {
		asked += 1;
		reply.end(JSON.stringify({ tag_name: "v99.0.0", html_url: "https://example.org/releases/v99.0.0" }));
	});
	await new Promise<void>((resolve) => releases.listen(0, "127.0.0.1", resolve));
	try {
		const { app, page } = await desktop({
			env: { RELEASES_URL: `http://127.0.0.1:${(releases.address() as AddressInfo).port}/latest`, LOG_LEVEL: "debug" },
		});
		await openedEmpty(page);
		await press(app, "About");
		await expect(page.getByRole("region", { name: "About" })).toContainText(/Electron \d+\.\d+\.\d+, Chromium \d+/);
		expect(asked).toBe(0);
		await page.getByRole("button", { name: "Look for a newer version" }).click();
		await expect(page.getByText("Version 99.0.0 is there")).toBeVisible();
		expect(asked).toBe(1);
		const diagnostics = page.getByRole("region", { name: "Text of the diagnostics" });
		await expect(diagnostics).toContainText("electron: ");
		const text = await diagnostics.textContent();
		expect(text).not.toContain(dataDir);
		await inAll(page, app, "about");
		const modeOfLog = () =>
			stat(join(dataDir, "logs", "console.log")).then(
				({ mode }) => mode & 0o077,
				() => null,
			);
		await expect.poll(modeOfLog, { message: "nobody else may read the log" }).toBe(0);
	} finally {
		await new Promise((resolve) => releases.close(resolve));
	}
});
