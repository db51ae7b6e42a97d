import { expect, test } from "./electron.js";
import { look } from "./look.js";
import { row, send, withTracking } from "./tracking.js";
import { schemes } from "./views.js";

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
		for (const [width, height] of [
			[1440, 900],
			[1024, 700],
		] as const)
			for (const scheme of schemes) {
				await page.setViewportSize({ width, height });
				await page.emulateMedia({ colorScheme: scheme });
				await look(page, `tracking-doctor-${scheme}-${width}x${height}`);
				expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
			}
		await page.keyboard.press("Escape");
		await look(page, "tracking-doctor-closed-dark-1024x700");
		await page.getByRole("button", { name: "New write key" }).click();
		await look(page, "tracking-doctor-key-dialog");
	});
});
