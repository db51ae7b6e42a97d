import { gzipSync } from "node:zlib";
import { expect, test } from "./electron.js";
import { withShop } from "./shop.js";

test("the home page loads under 100 KB of scripts and moves nothing at its first visit", async ({ dataDir }) => {
	await withShop(dataDir, async ({ page, server }) => {
		await page.addInitScript(() => {
			const seen = { shift: 0 };
			Object.assign(window, { seen });
			new PerformanceObserver((list) => {
				for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value;
			}).observe({ type: "layout-shift", buffered: true });
		});
		await page.goto(server.address);
		await expect(page.getByText("23 products")).toBeVisible();
		await page.waitForTimeout(500);
		const { shift, scripts } = await page.evaluate(async () => ({
			shift: (window as unknown as { seen: { shift: number } }).seen.shift,
			scripts: (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
				.filter(({ initiatorType, name }) => initiatorType === "script" || name.endsWith(".js"))
				.map(({ name }) => name),
		}));
		expect(shift).toBe(0);
		const sizes = await Promise.all(
			scripts.map(async (url) => gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer()), { level: 9 }).length),
		);
		expect(scripts.length).toBeGreaterThanOrEqual(2);
		expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(100 * 1024);
	});
});
