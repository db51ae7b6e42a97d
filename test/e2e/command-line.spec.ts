import { stat } from "node:fs/promises";
import { join } from "node:path";
import { smallSample } from "./data.js";
import { expect, test } from "./electron.js";
import { heading, openedEmpty } from "./main-job.js";
import { runScript, serverFile } from "./server.js";

test("the commands work while the window has the folder open, and the window sees what they did", async ({ desktop, dataDir }) => {
	const shop = await smallSample(dataDir);
	const { page, quit } = await desktop();
	await openedEmpty(page);
	expect((await stat(join(dataDir, "server.json"))).mode & 0o777).toBe(0o600);

	const imported = await runScript("import", [shop.path, "--json"], { dataDir }).ended;
	expect(imported.stderr).not.toMatch(/error/i);
	expect(imported.code).toBe(0);
	expect(JSON.parse(imported.stdout)).toMatchObject({ inserted: 6 });

	const analysed = await runScript("analyze", ["--kind", "detailed", "--json", "--save"], { dataDir }).ended;
	expect(analysed.code).toBe(0);
	expect(JSON.parse(analysed.stdout)).toMatchObject({
		detailed_metrics: { basic_metrics: { total_events: 6, total_sessions: 4 }, commerce: { orders: 2 } },
	});

	const token = (await serverFile(dataDir))?.token ?? "";
	for (const text of [imported.stdout, imported.stderr, analysed.stdout, analysed.stderr]) expect(text).not.toContain(token);

	await page.getByRole("link", { name: "Analyses", exact: true }).click();
	await expect(page.getByRole("row").nth(1)).toContainText("detailed");

	expect(await quit()).toBe(0);
	expect(await serverFile(dataDir)).toBeNull();
	const alone = await runScript("analyze", ["--kind", "simple", "--json"], { dataDir }).ended;
	expect(alone.code).toBe(0);
	expect(JSON.parse(alone.stdout)).toMatchObject({ spark_summary: { total_events: 6 } });
});

test("a file left by a killed process does not mislead the commands", async ({ desktop, dataDir }) => {
	const { app, page } = await desktop();
	await openedEmpty(page);
	const ended = new Promise((resolve) => app.process().once("exit", resolve));
	app.process().kill("SIGKILL");
	await ended;
	expect(await serverFile(dataDir)).not.toBeNull();
	const status = await runScript("analyze", ["--kind", "simple", "--json"], { dataDir }).ended;
	expect(status.stderr).toBe("");
	expect(status.code).toBe(0);
});

test("quitting during an analysis drains first", async ({ desktop, dataDir }) => {
	const shop = await smallSample(dataDir);
	expect((await runScript("import", [shop.path], { dataDir }).ended).code).toBe(0);
	const { page, quit } = await desktop();
	await expect(heading(page)).toContainText("Overview");
	await page.getByRole("button", { name: /^Run analysis/ }).click();
	expect(await quit()).toBe(0);
	expect(await serverFile(dataDir)).toBeNull();
});
