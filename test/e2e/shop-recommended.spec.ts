import { faultsOf } from "./axe.js";
import { expect, test } from "./electron.js";
import { settled, told, withShop } from "./shop.js";

test("the shop shows what the server recommends, with reasons, on home, product and cart; nothing while there is nothing", async ({
	dataDir,
}) => {
	await withShop(dataDir, async ({ page, server }) => {
		const answered = page.waitForResponse(/\/api\/recommendations\?/);
		await page.goto(server.address);
		expect(await (await answered).json()).toMatchObject({ items: [] });
		await expect(page.getByText("23 products")).toBeVisible();
		await expect(page.getByRole("region", { name: "Recommended for you" })).toHaveCount(0);

		const order = (at: number, product_id: string) => ({
			event_id: `o-${at}-${product_id}`,
			client_id: `v-${at}`,
			session_id: `s-${at}`,
			event_type: "order_completed",
			properties: { product_id, order_id: `o-${at}`, price: 5, currency: "EUR" },
		});
		const events = [0, 1, 2, 3].flatMap((at) => [order(at, "s1"), order(at, "h1"), order(at, `c${at}`)]);
		const reply = await fetch(`${server.address}/api/ingest-batch`, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({ events }),
		});
		expect(await reply.json()).toMatchObject({ inserted: 12 });

		await page.reload();
		const home = page.getByRole("region", { name: "Recommended for you" });
		await expect(home.getByRole("link", { name: "Red Shoe" })).toBeVisible();
		await page.goto(`${server.address}/p/red-shoe`);
		const beside = page.getByRole("region", { name: "Goes with it" });
		await expect(beside.getByRole("link", { name: "<b>Green</b> Hat" })).toBeVisible();
		await expect(beside).toContainText("Often bought together");
		await expect(beside.getByRole("link", { name: "Red Shoe" })).toHaveCount(0);
		expect(await faultsOf(page)).toEqual([]);
		await beside.getByRole("button", { name: "Add <b>Green</b> Hat to the cart" }).click();
		await page.getByRole("link", { name: "Cart, 1 piece" }).click();
		await expect(page.getByRole("region", { name: "You may also want" }).getByRole("link", { name: "Red Shoe" })).toBeVisible();
		await settled(page);
		const lists = (await told(server, dataDir)).filter(({ properties }) => properties["list"] === "recommended");
		expect(lists.map(({ page }) => page)).toEqual(["/", "/p/red-shoe", "/cart"]);
	});
});
