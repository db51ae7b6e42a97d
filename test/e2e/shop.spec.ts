import { expect, test } from "./electron.js";
import { asLocal, settled, told, vouched, withShop } from "./shop.js";

test("from the home page to an order: each step is told once, and the order as the server priced it", async ({ dataDir }) => {
	await withShop(dataDir, async ({ page, server }) => {
		await page.goto(`${server.address}/?utm_source=letter&utm_medium=email`);
		await expect(page.getByRole("link", { name: "shoes" })).toBeVisible();
		await expect(page.getByText("23 products")).toBeVisible();
		await page.getByRole("link", { name: "shoes" }).click();
		await expect(page.getByText("2 products")).toBeVisible();
		await page.getByRole("searchbox").fill("red shoe");
		await page.getByRole("searchbox").press("Enter");
		await expect(page.getByText("1 product", { exact: true })).toBeVisible();
		await page.getByLabel("Sort").focus();
		const sorted = page.waitForResponse((response) => response.url().includes("sort=price_asc"));
		await page.keyboard.press("ArrowDown");
		await expect(page).toHaveURL(/sort=price_asc/);
		await sorted;
		await expect(page.locator("[aria-busy=true]"), "a list that is left before it came was not viewed").toHaveCount(0);
		await expect(page.getByLabel("Sort")).toBeFocused();
		await page.getByRole("link", { name: "Red Shoe" }).first().click();
		await expect(page.getByRole("heading", { name: "Red Shoe" })).toBeVisible();
		await expect(page.getByText("<img src=x onerror=alert(1)> light")).toBeVisible();
		await page.getByRole("button", { name: "Add Red Shoe to the cart" }).click();
		await page.getByRole("link", { name: "Cart, 1 piece" }).click();
		await expect(page.getByText("€59.89")).toBeVisible();
		await page.getByLabel("Quantity of Red Shoe").fill("3");
		await expect(page.getByText("€169.67")).toBeVisible();
		await page.getByLabel("Quantity of Red Shoe").fill("12");
		await page.getByLabel("Quantity of Red Shoe").fill("2");
		await expect(page.getByText("€114.78")).toBeVisible();
		await page.getByRole("link", { name: "Check out" }).click();
		await page.getByLabel("Name").fill("Ann");
		await page.getByLabel("E-mail").fill("ann@example.com");
		await page.getByLabel("Address").fill("1 Lane");
		await page.getByRole("button", { name: "Go on to payment" }).click();
		await page.getByRole("button", { name: "Place the order" }).click();
		await expect(page.getByText("Your order is placed")).toBeVisible();
		await settled(page);

		/** What is recommended depends on how fast events are read. */
		const events = (await told(server, dataDir)).filter(({ properties }) => properties["list"] !== "recommended");
		expect(events.map(({ event_type, page }) => `${event_type} ${page}`)).toEqual([
			"pageview /",
			"product_list_viewed /",
			"pageview /category",
			"product_list_viewed /category",
			"pageview /search",
			"products_searched /search",
			"product_list_viewed /search",
			"product_list_viewed /search",
			"pageview /p/red-shoe",
			"product_viewed /p/red-shoe",
			"product_added /p/red-shoe",
			"pageview /cart",
			"cart_viewed /cart",
			"product_added /cart",
			"product_removed /cart",
			"pageview /checkout",
			"checkout_started /checkout",
			"checkout_step_completed /checkout",
			"checkout_step_completed /checkout",
			"order_completed /checkout",
			"pageview /confirmation",
		]);
		const [, , , , , searched] = events;
		expect(searched?.properties).toMatchObject({ query: "red shoe", results: 1 });
		const order = events.find(({ event_type }) => event_type === "order_completed");
		expect(order).toMatchObject({ revenue: 99.8, currency: "EUR", source: "shop" });
		expect(order?.properties).toMatchObject({ tax: 9.98, shipping: 5, total: 114.78 });
		expect(new Set(events.map(({ visitor }) => visitor)).size).toBe(1);
		expect(new Set(events.map(({ session_id }) => session_id)).size).toBe(1);
		expect(await asLocal(server, dataDir, "/api/product/s1")).toMatchObject({ stock: 1 });
		expect(JSON.stringify(events)).not.toMatch(/Ann|ann@example|1 Lane/);
	});
});

test("the predecessor's addresses work, unknown products say so, and text of the catalog is text", async ({ dataDir }) => {
	await withShop(dataDir, async ({ page, server }) => {
		for (const path of ["/", "/home", "/category", "/search", "/cart", "/checkout", "/static/auth.html"]) {
			expect((await page.goto(server.address + path))?.status(), path).toBe(200);
			await expect(page.getByRole("main")).toBeVisible();
		}
		await page.goto(`${server.address}/product?id=h1`);
		await expect(page.getByRole("heading", { name: "<b>Green</b> Hat" })).toBeVisible();
		await page.goto(`${server.address}/p/none`);
		await expect(page.getByRole("alert")).toContainText("There is no product");
		await page.goto(`${server.address}/search?q=${encodeURIComponent("((")}`);
		await expect(page.getByText("Nothing found")).toBeVisible();
		expect((await page.goto(`${server.address}/no-such-page`))?.status()).toBe(404);
	});
});

test("filters, sorting and pages are in the address; the sold out cannot be added", async ({ dataDir }) => {
	await withShop(dataDir, async ({ page, server }) => {
		await page.goto(`${server.address}/category?category=cups`);
		await expect(page.getByText("20 products")).toBeVisible();
		await page.getByRole("link", { name: "Next" }).click();
		await expect(page.getByText("Page 2 of 2")).toBeVisible();
		await page.getByLabel("Sort").selectOption("price_desc");
		await expect(page.locator(".card-name").first()).toHaveText("Cup 19");
		await page.getByLabel("From").fill("20");
		await page.getByRole("button", { name: "Set price" }).click();
		await expect(page.getByText("5 products")).toBeVisible();
		expect(new URL(page.url()).search).toBe("?category=cups&sort=price_desc&min_price=20");
		await page.reload();
		await expect(page.getByText("5 products")).toBeVisible();
		await page.goto(`${server.address}/p/blue-shoe`);
		await expect(page.getByRole("button", { name: "Add Blue Shoe to the cart" })).toBeDisabled();
	});
});

test("a customer signs up, orders, and sees the order under the account; a new price is told before anything is placed", async ({
	dataDir,
}) => {
	await withShop(dataDir, async ({ page, server }) => {
		await page.goto(`${server.address}/static/auth.html`);
		await page.getByRole("button", { name: "I am new here" }).click();
		await page.getByLabel("Name").fill("cara");
		await page.getByLabel("E-mail").fill("cara@example.com");
		await page.getByLabel("Password").fill("a long enough password");
		await page.getByRole("button", { name: "Make the account" }).click();
		await expect(page.getByRole("heading", { name: "Hello, cara" })).toBeVisible();
		await page.getByRole("link", { name: "Corner Shop" }).click();
		await page.getByRole("button", { name: "Add Cup 00 to the cart" }).click();
		const dearer = JSON.stringify({ sku: "c0", name: "Cup 00", category: "cups", price: 6, currency: "EUR" });
		const { file_id } = (await asLocal(server, dataDir, "/api/imports/files?name=p.ndjson", {
			method: "POST",
			body: `${dearer}\n`,
			type: "application/octet-stream",
		})) as { file_id: string };
		await asLocal(server, dataDir, "/api/products/import", {
			method: "POST",
			body: JSON.stringify({ file_id }),
			type: "application/json",
		});
		await page.getByRole("link", { name: /^Cart/ }).click();
		await expect(page.getByRole("alert")).toContainText("Cup 00 costs 6, not 5");
		await page.getByRole("button", { name: "Take the new price" }).click();
		await page.getByRole("link", { name: "Check out" }).click();
		await page.getByLabel("Name").fill("Cara");
		await page.getByLabel("E-mail").fill("cara@example.com");
		await page.getByLabel("Address").fill("1 Lane");
		await page.getByRole("button", { name: "Go on to payment" }).click();
		const busy = { error: { code: "overloaded", message: "The server is busy. Try again." } };
		await page.route("**/api/orders", (route) => route.fulfill({ status: 503, json: busy }), { times: 1 });
		await page.getByRole("button", { name: "Place the order" }).click();
		await expect(page.getByRole("alert")).toContainText("The server is busy");
		await page.getByRole("button", { name: "Place the order" }).click();
		await expect(page.getByText("Your order is placed")).toBeVisible();
		await page.reload();
		await page.getByRole("link", { name: "cara" }).click();
		await expect(page.getByText("1 × Cup 00")).toBeVisible();
		await page.getByRole("button", { name: "Sign out" }).click();
		await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
		await page.getByRole("link", { name: "Corner Shop" }).click();
		await expect(page.getByText("23 products")).toBeVisible();
		await settled(page);
		const events = await told(server, dataDir);
		const orders = events.filter(({ event_type }) => event_type === "order_completed");
		expect(orders).toHaveLength(1);
		expect(orders[0]).toMatchObject({ revenue: 6, user_id: expect.any(String) });
		const steps = events.filter(({ event_type }) => event_type === "checkout_step_completed");
		expect(steps.map(({ properties }) => properties["step"])).toEqual(["address", "payment"]);
		expect(new Set(events.map(({ source }) => source))).toEqual(new Set(["shop"]));
		const proven = await vouched(server, dataDir);
		for (const { event_id, event_type, user_id } of events)
			expect(proven.get(event_id), `${event_type} of ${user_id ?? "nobody"}`).toBe(user_id !== null);
		expect(events.at(-1)).toMatchObject({ event_type: "product_list_viewed", user_id: null });
		expect(events.at(-1)?.visitor).not.toBe(orders[0]?.visitor);
	});
});

test("works by keyboard alone", async ({ dataDir }) => {
	await withShop(dataDir, async ({ page, server }) => {
		await page.goto(server.address);
		await expect(page.getByText("23 products")).toBeVisible();
		await page.keyboard.press("Tab");
		await expect(page.getByRole("link", { name: "Skip to the products" })).toBeFocused();
		const add = page.getByRole("button", { name: "Add Cup 00 to the cart" });
		for (let steps = 0; steps < 60 && !(await add.evaluate((node) => node === document.activeElement)); steps++)
			await page.keyboard.press("Tab");
		await page.keyboard.press("Enter");
		await expect(page.getByRole("link", { name: "Cart, 1 piece" })).toBeVisible();
		await expect(page.getByText("Cup 00 is in the cart.")).toBeVisible();
	});
});
