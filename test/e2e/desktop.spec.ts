import { sample } from "./data.js";
import { expect, test } from "./electron.js";
import { expectNumbers, heading, mainJob } from "./main-job.js";

test("from an empty folder to right numbers, in the desktop window, without a log-in", async ({ desktop, dataDir }) => {
	const shop = await sample(dataDir);
	const first = await desktop();
	await mainJob(first.page, shop);
	const analysis = /analysis=([^&]+)/.exec(first.page.url())?.[1];
	expect(await first.quit()).toBe(0);

	const second = await desktop();
	await expect(heading(second.page)).toContainText("Overview");
	await expect(second.page).toHaveURL(new RegExp(`analysis=${analysis}`));
	await expectNumbers(second.page, shop);
});
