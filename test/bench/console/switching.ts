import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { ensureBuilt } from "../../../scripts/ensure-built.js";
import { root } from "../../../scripts/project.js";
import { provideChromium } from "../../../scripts/services/chromium.js";
import { openBrowser, serve } from "../../e2e/server.js";
import type { BenchOptions } from "../analysis/analysis.js";
import { makeStore } from "../analysis/made.js";
import { categories, longTasks, type Task } from "./trace.js";

export interface Switch {
	readonly view: string;
	/** By the clock, from the click until all numbers are there. */
	readonly ms: number;
	/** Tasks of 20 ms and more of the page's main thread meanwhile, the dearest first. */
	readonly tasks: readonly Task[];
}

export interface SwitchingFigures {
	readonly events: number;
	readonly switches: readonly Switch[];
}

const views = ["Visitors", "Times", "Retention", "Acquisition", "Pages", "Paths", "Products", "Carts", "Searches", "Noise"];

/** Milliseconds that anything may take on a busy machine. */
const patience = 180_000;

/** Numbers are there, none of another filter. */
const settled = async (page: Page): Promise<void> => {
	await page.locator("[data-panel]").first().waitFor({ timeout: patience });
	await page.waitForFunction(() => document.querySelector("[data-stale], [data-waiting]") === null, undefined, { timeout: patience });
};

/** The console as its first owner, who is made now. */
const entered = async (page: Page, ownerLink: string): Promise<void> => {
	await page.goto(ownerLink);
	await page.getByRole("textbox", { name: "Name" }).fill("anna");
	await page.getByLabel("New password").fill("a long enough password");
	await page.getByRole("button", { name: "Make the account and log in" }).click();
	await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor({ timeout: patience });
};

const traced = async (page: Page, act: () => Promise<void>): Promise<Buffer> => {
	const browser = page.context().browser();
	if (browser === null) throw new Error("The page has no browser of its own to trace.");
	await browser.startTracing(page, { categories });
	await act();
	return browser.stopTracing();
};

const switchTo = async (page: Page, view: string): Promise<Switch> => {
	let ms = 0;
	const trace = await traced(page, async () => {
		const began = performance.now();
		await page.getByRole("navigation").getByRole("link", { name: view, exact: true }).first().click();
		await settled(page);
		ms = performance.now() - began;
		// What is drawn after the numbers came belongs to the switch.
		await page.waitForTimeout(500);
	});
	return { view, ms, tasks: longTasks(trace, 20) };
};

/** In real Chromium, over generated events: every view of reports twice, since code comes with the first; the second round counts. */
export const benchSwitching = async ({ events, data }: BenchOptions, say: (line: string) => void): Promise<SwitchingFigures> => {
	say(`switching: making ${events} events …`);
	const chromium = await provideChromium(say);
	if (!("env" in chromium)) throw new Error("Switching views is measured in Chromium, which cannot be had here.");
	Object.assign(process.env, chromium.env);
	const { path, drop } = await makeStore(events, data);
	const folder = await mkdtemp(join(tmpdir(), "bench-switching-"));
	try {
		await ensureBuilt(root, say);
		await mkdir(folder, { recursive: true });
		await cp(path, join(folder, "clickstream.duckdb"));
		const server = await serve(folder);
		const browser = await openBrowser();
		try {
			const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
			await entered(page, server.ownerLink ?? "");
			const switches: Switch[] = [];
			for (const round of [1, 2]) {
				for (const view of views) {
					const one = await switchTo(page, view);
					say(
						`  ${view}: ${Math.round(one.ms)} ms; longest task ${one.tasks[0]?.cpuMs.toFixed(0) ?? "below 20"} ms of CPU ${one.tasks[0]?.parts.join(", ") ?? ""}`,
					);
					if (round === 2) switches.push(one);
				}
			}
			return { events, switches };
		} finally {
			await browser.close();
			await server.stop();
		}
	} finally {
		await rm(folder, { recursive: true, force: true });
		await drop();
	}
};
