import type { Page } from "@playwright/test";
import { expect, test } from "../e2e/electron.js";
import { resize } from "../e2e/look-everywhere.js";
import { runScript } from "../e2e/server.js";
import { shopLog } from "../e2e/shop-log.js";
import { sizes } from "../e2e/views.js";
import { folder, still, views } from "./looks.js";

/** Every view as it is for those who enlarge it, choose their own colours, or have no pointer. */

const day = "from=2026-03-02&to=2026-03-02&tz=UTC";
const addressOf = (path: string): string => `app://console/dashboard${path}${path.includes("?") ? "&" : "?"}${day}`;

/** What is seen in the view and takes the focus, but was not passed by Tab; and what was passed without a ring. */
const keyboardFaults = async (page: Page): Promise<string[]> => {
	const ringless: string[] = [];
	await page.evaluate(() => {
		(document.activeElement as HTMLElement | null)?.blur();
		for (const element of document.querySelectorAll("[data-passed]")) element.removeAttribute("data-passed");
	});
	for (let step = 0; step < 250; step++) {
		await page.keyboard.press("Tab");
		const passed = await page.evaluate(() => {
			const element = document.activeElement;
			if (!(element instanceof Element) || element === document.body) return "end";
			// A field of several parts, such as a date, keeps the focus while Tab goes through them.
			if (element.matches("[data-last-passed]")) return "";
			if (element.hasAttribute("data-passed")) return "again";
			document.querySelector("[data-last-passed]")?.removeAttribute("data-last-passed");
			element.setAttribute("data-passed", "");
			element.setAttribute("data-last-passed", "");
			const around = [element, ...element.querySelectorAll("*"), element.parentElement].filter((one) => one instanceof Element);
			const seen = around.some((one) => {
				const styles = [getComputedStyle(one), getComputedStyle(one, "::after")];
				return styles.some(({ outlineStyle, boxShadow }) => outlineStyle !== "none" || boxShadow !== "none");
			});
			return seen ? "" : `no ring: ${element.outerHTML.slice(0, 120)}`;
		});
		if (passed === "again" || passed === "end") break;
		if (passed !== "") ringless.push(passed);
	}
	const missed = await page.evaluate(() =>
		[...document.querySelectorAll("#main :is(button, a[href], input, select, textarea)")]
			.filter(
				(element) => element.checkVisibility({ checkVisibilityCSS: true }) && !element.matches(":disabled, [tabindex='-1'], [type='file']"),
			)
			.filter((element) => !element.hasAttribute("data-passed") && element.getAttribute("type") !== "radio")
			.map((element) => `not reached: ${element.outerHTML.slice(0, 120)}`),
	);
	return [...ringless, ...missed];
};

test("every view by keyboard: all of it is reached, each with a ring", async ({ desktop, dataDir }) => {
	await runScript("import", [await shopLog(dataDir), "--map", "source=source"], { dataDir }).ended;
	const shown = await desktop();
	const { page } = shown;
	for (const [name, path] of views) {
		await page.goto(addressOf(path));
		await still(page);
		expect.soft(await keyboardFaults(page), name).toEqual([]);
	}
});

test("every view twice as large, and in the system's own colours", async ({ desktop, dataDir }) => {
	await runScript("import", [await shopLog(dataDir), "--map", "source=source"], { dataDir }).ended;
	const shown = await desktop();
	const { app, page } = shown;
	await resize(shown, sizes[0]);
	for (const [name, path] of views) {
		await page.goto(addressOf(path));
		await still(page);
		await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
		await page.screenshot({ path: `${folder}/needs/${name}-forced.png` });
		await page.emulateMedia({ forcedColors: "none" });
		await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2));
		await page.waitForTimeout(400);
		await page.screenshot({ path: `${folder}/needs/${name}-double.png` });
		const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
		expect.soft(sideways, `${name} scrolls sideways at 200 %`).toBeLessThanOrEqual(0);
		await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(1));
	}
});
