import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { longReport } from "../stand-ins/long-report.js";
import { addKey, openStandIn, type StandIn } from "../stand-ins/openrouter.js";
import { heldReport, honest, reportFor } from "../stand-ins/report.js";
import { smallSample } from "./data.js";
import { expect, test } from "./electron.js";
import { openSystemKeyring, type SystemKeyring } from "./keyring.js";
import { look } from "./look.js";
import { resize } from "./look-everywhere.js";
import { heading } from "./main-job.js";
import { runScript } from "./server.js";
import { stockShop } from "./stocked-shop.js";
import { schemes, sizes } from "./views.js";

const secret = "sk-or-v1-0123456789abcdefghij9f2c";

let standIn: StandIn;
let keyring: SystemKeyring;
test.beforeAll(async () => {
	standIn = await openStandIn();
	keyring = await openSystemKeyring();
});
test.beforeEach(() => {
	standIn.reset();
	standIn.usual = honest;
	addKey(standIn, secret);
});
test.afterAll(async () => {
	await keyring.close();
	await standIn.close();
});

const env = () => ({ OPENROUTER_ENDPOINT: standIn.endpoint, ...keyring.env });

const goTo = async (page: Page, path: string, title: string): Promise<void> => {
	await page.goto(`app://console/dashboard${path}`);
	await expect(heading(page)).toContainText(title);
};

/** A shop of four sessions, analysed and saved. */
const prepare = async (dataDir: string): Promise<void> => {
	const { path } = await smallSample(dataDir);
	expect((await runScript("import", [path], { dataDir }).ended).code).toBe(0);
};

const saveKey = async (page: Page): Promise<void> => {
	await goTo(page, "/settings?section=model", "Settings");
	await page.getByRole("textbox", { name: "OpenRouter key" }).fill(secret);
	await page.getByRole("button", { name: "Test and save" }).click();
	await expect(page.getByText(/^Works · tested/)).toBeVisible({ timeout: 30_000 });
};

const runAnalysis = async (page: Page, days = ""): Promise<void> => {
	await goTo(page, `/${days}`, "Overview");
	await page.getByRole("button", { name: /^Run analysis/ }).click();
	await expect(page).toHaveURL(/analysis=/, { timeout: 60_000 });
};

const everyByte = async (folder: string): Promise<Buffer> => {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile());
	return Buffer.concat(await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0)))));
};

/** Products show the catalog's own pictures, by the window's own address, and none that is not there. */
const expectPictures = async (page: Page, name: string): Promise<void> => {
	const missing = () =>
		page.evaluate(() => {
			const pictures = [...document.querySelectorAll<HTMLImageElement>("main img")];
			for (const picture of pictures) picture.loading = "eager";
			return pictures.length === 0 ? ["no picture at all"] : pictures.filter((picture) => picture.naturalWidth === 0).map(({ src }) => src);
		});
	await expect.poll(missing, name).toEqual([]);
};

test("a key is kept by the system's keyring, outlives the window, and stands nowhere in readable form", async ({ desktop, dataDir }) => {
	await prepare(dataDir);
	const first = await desktop({ env: env() });
	await saveKey(first.page);
	await expect(first.page.getByText("Encrypted by GNOME Keyring.")).toBeVisible();
	await expect(first.page.getByText(/•9f2c$/)).toBeVisible();
	expect(await first.page.content()).not.toContain(secret.slice(9, -4));
	await first.quit();
	expect((await everyByte(dataDir)).includes(secret.slice(9, -4))).toBe(false);

	const second = await desktop({ env: env() });
	await goTo(second.page, "/settings?section=model", "Settings");
	await second.page.getByRole("button", { name: "Test", exact: true }).click();
	await expect(second.page.getByText(/^Works · tested/)).toBeVisible();
	await runAnalysis(second.page);
	await second.page.getByRole("link", { name: "Insights", exact: true }).click();
	await expect(second.page.getByRole("region", { name: "Summary" })).toContainText("all found in facts");
	expect(standIn.asked.some(({ headers }) => headers.authorization === `Bearer ${secret}`)).toBe(true);

	await goTo(second.page, "/settings?section=model", "Settings");
	await second.page.getByRole("button", { name: "Remove", exact: true }).click();
	await second.page.getByRole("button", { name: "Remove the key" }).click();
	await expect(second.page.getByRole("button", { name: "Test and save" })).toBeVisible();
});

test("without a keyring the key lasts until the window closes, and that is said", async ({ desktop }) => {
	const { page } = await desktop({ env: { OPENROUTER_ENDPOINT: standIn.endpoint } });
	await goTo(page, "/settings?section=model", "Settings");
	await expect(page.getByText(/no keyring that encrypts/)).toBeVisible();
	await page.getByRole("textbox", { name: "OpenRouter key" }).fill("sk-or-v1-not-known-to-anybody");
	await page.getByRole("button", { name: "Test and save" }).click();
	await expect(page.getByRole("alert")).toContainText("does not take this key");
});

test("without a keyring a passphrase keeps the key: locked after the next start, open by that passphrase alone", async ({
	desktop,
	dataDir,
}) => {
	const passphrase = "four words, well chosen";
	const first = await desktop({ env: { OPENROUTER_ENDPOINT: standIn.endpoint } });
	await goTo(first.page, "/settings?section=model", "Settings");
	await first.page.getByRole("textbox", { name: "OpenRouter key" }).fill(secret);
	await first.page.getByLabel(/^Passphrase/).fill(passphrase);
	await first.page.getByRole("button", { name: "Test and save" }).click();
	await expect(first.page.getByText(/^Works · tested/)).toBeVisible({ timeout: 30_000 });
	await first.quit();
	const bytes = await everyByte(dataDir);
	for (const told of [secret.slice(9, -4), passphrase]) expect(bytes.includes(told)).toBe(false);

	const { page } = await desktop({ env: { OPENROUTER_ENDPOINT: standIn.endpoint } });
	await goTo(page, "/settings?section=model", "Settings");
	const asked = page.getByLabel("Passphrase", { exact: true });
	await asked.fill("some other words");
	await page.getByRole("button", { name: "Unlock" }).click();
	await expect(page.getByRole("alert")).toContainText(/passphrase/i);
	await asked.fill(passphrase);
	await page.getByRole("button", { name: "Unlock" }).click();
	await expect(asked).toHaveCount(0);
	await page.getByRole("button", { name: "Test", exact: true }).click();
	await expect(page.getByText(/^Works · tested/)).toBeVisible();
	expect(standIn.asked.at(-1)?.headers.authorization).toBe(`Bearer ${secret}`);
});

test("without a key rules write, the view says how to add one, and nobody is asked", async ({ desktop, dataDir }) => {
	await prepare(dataDir);
	const { page } = await desktop({ env: { OPENROUTER_ENDPOINT: standIn.endpoint } });
	await goTo(page, "/insights", "Insights");
	await expect(page.getByText("No analysis to write about yet")).toBeVisible();
	await page.getByRole("button", { name: /^Analyse / }).click();
	await expect(page).toHaveURL(/analysis=/, { timeout: 60_000 });
	await expect(page.getByRole("note")).toContainText("Rules wrote this text.");
	await expect(page.getByRole("region", { name: "Summary" })).toContainText("The period holds");
	await page.getByRole("link", { name: "Add a key" }).click();
	await expect(page.getByRole("button", { name: "Test and save" })).toBeVisible();
	expect(standIn.asked).toEqual([]);
});

test("each number opens; a refused part comes from rules and says why; the JSON is all there; by keys alone", async ({
	desktop,
	dataDir,
}) => {
	await prepare(dataDir);
	const { page } = await desktop({ env: env() });
	await saveKey(page);
	standIn.usual = (body) => {
		const report = reportFor(body);
		report.risk_alerts = [{ text: "Conversion fell to 38 %.", facts: ["F01"] }];
		return { kind: "text", text: JSON.stringify(report) };
	};
	await runAnalysis(page);
	await goTo(page, "/insights", "Insights");
	await expect(page.getByRole("note")).toContainText(
		"Risk alerts come from rules, not from the model. Its text said “38 %”, which no fact holds",
	);
	await expect(page.getByText(/3,812|7,624/)).toBeVisible();
	await expect(page.getByText("$0.0428")).toBeVisible();
	const chip = page.getByRole("region", { name: "Summary" }).getByRole("button", { name: /^F02/ });
	await chip.focus();
	await page.keyboard.press("Enter");
	await expect(page.getByRole("row", { name: /F02/ })).toHaveAttribute("aria-current", "true");
	await page.getByRole("button", { name: "What was refused" }).click();
	await expect(page.getByRole("dialog")).toContainText("which no fact holds");
	await page.keyboard.press("Escape");
	await page.getByRole("button", { name: "Raw JSON" }).click();
	await expect(page.getByRole("dialog")).toContainText("executive_summary");
	await page.keyboard.press("Escape");
	standIn.usual = honest;
	await page.getByRole("button", { name: "Write again" }).click();
	await expect(page.getByText("$0.0214")).toBeVisible({ timeout: 30_000 });
	await expect(page.getByRole("note")).toHaveCount(0);
	await page.getByRole("link", { name: "F02", exact: true }).click();
	await expect(page.getByRole("dialog")).toContainText("basic_metrics.total_sessions");
});

test("a text goes on being written when the view is left; the address' period chooses the analysis; its cost is seen in a small window", async ({
	desktop,
	dataDir,
}) => {
	await prepare(dataDir);
	const shown = await desktop({ env: env() });
	const { page } = shown;
	await saveKey(page);
	await runAnalysis(page, "?from=2026-03-01&to=2026-03-05");
	const { usual, go } = heldReport("Written while nobody looked: {F01}.");
	standIn.usual = usual;
	const view = (name: string) => page.getByRole("navigation", { name: "Views" }).getByRole("link", { name, exact: true });
	const stop = page.getByRole("button", { name: "Cancel, keep the former text" });
	await view("Insights").click();
	await page.getByRole("button", { name: "Write again" }).click();
	await expect(stop).toBeVisible();
	await view("Events").click();
	await expect(heading(page)).toContainText("Events");
	await view("Insights").click();
	await expect(stop).toBeVisible();
	await view("Events").click();
	await expect(heading(page)).toContainText("Events");
	go();
	await view("Insights").click();
	const summary = page.getByRole("region", { name: "Summary" });
	await expect(summary).toContainText("Written while nobody looked");
	await expect(stop).toHaveCount(0);

	await expect(page.getByText("3,812")).toBeVisible();
	await resize(shown, [1024, 700]);
	await expect(summary).toContainText("3,812");
	await expect(summary.getByText("$0.0214")).toBeVisible();
	await look(page, "insights-cost-light-1024x700");

	await goTo(page, "/insights?from=2026-03-02&to=2026-03-03", "Insights");
	await expect(page.getByText(/^No analysis of .*2 – 3.* yet$/)).toBeVisible();
	await look(page, "insights-other-period-light-1024x700");
	await page.getByRole("button", { name: "Show the newest analysis" }).click();
	await expect(summary).toContainText("Written while nobody looked");
	await goTo(page, "/insights?from=2026-03-01&to=2026-03-05", "Insights");
	await expect(summary).toContainText("Written while nobody looked");
});

test("looks right in both schemes and sizes: no serious finding of axe, nothing scrolls sideways, pictures taken", async ({
	desktop,
	dataDir,
}) => {
	test.setTimeout(240_000);
	await stockShop(dataDir);
	const shown = await desktop({ env: env() });
	const { page } = shown;
	await saveKey(page);
	standIn.usual = longReport;
	const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
	await runAnalysis(page, `?from=${day(4)}&to=${day(0)}`);
	const address = new URL(page.url()).searchParams.get("analysis") ?? "";
	const places = [
		["insights", `/insights?analysis=${address}&fact=F02`, "Insights"],
		["settings-keys", "/settings?section=model", "Settings"],
		["recommendations-by-model", "/recommendations?of=v-40891", "Recommendations"],
		["overview-insights", `/?analysis=${address}&tab=insights`, "Overview"],
		["overview-products", `/?analysis=${address}&tab=products`, "Overview"],
	] as const;
	for (const scheme of schemes) {
		await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
		for (const [width, height] of sizes) {
			await resize(shown, [width, height]);
			for (const [name, path, title] of places) {
				await goTo(page, path, title);
				await expect(page.locator("[data-waiting]")).toHaveCount(0);
				if (/^insights|recommendations|products/.test(name)) await expectPictures(page, name);
				await look(page, `${name}-${scheme}-${width}x${height}`);
				expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), name).toBeLessThanOrEqual(0);
			}
		}
	}
});
