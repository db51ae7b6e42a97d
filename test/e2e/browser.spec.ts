import { sample } from "./data.js";
import { expect, test } from "./electron.js";
import { heading, mainJob } from "./main-job.js";
import { openBrowser, serve } from "./server.js";

const person = { name: "anna", password: "a long enough password" };

test("from an empty folder to right numbers, in a browser, after logging in", async ({ dataDir }) => {
	const shop = await sample(dataDir);
	const server = await serve(dataDir);
	const browser = await openBrowser();
	try {
		const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
		const page = await context.newPage();

		await page.goto(`${server.address}/dashboard`);
		await expect(page.getByLabel("One-time code")).toBeVisible();

		await page.goto(server.ownerLink ?? "");
		await expect(page.getByRole("textbox", { name: "Name" })).toBeVisible();
		expect(page.url()).not.toContain("code=");
		await page.getByRole("textbox", { name: "Name" }).fill(person.name);
		await page.getByLabel("New password").fill(person.password);
		await page.getByRole("button", { name: "Make the account and log in" }).click();
		await mainJob(page, shop);

		const cookie = (await context.cookies()).find(({ name }) => name === "cc_session");
		expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/" });
		const kept = await page.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]));
		expect(kept).not.toContain(cookie?.value);

		const other = await (await browser.newContext()).newPage();
		await other.goto(`${server.address}/dashboard/analyses`);
		await other.getByLabel(/Name/).fill(person.name);
		await other.getByRole("textbox", { name: "Password" }).fill("wrong wrong wrong");
		await other.getByRole("button", { name: /Log in/ }).click();
		await expect(other.getByText(/do not belong together/)).toBeVisible();
		await other.getByRole("textbox", { name: "Password" }).fill(person.password);
		await other.getByRole("button", { name: /Log in/ }).click();
		await expect(heading(other)).toContainText("Analyses");
	} finally {
		await browser.close();
		await server.stop();
	}
});
