import type { Page } from "@playwright/test";
import { expect, test } from "./electron.js";
import { loggedIn } from "./logged-in.js";
import { look, lookAtAll } from "./look.js";
import { heading } from "./main-job.js";
import { stockShop } from "./stocked-shop.js";

const withShop = async (dataDir: string, work: (page: Page, address: string) => Promise<void>): Promise<void> => {
	await stockShop(dataDir);
	const { page, address, close } = await loggedIn(dataDir);
	try {
		await page.goto(`${address}/recommendations`);
		await expect(heading(page)).toContainText("Recommendations");
		await work(page, address);
	} finally {
		await close();
	}
};

const list = (page: Page) => page.getByRole("list", { name: "Recommended products" });

test("shows what a visitor, a session and a user would be shown, and why, from the keyboard", async ({ dataDir }) => {
	await withShop(dataDir, async (page) => {
		const field = page.getByRole("combobox", { name: "Visitor to recommend for" });
		await expect(field).toHaveValue("v-40891");
		await expect(list(page).getByRole("listitem")).toHaveCount(6);
		const steps = page.getByRole("list", { name: "Events of the session" });
		await expect(steps).toContainText("Searched “duvet cover”");
		await expect(steps).toContainText("Added to the cart: Stoneware mugs, set of 4");
		await expect(page.getByText("Bought before: Merino throw, oat.")).toBeVisible();
		for (const never of ["Stoneware mugs", "Oak serving board", "Merino throw"])
			await expect(list(page).getByRole("heading", { name: never })).toHaveCount(0);
		await expect(list(page).getByRole("listitem").first()).toContainText(/\d+ of (the )?\d+/);

		await field.fill("v-12");
		await expect(page.getByRole("option", { name: "v-12", exact: true })).toBeVisible();
		await expect(page.getByRole("option", { name: "v-40891" })).toHaveCount(0);
		await field.press("ArrowDown");
		await field.press("Enter");
		await expect(page).toHaveURL(/of=v-12/);
		await expect(field).toHaveValue(/^v-12/);
		await page.goBack();
		await expect(field).toHaveValue("v-40891");

		await page.getByRole("switch", { name: "Leave out what was bought" }).press("Space");
		await expect(page).toHaveURL(/bought=all/);
		await page.getByRole("button", { name: "Show: 6 products" }).click();
		await page.getByRole("option", { name: "12 products" }).click();
		await expect(list(page).getByRole("listitem")).toHaveCount(12);

		await page.getByRole("list", { name: "Nearest sessions" }).getByRole("button").first().click();
		await expect(page).toHaveURL(/kind=session/);
		await expect(page.getByRole("combobox", { name: "Session to recommend for" })).toHaveValue(/^s-/);
	});
});

test("shows each product's own picture, and a sign where there is none, is of another host or is missing", async ({ dataDir }) => {
	await withShop(dataDir, async (page, address) => {
		const elsewhere: string[] = [];
		page.on("request", (request) => {
			if (!request.url().startsWith(new URL(address).origin)) elsewhere.push(request.url());
		});
		await page.goto(`${address}/recommendations?of=v-40891&show=12`);
		await expect(list(page).getByRole("listitem")).toHaveCount(12);
		const without = /Beeswax candle|Linen napkins|Wool rug|Rattan table lamp/;
		const unpictured = page.getByRole("heading", { name: without });
		const pictured = list(page).getByRole("listitem").filter({ hasNot: unpictured });
		const bare = list(page).getByRole("listitem").filter({ has: unpictured });
		await expect(bare).not.toHaveCount(0);
		await expect(bare.getByRole("img")).toHaveCount(0);
		const names = await pictured.getByRole("heading").allTextContents();
		await expect(pictured.getByRole("img")).toHaveCount(names.length);
		for (const name of names) {
			const picture = pictured.getByRole("img", { name, exact: true });
			await picture.scrollIntoViewIfNeeded();
			await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true);
		}
		expect(elsewhere).toEqual([]);
	});
});

test("sets the model's list beside the computed one, and measures how often the ways are right", async ({ dataDir }) => {
	await withShop(dataDir, async (page, address) => {
		await page.goto(`${address}/recommendations?kind=user&of=u-7`);
		const chosen = page.getByRole("list", { name: "Chosen by the model" });
		await expect(chosen.getByRole("listitem")).toHaveCount(3);
		await expect(chosen.getByRole("listitem").first()).toContainText(/Linen napkins.*(same|from|only here)/);
		await page.getByRole("button", { name: "Measure now" }).click();
		const quality = page.getByRole("region", { name: "How often it is right" });
		await expect(quality.getByRole("row").filter({ hasText: "Session neighbours" })).toContainText("%");
		await expect(quality.getByRole("row")).toHaveCount(6);
	});
});

test("looks right in both schemes and sizes, empty, full and for who was never seen; says what failed", async ({ dataDir }) => {
	await withShop(dataDir, async (page, address) => {
		await expect(list(page).getByRole("listitem")).toHaveCount(6);
		await lookAtAll(page, "recommendations");
		await page.goto(`${address}/recommendations?of=nobody`);
		await expect(page.getByText("No session with products")).toBeVisible();
		await page.route("**/api/recommendations/explain*", (route) =>
			route.fulfill({ status: 503, json: { error: { code: "overloaded", message: "Too much at once." } } }),
		);
		await page.goto(`${address}/recommendations?of=v-12`);
		await expect(page.getByRole("alert")).toContainText("The recommendations were not computed.");
		await page.unrouteAll();
		await page.getByRole("button", { name: "Try again" }).click();
		await expect(list(page).getByRole("listitem")).toHaveCount(6);
	});
});

test("without a product looked at it says what will stand here, and where to go", async ({ dataDir }) => {
	const { page, address, close } = await loggedIn(dataDir, "No events yet");
	try {
		await page.goto(`${address}/recommendations`);
		await expect(page.getByText("Nobody has looked at a product yet")).toBeVisible();
		await look(page, "recommendations-empty");
		await page.getByRole("link", { name: "Import a file of events" }).click();
		await expect(heading(page)).toContainText("Import");
	} finally {
		await close();
	}
});
