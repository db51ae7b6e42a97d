import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { root } from "../../scripts/project.js";
import { expect } from "./electron.js";
import { type LoggedIn, loggedIn } from "./logged-in.js";
import { runScript } from "./server.js";

const recorded = (name: string): string => join(process.env["REAL_DATA_DIR"] ?? join(root, "..", "shared", "data"), name);
export const retail = recorded("dev_online_retail_2010-12_2011-01.csv.gz");
export const accessLog = recorded("dev_apache_access_log.gz");

/** Why tests of the recorded files are skipped; null where the files are there. */
export const absent: string | null =
	existsSync(retail) && existsSync(accessLog)
		? null
		: "REAL_DATA_DIR lacks the recorded shop or access log: nothing of these reports is shown.";

export const wholeShop = "from=2010-12-01&to=2011-01-31&tz=UTC&compare=none";
export const wholeLog = "from=2015-05-17&to=2015-05-20&tz=UTC";

interface Console extends LoggedIn {
	/** A view of the console, below its own path, with its numbers there. */
	open(path: string): Promise<void>;
}

/** The console in a browser, logged in, over a store that holds this file. */
export const consoleOf = async (dataDir: string, file: string): Promise<Console> => {
	expect((await runScript("import", [file], { dataDir }).ended).code).toBe(0);
	const found = await loggedIn(dataDir);
	return {
		...found,
		open: async (path) => {
			await found.page.goto(found.address + path);
			await settled(found.page);
		},
	};
};

/** Numbers are there, none of another filter. */
export const settled = async (page: Page): Promise<void> => {
	await expect(page.locator("[data-panel]").first()).toBeVisible();
	await expect(page.locator("[data-stale], [data-waiting]")).toHaveCount(0, { timeout: 60_000 });
};
