import { expect, test } from "./electron.js";
import { look, lookAtAll } from "./look.js";
import { row, send, withTracking } from "./tracking.js";

test("looks right in both schemes and sizes: no serious finding of axe, nothing scrolls sideways, pictures taken", async ({ dataDir }) => {
	test.setTimeout(180_000);
	await withTracking(dataDir, async ({ server, page }) => {
		await look(page, "tracking-empty");
		const made = await page.request.post(`${server.address}/api/write-keys`, {
			headers: { origin: server.address },
			data: { name: "web shop", origins: ["https://shop.example"] },
		});
		expect(made.status()).toBe(200);
		await page.goto(`${server.address}/dashboard/tracking?client=segment`);
		await expect(page.getByRole("table", { name: "Write keys" })).toContainText("https://shop.example");
		await send(server, [
			...Array.from({ length: 24 }, (_, n) => ({
				event_id: `e${n}`,
				client_id: `v-${41_200 + n}`,
				event_type: "Product Viewed",
				page: `/p/${n}`,
			})),
			{ event_id: "e1", client_id: "v-41201" },
			{ event_type: "Order Completed", timestamp: "59,00", properties: { order_id: "100763", products: [{ product_id: "LL-1077" }] } },
		]);
		await expect(row(page, "Rejected")).toBeVisible();
		await row(page, "Rejected").click();
		await lookAtAll(page, "tracking-doctor");
		await page.keyboard.press("Escape");
		await look(page, "tracking-doctor-closed");
		await page.getByRole("button", { name: "New write key" }).click();
		await look(page, "tracking-doctor-key-dialog");
	});
});
