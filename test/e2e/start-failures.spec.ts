import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Page } from "@playwright/test";
import { smallSample } from "./data.js";
import { expect, test } from "./electron.js";
import { look } from "./look.js";
import { runScript, serve } from "./server.js";
import { schemes } from "./views.js";

/** A store that a version yet to come has written to. */
const makeNewer = async (dataDir: string): Promise<void> => {
	const { path } = await smallSample(dataDir);
	expect((await runScript("import", [path], { dataDir }).ended).code).toBe(0);
	const instance = await DuckDBInstance.create(join(dataDir, "clickstream.duckdb"));
	const connection = await instance.connect();
	await connection.run("INSERT INTO migrations VALUES (999999, 'of-tomorrow', 0)");
	await connection.run("CHECKPOINT");
	connection.closeSync();
	instance.closeSync();
};

/** The window may be gone before the click is told of. */
const quit = (page: Page): Promise<void> =>
	page
		.getByRole("link", { name: "Quit" })
		.click()
		.catch((error: unknown) => {
			if (!/has been closed/.test(String(error))) throw error;
		});

test("a data folder held by another process: says so, and goes on once it is free", async ({ desktop, dataDir }) => {
	const server = await serve(dataDir);
	const { page } = await desktop();
	await expect(page.getByRole("heading", { level: 1 })).toHaveText("Another program has your data open");
	/** The page told again looks the same: only its load tells it from the former. */
	const toldAgain = page.waitForEvent("load");
	await page.getByRole("link", { name: "Try again" }).click();
	await toldAgain;
	await expect(page.getByRole("heading", { level: 1 })).toHaveText("Another program has your data open");
	await server.stop();
	await page.getByRole("link", { name: "Try again" }).click();
	await expect(page.getByRole("navigation")).toBeVisible();
});

test("a data file that is none: says so, changes nothing, and quits when asked to", async ({ desktop, dataDir }) => {
	const file = join(dataDir, "clickstream.duckdb");
	await writeFile(file, "this is no data file".repeat(1000));
	const { page, app } = await desktop();
	await expect(page.getByRole("heading", { level: 1 })).toHaveText("The data file could not be read");
	expect(await readFile(file, "utf8")).toBe("this is no data file".repeat(1000));
	const exit = new Promise((resolve) => app.process().once("exit", resolve));
	await quit(page);
	expect(await exit).toBe(0);
});

test("a folder that cannot be made: says so, and another one can be chosen", async ({ desktop, dataDir }) => {
	await writeFile(join(dataDir, "file"), "");
	const { page, app } = await desktop({ dataDir: join(dataDir, "file", "below") });
	await expect(page.getByRole("heading", { level: 1 })).toHaveText("The data folder cannot be written to");
	await expect(page.getByText(join(dataDir, "file", "below")).first()).toBeVisible();
	const other = join(dataDir, "other");
	await mkdir(other);
	await app.evaluate(({ dialog }, chosen) => {
		dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
	}, other);
	await page.getByRole("link", { name: "Choose another folder" }).click();
	await expect(page.getByRole("heading", { level: 1 })).toHaveText("No events yet. Where do yours come from?");
	expect(await readdir(other)).toContain("server.json");
});

test("an environment that is not right: the window says which variable, and quits when asked to", async ({ desktop, dataDir }) => {
	const { page, app } = await desktop({ env: { LOG_LEVEL: "loud" } });
	await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your data could not be opened");
	await expect(page.getByText("The environment is not right: LOG_LEVEL")).toBeVisible();
	await expect(page.getByText(dataDir).first()).toBeVisible();
	const exit = new Promise((resolve) => app.process().once("exit", resolve));
	await quit(page);
	expect(await exit).toBe(0);
});

test("data of a newer version: says so, changes nothing, and another folder can be chosen", async ({ desktop, dataDir }) => {
	await makeNewer(dataDir);
	const before = await readFile(join(dataDir, "clickstream.duckdb"));
	const { page, app } = await desktop();
	await expect(page.getByRole("heading", { level: 1 })).toHaveText("The data was written by a newer version");
	await expect(page.getByText("its layout is 999999")).toBeVisible();
	expect(before.equals(await readFile(join(dataDir, "clickstream.duckdb")))).toBe(true);
	const other = join(dataDir, "other");
	await mkdir(other);
	await app.evaluate(({ dialog }, chosen) => {
		dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
	}, other);
	await page.getByRole("link", { name: "Choose another folder" }).click();
	await expect(page.getByRole("heading", { level: 1 })).toHaveText("No events yet. Where do yours come from?");
});

for (const scheme of schemes) {
	test(`the pages of a failed start in the ${scheme} scheme: no serious finding of axe, reached by key`, async ({ desktop, dataDir }) => {
		const failures = [
			["locked", "Another program has your data open"],
			["corrupt", "The data file could not be read"],
			["unwritable", "The data folder cannot be written to"],
			["newer", "The data was written by a newer version"],
		] as const;
		const folders = Object.fromEntries(failures.map(([name]) => [name, join(dataDir, name)]));
		for (const name of ["locked", "corrupt", "newer"]) await mkdir(folders[name] ?? "");
		await writeFile(join(dataDir, "unwritable"), "");
		await writeFile(join(dataDir, "corrupt", "clickstream.duckdb"), "this is no data file".repeat(1000));
		await makeNewer(join(dataDir, "newer"));
		const holder = await serve(join(dataDir, "locked"));
		for (const [name, title] of failures) {
			const { page, quit } = await desktop({ dataDir: name === "unwritable" ? join(dataDir, name, "below") : join(dataDir, name) });
			await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
			await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
			await page.keyboard.press("Tab");
			await expect(page.getByRole("link", { name: "Try again" })).toBeFocused();
			await look(page, `start-${name}-${scheme}`);
			await quit();
		}
		await holder.stop();
	});
}

test("npm run serve tells the same on stderr and ends with 1", async ({ dataDir }) => {
	const holder = await serve(dataDir);
	const second = await runScript("serve", [], { dataDir }).ended;
	expect(second.code).toBe(1);
	expect(second.stderr).toContain("in use");
	expect(second.stderr).not.toContain("    at ");
	await holder.stop();

	const port = new URL(holder.address).port;
	const again = await serve(dataDir, { PORT: port });
	const folder = join(dataDir, "other");
	await mkdir(folder);
	const taken = await runScript("serve", [], { dataDir: folder, env: { PORT: port } }).ended;
	expect(taken.code).toBe(1);
	expect(taken.stderr).toContain(`Port ${port} is taken`);
	expect(taken.stderr).toContain("PORT=");
	await again.stop();
});
