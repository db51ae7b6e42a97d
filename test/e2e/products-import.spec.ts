import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./electron.js";
import { loggedIn } from "./logged-in.js";
import { look, lookAtAll } from "./look.js";

const markup = '<img src=x onerror="document.title=1">';

const catalog = [
	"sku,Title,Product type,price,currency,stock,labels,colour",
	`m-1,"Oak Mug ${markup.replaceAll('"', '""')}",kitchen,12.50,EUR,4,"wood,new",brown`,
	"m-2,Pine Board,kitchen,20,EUR,,,",
	"m-3,,kitchen,5,EUR,,,",
	"m-4,Clay Bowl,kitchen,a lot,EUR,,,",
	"m-5,Pine Board,kitchen,25,EUR,,,",
].join("\n");

const choose = async (page: Page, button: string, path: string): Promise<void> => {
	const asked = page.waitForEvent("filechooser");
	await page.getByRole("button", { name: button }).click();
	await (await asked).setFiles(path);
};

const table = (page: Page, name: string) => page.getByRole("table", { name, exact: true });

test("products come in from the console: nothing is written before each row's fate was seen, and what is left out says why", async ({
	dataDir,
}) => {
	const file = join(dataDir, "catalog.csv");
	await writeFile(file, catalog);
	const { page, address, server, close } = await loggedIn(dataDir, "No events yet");
	try {
		await page.goto(`${address}/import`);
		await page.getByText("Products of the shop").click();
		await expect(page).toHaveURL(/\/import\?of=products$/);
		await expect(page.getByText("The catalog has no products")).toBeVisible();
		await look(page, "products-empty");

		await choose(page, "Choose a file", file);
		const read = table(page, "Products of the file");
		await expect(read.getByRole("row")).toHaveCount(3);
		await expect(read).toContainText(markup);
		await expect(page.locator("img[src=x]")).toHaveCount(0);
		await expect(page.getByText("2 new, 3 left out; nothing is written before you press Import")).toBeVisible();
		await expect(page.getByText("Read: sku as product id, Title as name", { exact: false })).toContainText("Not read: colour.");
		const out = table(page, "Rows left out");
		await expect(out.getByRole("row").nth(1)).toContainText("Give every product a name");
		await expect(out.getByRole("row").nth(2)).toContainText("price");
		await expect(out.getByRole("row").nth(3)).toContainText("row 2 has the slug pine-board too");
		expect(await (await fetch(`${server.address}/api/products`)).json()).toMatchObject({ total: 0 });
		await lookAtAll(page, "products-checked");

		await page.getByRole("button", { name: "Import 2 products" }).press("Enter");
		await expect(page.getByRole("region", { name: "Result" })).toContainText("2 products added.");
		await expect(table(page, "Products of the catalog")).toContainText("Pine Board");
		await look(page, "products-done");
		expect(await (await fetch(`${server.address}/api/product/m-2`)).json()).toMatchObject({ price: 20, slug: "pine-board" });

		await choose(page, "Import another file", file);
		await expect(page.getByText("2 as before, 3 left out", { exact: false })).toBeVisible();
		const nothing = page.getByRole("button", { name: "Import 0 products" });
		await expect(nothing).toHaveAttribute("aria-disabled", "true");

		const wrong = join(dataDir, "wrong.csv");
		await writeFile(wrong, "ts,page\n2026-01-01,/a\n");
		await choose(page, "Choose another file", wrong);
		await expect(page.getByRole("alert")).toContainText("wrong.csv has no column for the name. Its columns are ts, page.");
		await look(page, "products-refused");
	} finally {
		await close();
	}
});

test("a catalog chosen among events is recognised, and read as products with one press", async ({ dataDir }) => {
	const file = join(dataDir, "catalog.csv");
	await writeFile(file, catalog);
	const { page, address, close } = await loggedIn(dataDir, "No events yet");
	try {
		await page.goto(`${address}/import`);
		await choose(page, "Choose a file", file);
		await page.getByRole("button", { name: "Read it as products of the shop" }).click();
		await expect(page).toHaveURL(/of=products/);
		await expect(page.getByRole("button", { name: "Import 2 products" })).toBeVisible();
		await page.goBack();
		await expect(page.getByText("No file has been imported")).toBeVisible();
	} finally {
		await close();
	}
});

test("in the desktop window a file of products is read in place", async ({ desktop, dataDir }) => {
	const file = join(dataDir, "catalog.ndjson");
	await writeFile(file, '{"name":"Oak Mug","price":12.5}\n{"name":"Pine Board","price":20}\n');
	const { page } = await desktop();
	await page.goto("app://console/dashboard/import?of=products");
	await choose(page, "Choose a file", file);
	await page.getByRole("button", { name: "Import 2 products" }).click();
	await expect(page.getByRole("region", { name: "Result" })).toContainText("2 products added.");
});
