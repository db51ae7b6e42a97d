import { expect, type Page } from "@playwright/test";
import { test } from "./electron.js";
import { loggedIn } from "./logged-in.js";
import { look, lookAtAll } from "./look.js";
import { heading, openedEmpty } from "./main-job.js";
import { runScript, serve, serverFile } from "./server.js";
import { markup, send } from "./tracking.js";

/** Far more than it takes: how fast it is, the bench measures. */
const soon = { timeout: 15_000 };

const card = (page: Page, title: string) => page.getByRole("list", { name: "Now" }).getByRole("listitem").filter({ hasText: title });
const rows = (page: Page) => page.getByRole("table", { name: "Events as they are accepted" }).getByRole("row");

/** A shop's last hour, some events each minute, with orders and searches. */
const lastHour = (now: number): object[] =>
	Array.from({ length: 420 }, (_, at) => {
		const kinds = ["pageview", "pageview", "pageview", "product_viewed", "product_viewed", "search", "add_to_cart"] as const;
		const event_type = at % 60 === 59 ? "purchase" : (kinds[at % kinds.length] as string);
		const product = {
			product_id: `p${at % 9}`,
			product_name: ["Oak serving board, 45 cm", "Stoneware mugs, set of 4", "Merino throw, oat"][at % 3],
		};
		return {
			...{
				event_id: `hour-${at}`,
				client_id: `v-${41_000 + (at % 37)}`,
				event_type,
				timestamp: new Date(now - (419 - at) * 8_500).toISOString(),
			},
			page: ["/", "/c/kitchen", "/p/stoneware-mugs-4", "/c/bedding", "/cart", "/search"][(at * 7) % 6],
			properties: {
				...(event_type === "product_viewed" || event_type === "add_to_cart" ? { ...product, price: 48, currency: "EUR" } : {}),
				...(event_type === "search" ? { search_term: "rattan lamp" } : {}),
				...(event_type === "purchase" ? { order_id: `${100_700 + at}`, revenue: 113, currency: "EUR" } : {}),
			},
		};
	});

test("the shop is seen live: counted, filtered, paused, gone on with after the server was away; pictures in both sizes and schemes", async ({
	dataDir,
}) => {
	test.setTimeout(240_000);
	const { server, page, address, close } = await loggedIn(dataDir, "No events yet");
	let again: Awaited<ReturnType<typeof serve>> | null = null;
	try {
		await page.goto(`${address}/live`);
		await expect(heading(page)).toContainText("Live");
		await expect(page.getByText("No event yet")).toBeVisible();
		await expect(page.getByText("before the noise filter")).toBeVisible();
		await look(page, "live-empty");

		const hour = lastHour(Date.now());
		await send(server, hour);
		await expect(card(page, "Visitors now")).toContainText(/[1-9]\d\s*[+−]?\d+\s*in 5 minutes/, soon);
		await expect(card(page, "Orders today")).toContainText(/[1-7]/, soon);
		await expect(page.getByRole("table", { name: "Pages of the last five minutes" })).toContainText("/c/kitchen");
		await send(server, [{ client_id: "v-odd", event_type: 7 }]);
		await expect(card(page, "Rejected")).toContainText("1", soon);
		const stream = page.getByRole("region", { name: "Stream" });
		await expect(stream).toContainText(/Rejected share (?:today|since \d\d:\d\d[^%]*)0\.24/, soon);
		await expect(stream).toContainText("Last backupnever");
		const navigation = page.getByRole("navigation", { name: "Views" });
		await expect(navigation.getByTitle("Events rejected in the last hour")).toHaveText("1", soon);
		await lookAtAll(page, "live");

		await send(server, [{ client_id: "hostile", event_type: markup, page: `/${markup}`, properties: { source: "simulation" } }]);
		await expect(rows(page).filter({ hasText: markup }).first()).toBeVisible(soon);
		await expect(page.locator("b.evil, img[src=x]")).toHaveCount(0);

		await page.getByRole("button", { name: "Type: all" }).click();
		await page.getByRole("option", { name: "purchase" }).click();
		await expect(page).toHaveURL(/type=purchase/);
		await expect(rows(page).filter({ hasText: markup })).toHaveCount(0);
		await page.goBack();
		await expect(rows(page).filter({ hasText: markup }).first()).toBeVisible(soon);

		await page.getByRole("heading", { level: 1 }).click();
		await page.keyboard.press("p");
		await expect(page.getByRole("button", { name: "Go on" })).toBeVisible();
		await send(server, [{ event_id: "later", client_id: "v-later", event_type: "while_paused" }]);
		await expect(page.getByText("Paused; 1 more came since")).toBeVisible(soon);
		await expect(rows(page).filter({ hasText: "while_paused" })).toHaveCount(0);
		await page.keyboard.press("p");
		await expect(rows(page).filter({ hasText: "while_paused" })).toBeVisible(soon);

		await page.getByRole("button", { name: /Open the server’s status/ }).click();
		const status = page.getByRole("dialog", { name: "Status of the server" });
		await expect(status).toContainText("kept by ingest itself");
		await expect(status).toContainText("Ready");
		await look(page, "live-status");
		await page.keyboard.press("Escape");

		await server.stop();
		await expect(page.getByText("Disconnected, trying again")).toBeVisible();
		await expect(page.getByText(/The stream broke off; what is shown is from before/)).toBeVisible();
		await look(page, "live-disconnected");
		again = await serve(dataDir, { PORT: new URL(server.address).port });
		await send(again, [{ event_id: "back", client_id: "v-back", event_type: "after_restart" }]);
		await expect(rows(page).filter({ hasText: "after_restart" })).toBeVisible({ timeout: 20_000 });
		await expect(page.getByText("Disconnected, trying again")).toHaveCount(0);
	} finally {
		await again?.stop();
		await close();
	}
});

test("in the desktop window it stays smooth while a thousand events a second come, over the bridge", async ({ desktop, dataDir }) => {
	test.setTimeout(120_000);
	const { page } = await desktop();
	await openedEmpty(page);
	await page.goto("app://console/dashboard/live");
	await expect(page.getByText("No event yet")).toBeVisible();
	await page.evaluate(() => {
		const seen = { redraws: 0, frames: 0, longest: 0 };
		(window as unknown as { seen: typeof seen }).seen = seen;
		const list = document.querySelector("main");
		let dirty = false;
		new MutationObserver(() => {
			dirty = true;
		}).observe(list as Node, { subtree: true, childList: true, characterData: true });
		let last = performance.now();
		const frame = (at: number): void => {
			seen.frames += 1;
			seen.longest = Math.max(seen.longest, at - last);
			last = at;
			if (dirty) seen.redraws += 1;
			dirty = false;
			requestAnimationFrame(frame);
		};
		requestAnimationFrame(frame);
	});
	const began = Date.now();
	const { code, stderr } = await runScript("simulate", ["--rate", "1000", "--duration", "6"], { dataDir }).ended;
	expect(code, stderr).toBe(0);
	const seconds = (Date.now() - began) / 1_000;
	const seen = await page.evaluate(() => (window as unknown as { seen: { redraws: number; frames: number; longest: number } }).seen);
	// Twice a second, and what a redraw still does in a second frame; the drawing of the first chart.
	expect(seen.redraws).toBeLessThanOrEqual(Math.ceil(seconds) * 4 + 10);
	test.info().annotations.push({ type: "smooth", description: `${JSON.stringify(seen)} in ${seconds} s` });
	const status = await (
		await fetch(`${(await serverFile(dataDir))?.address}/api/status`, {
			headers: { authorization: (await serverFile(dataDir))?.token ?? "" },
		})
	).json();
	const stored = (status as { events: number }).events;
	expect(stored).toBeGreaterThan(1_000);
	/** All of them stand in the table of the chart once it is drawn. */
	await page.getByRole("button", { name: "Show as table: Events per minute" }).click();
	const total = async (): Promise<number> => {
		const cells = await page.getByRole("table", { name: "Events per minute" }).getByRole("row").locator("td:last-child").allTextContents();
		return cells.reduce((sum, text) => sum + Number(text.replace(/\D/g, "")), 0);
	};
	await expect.poll(total, soon).toBe(stored);
	await look(page, "live-thousand");
});
