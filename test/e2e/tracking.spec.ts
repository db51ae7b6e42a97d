import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { request } from "@playwright/test";
import { expect, test } from "./electron.js";
import { heading, openedEmpty } from "./main-job.js";
import { serverFile } from "./server.js";
import { bad, good, markup, row, send, withTracking } from "./tracking.js";

/** Far more than it takes: a busy machine decides nothing here. */
const soon = { timeout: 15_000 };

test("good, duplicate and bad events are seen as they come, filtered, paused, and told with their fix", async ({ dataDir }) => {
	await withTracking(dataDir, async ({ server, page }) => {
		await expect(page.getByText("Nothing was received since the server started")).toBeVisible();
		const stream = page.getByRole("region", { name: "Stream" });
		await expect(stream.getByText(`Listening on ${new URL(server.address).host}`)).toBeVisible();

		await send(server, [good]);
		await expect(row(page, "Accepted")).toContainText(markup, soon);
		await send(server, [good]);
		await expect(row(page, "Duplicate")).toContainText("counted once", soon);
		await send(server, [bad]);
		await expect(row(page, "Rejected")).toContainText("timestamp", soon);
		await expect(page.locator("b.evil, img[src=x]")).toHaveCount(0);
		await expect(page.getByRole("region", { name: "Last event received of each source" })).toContainText("1 rejected lately");

		await row(page, "Rejected").focus();
		await page.keyboard.press("Enter");
		const panel = page.getByRole("region", { name: "order", exact: true });
		await expect(panel).toContainText("timestamp is an object");
		await expect(panel).toContainText("Fix: Send epoch seconds or ISO 8601");
		await expect(panel.getByRole("listitem").filter({ hasText: "Here:" })).toContainText('"timestamp": {');
		await expect(panel).toContainText(JSON.stringify(markup));
		await page.keyboard.press("Escape");
		await expect(panel).toHaveCount(0);

		await page.getByRole("radiogroup", { name: "Outcome" }).getByText("Rejected 1").click();
		await expect(page).toHaveURL(/outcome=rejected/);
		await expect(row(page, "Accepted")).toHaveCount(0);
		await page.getByLabel("Contains this text").fill(".*");
		await expect(page.getByText("None of the events heard so far fits the filter")).toBeVisible();
		await page.reload();
		await expect(page.getByLabel("Contains this text")).toHaveValue(".*");
		await expect(row(page, "Rejected")).toHaveCount(0);
		await page.goto(`${server.address}/dashboard/tracking?contains=onerror`);
		await expect(row(page, "Accepted")).toHaveCount(1);
		await expect(row(page, "Rejected")).toHaveCount(1);

		await page.goto(`${server.address}/dashboard/tracking`);
		await expect(row(page, "Accepted")).toHaveCount(1);
		await page.getByRole("heading", { level: 1 }).click();
		await page.keyboard.press("p");
		await expect(page.getByRole("button", { name: "Go on" })).toBeVisible();
		await send(server, [{ event_id: "later", client_id: "visitor-3", event_type: "while_paused" }]);
		await expect(stream).toContainText("Paused; 1 more came since", soon);
		await expect(row(page, "while_paused")).toHaveCount(0);
		await page.keyboard.press("p");
		await expect(row(page, "while_paused")).toBeVisible(soon);

		const ended = page.waitForEvent("requestfailed", (one) => one.url().includes("/api/tracking/live"));
		await page.getByRole("link", { name: "Events", exact: true }).click();
		expect((await ended).failure()?.errorText).toContain("ERR_ABORTED");
	});
});

test("in the desktop window the stream comes over the bridge", async ({ desktop, dataDir }) => {
	const { page } = await desktop();
	await openedEmpty(page);
	await page.goto("app://console/dashboard/tracking");
	await expect(page.getByText("Nothing was received since the server started")).toBeVisible();
	const address = (await serverFile(dataDir))?.address ?? "";
	await send({ address }, [good, { event_type: "" }]);
	await expect(row(page, "Accepted")).toContainText(markup, soon);
	await expect(row(page, "Rejected")).toContainText("event_type is empty", soon);
	await page.goto("app://console/dashboard/tracking?client=http");
	await page.getByRole("button", { name: "Make a key for servers" }).click();
	await page.getByRole("dialog").getByLabel("Name").fill("till");
	await page.getByRole("button", { name: "Make the key" }).click();
	await page.getByRole("button", { name: "Done, hide it" }).click();
	await expect(page.getByRole("region", { name: "Code for HTTP, from a server" })).toContainText(`${address}/api/ingest`);
});

/** A page of a shop on an origin of its own. */
const openShop = async () => {
	let html = "";
	const shop = createServer((_request, response) => void response.writeHead(200, { "content-type": "text/html" }).end(html));
	await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
	return {
		origin: `http://127.0.0.1:${(shop.address() as AddressInfo).port}`,
		put: (snippet: string) => {
			html = `<!doctype html><html lang="en"><head><title>Shop</title>${snippet}</head><body>Shop</body></html>`;
		},
		close: () => shop.close(),
	};
};

test("a key made in the window lets a page of another origin send with the shown code, until it is revoked", async ({ dataDir }) => {
	const shop = await openShop();
	await withTracking(dataDir, async ({ server, browser, page }) => {
		await page.getByRole("button", { name: "New write key" }).click();
		const dialog = page.getByRole("dialog");
		await dialog.getByLabel("Name").fill("web shop");
		await dialog.getByLabel("Allowed origins, one a line").fill("shop.example/cart");
		await dialog.getByRole("button", { name: "Make the key" }).click();
		await expect(dialog).toContainText("“shop.example/cart” is not an origin");
		await dialog.getByLabel("Allowed origins, one a line").fill(`${shop.origin}/`);
		await dialog.getByRole("button", { name: "Make the key" }).click();
		await expect(dialog).toHaveCount(0);
		await expect(page.getByText("Waiting for an event with this key")).toBeVisible();

		const snippet = (await page.getByRole("region", { name: "Code for Clickstream tracker" }).textContent()) ?? "";
		shop.put(snippet);
		const visitor = await (await browser.newContext()).newPage();
		const sent = visitor.waitForResponse(/\/api\/ingest-batch/);
		await visitor.goto(`${shop.origin}/p/oak-board`);
		expect((await sent).status()).toBe(200);
		await expect(row(page, "pageview")).toContainText("Pages, web shop", soon);
		await expect(page.getByText(/Last event with this key/)).toBeVisible();

		const key = /data-key="([^"]+)"/.exec(snippet)?.[1] ?? "";
		await page.getByRole("button", { name: "Change web shop" }).click();
		await dialog.getByLabel("Name").fill("the shop");
		await dialog.getByRole("button", { name: "Save the changes" }).click();
		await page.getByRole("button", { name: "Revoke the shop" }).click();
		await expect(dialog).toContainText("It cannot be brought back");
		await dialog.getByRole("button", { name: "Revoke the key" }).click();
		await expect(dialog).toHaveCount(0);
		await expect(page.getByRole("button", { name: "Show 1 revoked" })).toBeVisible();
		const refused = await fetch(`${server.address}/api/ingest-batch?write_key=${key}`, {
			method: "POST",
			headers: { "content-type": "text/plain", origin: shop.origin },
			body: JSON.stringify({ events: [{ event_type: "too_late" }] }),
		});
		expect(refused.status).toBe(401);
	});
	shop.close();
});

test("a server's secret is shown once, and its code leaves a place for it", async ({ dataDir }) => {
	await withTracking(dataDir, async ({ server, page }) => {
		await page.goto(`${server.address}/dashboard/tracking?client=http`);
		await page.getByRole("button", { name: "Make a key for servers" }).click();
		const dialog = page.getByRole("dialog");
		await dialog.getByLabel("Name").fill("till");
		await dialog.getByRole("button", { name: "Make the key" }).click();
		await expect(dialog).toContainText("never shown again");
		const secret = (await dialog.getByText(/^sec_/).textContent()) ?? "";
		const taken = await fetch(`${server.address}/api/ingest`, {
			method: "POST",
			headers: { "content-type": "application/json", "x-write-key": secret },
			body: JSON.stringify({ event_type: "sold_at_the_till", user_id: "u1" }),
		});
		expect(taken.status).toBe(200);
		await dialog.getByRole("button", { name: "Done, hide it" }).click();
		await expect(row(page, "sold_at_the_till")).toContainText("HTTP, till");
		await expect(page.getByRole("region", { name: "Code for HTTP, from a server" })).toContainText("X-Write-Key: SERVER_KEY");
		await page.reload();
		await expect(page.getByRole("table", { name: "Write keys" })).toContainText("till");
		expect(await page.content()).not.toContain(secret);
		await page.getByRole("button", { name: /^Client:/ }).click();
		await page.getByRole("option", { name: "Segment, server" }).click();
		await expect(page).toHaveURL(/client=segment-node/);
		await expect(page.getByRole("region", { name: "Code for Segment, server" })).toContainText("SERVER_KEY");
	});
});

test("an analyst reads all and changes no key; a stream that breaks says so and is opened again", async ({ dataDir }) => {
	await withTracking(dataDir, async ({ server, browser, page }) => {
		const invited = await page.request.post(`${server.address}/api/users/invite`, {
			headers: { origin: server.address },
			data: { username: "ben", role: "analyst" },
		});
		const { path } = (await invited.json()) as { path: string };
		const own = await browser.newContext({ viewport: { width: 1440, height: 900 } });
		const analyst = await own.newPage();
		await analyst.goto(server.address + path);
		await analyst.getByLabel("New password").fill("another long password");
		await analyst.getByRole("button", { name: "Set the password and log in" }).click();
		await expect(heading(analyst)).toContainText("No events yet");
		let cut = true;
		await analyst.route("**/api/tracking/live**", (route) => (cut ? route.abort() : route.continue()));
		await analyst.goto(`${server.address}/dashboard/tracking`);
		await expect(analyst.getByText("The stream broke off.")).toBeVisible();
		await expect(analyst.getByText("Only owners make, change and revoke write keys.")).toBeVisible();
		await expect(analyst.getByRole("button", { name: "New write key" })).toHaveCount(0);
		cut = false;
		await analyst.getByRole("button", { name: "Try again" }).click();
		await expect(analyst.getByText("Nothing was received since the server started")).toBeVisible();
		const refused = await request.newContext({ baseURL: server.address, storageState: await own.storageState() });
		expect((await refused.post("/api/write-keys", { data: { name: "mine" } })).status()).toBe(403);
		await analyst.goto(`${server.address}/dashboard/import`);
		await expect(analyst.getByText("Import is for owners of this console")).toBeVisible();
		await expect(analyst.getByRole("button", { name: /Choose a file/ })).toHaveCount(0);
	});
});

test("a thousand events a second leave the list bounded and drawn at most twice a second", async ({ dataDir }) => {
	await withTracking(dataDir, async ({ server, page }) => {
		await send(server, [{ event_type: "first" }]);
		await expect(row(page, "first")).toBeVisible();
		await page.evaluate(() => {
			const drawn: number[] = [];
			Object.assign(window, { drawn });
			new MutationObserver(() => drawn.push(performance.now())).observe(document.querySelector("table tbody") as Element, {
				childList: true,
			});
		});
		for (let batch = 0; batch < 10; batch++)
			await send(
				server,
				Array.from({ length: 300 }, (_, n) => ({ event_type: `many_${batch}_${n}`, client_id: `c${n}` })),
			);
		await expect(page.getByRole("region", { name: "Stream" })).toContainText("The newest 100 of", soon);
		await expect(row(page, /many_9_299/)).toBeVisible(soon);
		expect(await page.getByRole("table", { name: "Events as they are judged" }).getByRole("row").count()).toBeLessThanOrEqual(101);
		const gaps = await page.evaluate(() => {
			const { drawn } = window as unknown as { drawn: number[] };
			return drawn.slice(1).map((at, index) => at - (drawn[index] ?? 0));
		});
		/** A timer that a busy main thread fires late makes the next gap shorter, never the mean. */
		const mean = gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, gaps.length);
		expect(gaps.length === 0 || mean >= 450).toBe(true);
	});
});
