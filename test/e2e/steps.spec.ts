import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sample } from "./data.js";
import { expect, test } from "./electron.js";
import { look } from "./look.js";
import { chooseFile, heading, importIt } from "./main-job.js";
import { openBrowser, serve } from "./server.js";
import { schemes } from "./views.js";

for (const scheme of schemes) {
	test(`the pages on the way to the first numbers in the ${scheme} scheme: no serious finding of axe`, async ({ desktop, dataDir }) => {
		const shop = await sample(dataDir);
		const taken = createServer();
		await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
		const { page } = await desktop({ env: { PORT: String((taken.address() as AddressInfo).port) } });
		await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
		await expect(heading(page)).toContainText("cannot be used");
		await look(page, `port-taken-${scheme}`);
		await page.getByRole("link", { name: "Go on without a port" }).click();
		await chooseFile(page, shop);
		await expect(page.getByRole("button", { name: /^Import [\d,]+ / })).toBeVisible({ timeout: 60_000 });
		await look(page, `import-columns-${scheme}`);
		await importIt(page, shop);
		await look(page, `import-result-${scheme}`);
		await page.keyboard.press("Control+k");
		await expect(page.getByRole("dialog")).toBeVisible();
		await look(page, `commands-${scheme}`);
		await new Promise((resolve) => taken.close(resolve));
	});
}

for (const scheme of schemes) {
	test(`the account pages in the ${scheme} scheme: no serious finding of axe`, async ({ dataDir }) => {
		const server = await serve(dataDir);
		const browser = await openBrowser();
		try {
			const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: scheme, reducedMotion: "reduce" });
			const page = await context.newPage();
			await page.goto(server.ownerLink ?? "");
			await expect(heading(page)).toContainText("owner");
			await look(page, `first-owner-${scheme}`);
			await page.getByRole("textbox", { name: "Name" }).fill("anna");
			await page.getByLabel("New password").fill("a long enough password");
			await page.getByRole("button", { name: "Make the account and log in" }).click();
			await expect(heading(page)).toContainText("No events yet");
			await context.clearCookies();
			await page.goto(`${server.address}/dashboard`);
			await expect(page.getByRole("button", { name: /Log in/ })).toBeVisible();
			await look(page, `log-in-${scheme}`);
		} finally {
			await browser.close();
			await server.stop();
		}
	});
}
