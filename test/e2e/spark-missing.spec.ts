import { smallSample } from "./data.js";
import { expect, test } from "./electron.js";
import { chooseFile, expectNumbers, importIt } from "./main-job.js";

test("where Spark is the usual engine and is not there, Overview says so and computes here when told to", async ({ desktop, dataDir }) => {
	const shop = await smallSample(dataDir);
	/** Node is there, and no Python: what it says of Spark is that it has none. */
	const { page } = await desktop({ env: { USE_SPARK: "1", SPARK_PYTHON: process.execPath } });
	await chooseFile(page, shop);
	await importIt(page, shop);
	await page.getByRole("button", { name: /^Run analysis/ }).click();
	const panel = page.getByRole("alert").filter({ hasText: "The numbers were not computed." });
	await expect(panel).toContainText("Spark");
	await panel.getByRole("button", { name: "Compute on this computer" }).click();
	await expectNumbers(page, shop);
	await expect(panel).toHaveCount(0);
	await page.getByRole("button", { name: /^Run analysis/ }).click();
	await expect(page).toHaveURL(/analysis=/);
	await expectNumbers(page, shop);
});
