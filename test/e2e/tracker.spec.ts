import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { webRoot } from "../../scripts/project.js";
import { expect, test } from "./electron.js";
import { openBrowser, serve } from "./server.js";
import { openShopFront } from "./shop-front.js";
import { open, stored, track, waiting, withShop } from "./tracker.js";

test("weighs at most 4 KB", async () => {
	const script = await readFile(join(webRoot, "static", "analytics.js"));
	expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(4096);
});

test("loses none of 1,000 events and counts none twice: answers lost, offline, reload, tab closed, restart, 503", async ({ dataDir }) => {
	test.setTimeout(300_000);
	let server = await serve(dataDir);
	const front = await openShopFront(server.address);
	const browser = await openBrowser();
	try {
		const context = await browser.newContext();
		const page = await open(context, front);

		front.fault({ kind: "answers lost", every: 2 });
		await track(page, 0, 200);
		await expect.poll(() => waiting(page), { timeout: 60_000 }).toBe(0);

		await context.setOffline(true);
		await track(page, 200, 200);
		await page.waitForTimeout(60_000);
		expect(await waiting(page)).toBe(200);
		await context.setOffline(false);
		await expect.poll(() => waiting(page), { timeout: 30_000 }).toBe(0);

		front.fault({ kind: "slow", wait: 400 });
		await track(page, 400, 200);
		await page.waitForTimeout(500);
		await page.reload();
		await track(page, 600, 100);

		const second = await open(context, front);
		await track(second, 700, 100);
		await second.close();
		front.fault({ kind: "none" });

		await server.stop();
		await track(page, 800, 100);
		await page.waitForTimeout(2_500);
		server = await serve(dataDir);
		front.behind(server.address);

		front.fault({ kind: "busy", retryAfter: "1" });
		await track(page, 900, 100);
		await page.waitForTimeout(3_000);
		front.fault({ kind: "none" });
		await expect.poll(() => waiting(page), { timeout: 120_000 }).toBe(0);

		const rows = await stored(server, dataDir, "numbered");
		const numbers = rows.map(({ properties }) => Number(properties["n"])).sort((a, b) => a - b);
		expect(numbers).toEqual(Array.from({ length: 1_000 }, (_, n) => n));
		expect(new Set(rows.map(({ visitor }) => visitor)).size).toBe(1);
		expect(new Set(rows.map(({ session_id }) => session_id)).size).toBe(1);
		const resent = front.came.join("").split('"event_type":"numbered"').length - 1;
		expect(resent, "the faults made the tracker send some events again").toBeGreaterThan(1_000);
	} finally {
		await browser.close();
		front.close();
		await server.stop();
	}
});

test("what waits when the last tab closes arrives at once, or with the next visit", async ({ dataDir }) => {
	await withShop(dataDir, undefined, async ({ context, front, server }) => {
		const page = await open(context, front);
		await track(page, 0, 30);
		await page.close({ runBeforeUnload: true });
		await expect.poll(async () => (await stored(server, dataDir, "numbered")).length, { timeout: 30_000 }).toBe(30);

		front.fault({ kind: "busy", retryAfter: "2" });
		const again = await open(context, front);
		await track(again, 30, 30);
		await again.close({ runBeforeUnload: true });
		front.fault({ kind: "none" });
		await open(context, front);
		await expect.poll(async () => (await stored(server, dataDir, "numbered")).length, { timeout: 30_000 }).toBe(60);
	});
});

test("tells page views of single-page navigation once, and of a corrected address not at all", async ({ dataDir }) => {
	await withShop(dataDir, '<script src="/static/analytics.js"></script>', async ({ context, front, server }) => {
		const page = await open(context, front, "/shop?utm_source=letter&utm_medium=email");
		await page.evaluate(async () => {
			/** By the page's own clock, as the tracker waits: a busy machine holds both up alike. */
			await new Promise((resolve) => setTimeout(resolve, 400));
			/** As frameworks do: the address first, the title when the page is drawn. */
			history.pushState({}, "", "/shop/a");
			await new Promise((resolve) => setTimeout(resolve, 50));
			document.title = "Page a";
			await new Promise((resolve) => setTimeout(resolve, 400));
			history.replaceState({}, "", "/shop/a?sorted=1");
			history.pushState({}, "", "/shop/a?sorted=1");
			location.hash = "reviews";
			history.pushState({}, "", "/shop/b");
		});
		await page.goBack();
		await page.evaluate(() => analytics.flush());
		await expect.poll(() => waiting(page)).toBe(0);
		const views = (await stored(server, dataDir, "pageview")).reverse();
		expect(views.map(({ page }) => page)).toEqual(["/shop", "/shop/a", "/shop/b", "/shop/a"]);
		expect(views.map(({ action }) => action)).toEqual(Array(4).fill("page_viewed"));
		expect(views.slice(0, 2).map(({ properties }) => properties["title"])).toEqual(["Shop", "Page a"]);
		expect(views[1]?.referrer).toBe(`${front.address}/shop?utm_source=letter&utm_medium=email`);
	});
});

test("takes the predecessor's order of arguments, calls made early, and the shop's steps by name", async ({ dataDir }) => {
	const early =
		'<script>analytics = [["track", "early", { first: true }]]</script><script async src="/static/analytics.js" data-auto="false"></script>';
	await withShop(dataDir, early, async ({ context, front, server }) => {
		const page = await open(context, front);
		await page.waitForFunction(() => !Array.isArray(analytics));
		await page.evaluate(async () => {
			analytics.track("/old", "add_to_cart", { product_id: "p1" });
			analytics.productsSearched("red shoes", 0);
			analytics.identify(undefined, { plan: "none" });
			analytics.track("nobody");
			analytics.identify("u-7", { plan: "gold" });
			analytics.orderCompleted({ order_id: "o1", revenue: 10.5, currency: "EUR", products: [{ product_id: "p1", price: 10.5 }] });
			await analytics.flush();
		});
		expect(await stored(server, dataDir, "early")).toHaveLength(1);
		expect((await stored(server, dataDir, "add_to_cart"))[0]).toMatchObject({ page: "/old", action: "product_added", product_id: "p1" });
		expect((await stored(server, dataDir, "products_searched"))[0]?.properties).toMatchObject({ query: "red shoes", results: 0 });
		expect((await stored(server, dataDir, "nobody"))[0]?.user_id, "identify without an id makes nobody a user").toBeNull();
		const [order] = await stored(server, dataDir, "order_completed");
		expect(order).toMatchObject({ order_id: "o1", revenue: 10.5, currency: "EUR", user_id: "u-7", action: "order_completed" });
	});
});

test("respects the visitor's word and the browser's Global Privacy Control", async ({ dataDir }) => {
	await withShop(dataDir, undefined, async ({ context, front }) => {
		const page = await open(context, front);
		await page.evaluate(() => {
			analytics.track("before");
			analytics.optOut();
			analytics.track("after");
		});
		expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(["cs.o"]);
		await page.evaluate(() => analytics.flush());
		await page.evaluate(() => {
			analytics.optIn();
			analytics.track("again");
			return analytics.flush();
		});
		expect(front.came.join("")).not.toMatch(/before|after/);
		expect(front.came.join("")).toContain("again");

		const guarded = await context.browser()?.newContext();
		await guarded?.addInitScript(() => Object.defineProperty(navigator, "globalPrivacyControl", { value: true }));
		if (!guarded) throw new Error("No browser");
		const private_ = await open(guarded, front);
		await private_.evaluate(() => {
			analytics.track("gpc");
			return analytics.flush();
		});
		expect(front.came.join("")).not.toContain("gpc");
		expect(await private_.context().cookies()).toEqual([]);
		expect(await private_.evaluate(() => Object.keys(localStorage))).toEqual([]);
	});
});

test("works where storage is blocked, and never throws into the page", async ({ dataDir }) => {
	await withShop(dataDir, undefined, async ({ context, front, server }) => {
		await context.addInitScript(() =>
			Object.defineProperty(window, "localStorage", {
				get: () => {
					throw new DOMException("blocked", "SecurityError");
				},
			}),
		);
		const page = await open(context, front);
		const errors: Error[] = [];
		page.on("pageerror", (error) => errors.push(error));
		await page.evaluate(() => {
			const circle: Record<string, unknown> = {};
			circle["self"] = circle;
			analytics.track("circle", circle);
			analytics.track("blocked", { n: 1 });
			return analytics.flush();
		});
		expect(await stored(server, dataDir, "blocked")).toHaveLength(1);
		expect(errors).toEqual([]);
	});
});

test("a session ends after 30 minutes of silence and after 24 hours; tabs share visitor and session", async ({ dataDir }) => {
	await withShop(dataDir, undefined, async ({ context, front, server }) => {
		const page = await context.newPage();
		await page.clock.install();
		await page.goto(`${front.address}/shop`);
		await track(page, 0, 1);
		/** Two tabs of the same instant may each start a session: this one opens once the first one's is to be seen in it. */
		const other = await context.newPage();
		await other.goto(`${front.address}/static/analytics.js`);
		await expect.poll(() => other.evaluate(() => localStorage.getItem("cs.s"))).not.toBeNull();
		await other.goto(`${front.address}/shop`);
		await track(other, 1, 1);
		await page.clock.fastForward(30 * 60_000 - 5_000);
		await track(page, 2, 1);
		await page.clock.fastForward(30 * 60_000 + 1_000);
		await track(page, 3, 1);
		for (let half = 0; half < 50; half++) {
			await page.clock.fastForward(29 * 60_000);
			await track(page, 4, 1);
		}
		await page.evaluate(() => analytics.flush());
		await expect.poll(() => waiting(page)).toBe(0);
		const sessions = new Map((await stored(server, dataDir, "numbered")).map((row) => [Number(row.properties["n"]), row.session_id]));
		expect(sessions.get(0)).toBe(sessions.get(1));
		expect(sessions.get(2)).toBe(sessions.get(0));
		expect(sessions.get(3)).not.toBe(sessions.get(2));
		const all = new Set((await stored(server, dataDir, "numbered")).map(({ session_id }) => session_id));
		expect(all.size).toBe(3);
	});
});

for (const [way, attribute] of [
	["through the tracker", ""],
	["by a request of its own", " data-direct"],
] as const) {
	test(`an old page's track() sends each event once, ${way}`, async ({ dataDir }) => {
		const scripts = `<script src="/static/analytics.js" data-auto="false"></script><script src="/static/shop.js"${attribute}></script>`;
		await withShop(dataDir, scripts, async ({ context, front, server }) => {
			const page = await open(context, front);
			await page.evaluate(async () => {
				const old = window as unknown as { track(page: string, type: string, properties?: object): void };
				for (let n = 0; n < 20; n++) old.track("/cart", "clear_cart", { n });
				await analytics.flush();
			});
			await expect.poll(async () => (await stored(server, dataDir, "clear_cart")).length).toBe(20);
			await page.waitForTimeout(1_000);
			const rows = await stored(server, dataDir, "clear_cart");
			expect(new Set(rows.map(({ properties }) => properties["n"])).size).toBe(20);
			expect(rows).toHaveLength(20);
			expect(new Set(rows.map(({ visitor }) => visitor)).size).toBe(1);
		});
	});
}
