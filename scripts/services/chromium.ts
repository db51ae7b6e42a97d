import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { chromium } from "@playwright/test";
import { root } from "../project.js";
import type { Part, Say } from "./part.js";
import { run } from "./run.js";

/** Where distributions put it. Snap's is left out: it cannot read the folders that tests use. */
const installed = ["/usr/bin/chromium", "/usr/bin/google-chrome-stable", "/usr/bin/google-chrome"];
const downloadLimitMs = 300_000;
const get = "npx playwright install chromium";

const present = (): string | undefined =>
	[process.env["CHROMIUM_PATH"], ...installed, chromium.executablePath()].find((path) => path !== undefined && existsSync(path));

/** A Chromium for Playwright: the one named by CHROMIUM_PATH, the system's, Playwright's own, else Playwright's download. */
export const provideChromium = async (say: Say): Promise<Part> => {
	const found = present();
	if (found !== undefined) return { env: { CHROMIUM_PATH: found } };
	say("Getting Chromium for the browser tests (once) …");
	const tool = join(dirname(createRequire(import.meta.url).resolve("@playwright/test/package.json")), "cli.js");
	const fetched = await run(process.execPath, [tool, "install", "chromium"], { cwd: root, limitMs: downloadLimitMs });
	const path = present();
	if (path !== undefined) return { env: { CHROMIUM_PATH: path } };
	return { missing: `Chromium: ${fetched.output.trim().split("\n").at(-1) ?? "its download failed"}`, get };
};
