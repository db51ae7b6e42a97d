import { type Browser, expect, type Page } from "@playwright/test";
import { heading } from "./main-job.js";
import { openBrowser, type Server, serve } from "./server.js";

export interface LoggedIn {
	readonly page: Page;
	readonly browser: Browser;
	readonly server: Server;
	/** With the console's own path. */
	readonly address: string;
	close(): Promise<void>;
}

/** The console in a browser, as its first owner, over the store of a folder: what a browser downloads can be read. */
export const loggedIn = async (dataDir: string, title = "Overview"): Promise<LoggedIn> => {
	const server = await serve(dataDir);
	const browser = await openBrowser();
	const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", locale: "en-GB" });
	const page = await context.newPage();
	await page.goto(server.ownerLink ?? "");
	await page.getByRole("textbox", { name: "Name" }).fill("anna");
	await page.getByLabel("New password").fill("a long enough password");
	await page.getByRole("button", { name: "Make the account and log in" }).click();
	await expect(heading(page)).toContainText(title);
	return {
		page,
		browser,
		server,
		address: `${server.address}/dashboard`,
		close: async () => {
			await browser.close();
			await server.stop();
		},
	};
};
