import type { BrowserContext, Page } from "@playwright/test";
import type { EventRow } from "../../backend/contract/events.js";
import { expect } from "./electron.js";
import { openBrowser, type Server, serve, serverFile } from "./server.js";

const products = [
	{
		sku: "s1",
		name: "Red Shoe",
		category: "shoes",
		price: 49.9,
		currency: "EUR",
		tags: ["red", "new"],
		stock: 3,
		description: "<img src=x onerror=alert(1)> light",
	},
	{ sku: "s2", name: "Blue Shoe", category: "shoes", price: 59.9, currency: "EUR", tags: ["blue"], stock: 0 },
	{ sku: "h1", name: "<b>Green</b> Hat", category: "hats", price: 19, currency: "EUR" },
	...Array.from({ length: 20 }, (_, at) => ({
		sku: `c${at}`,
		name: `Cup ${String(at).padStart(2, "0")}`,
		category: "cups",
		price: 5 + at,
		currency: "EUR",
	})),
];

export const asLocal = async (
	server: Server,
	dataDir: string,
	path: string,
	init: RequestInit & { readonly type?: string } = {},
): Promise<unknown> => {
	const type = init.type === undefined ? {} : { "content-type": init.type };
	const { token } = (await serverFile(dataDir)) ?? { token: "" };
	const reply = await fetch(server.address + path, { ...init, headers: { authorization: `Bearer ${token}`, ...type } });
	expect(reply.status, path).toBe(200);
	return reply.json();
};

const fill = async (server: Server, dataDir: string): Promise<void> => {
	const body = products.map((product) => JSON.stringify(product)).join("\n");
	const upload = { method: "POST", body, type: "application/octet-stream" };
	const { file_id } = (await asLocal(server, dataDir, "/api/imports/files?name=products.ndjson", upload)) as { file_id: string };
	const taken = { method: "POST", body: JSON.stringify({ file_id }), type: "application/json" };
	expect(await asLocal(server, dataDir, "/api/products/import", taken)).toMatchObject({ inserted: 23, rejected: 0 });
};

/** Oldest first. */
export const told = async (server: Server, dataDir: string): Promise<EventRow[]> =>
	((await asLocal(server, dataDir, "/api/events?limit=200")) as { items: EventRow[] }).items.reverse();

/** Of each event, by its id, whether its user is vouched for. */
export const vouched = async (server: Server, dataDir: string): Promise<ReadonlyMap<string, boolean>> => {
	const { token } = (await serverFile(dataDir)) ?? { token: "" };
	const reply = await fetch(`${server.address}/api/export?format=ndjson`, { headers: { authorization: `Bearer ${token}` } });
	const rows = (await reply.text())
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line) as { event_id: string; user_verified: boolean });
	return new Map(rows.map(({ event_id, user_verified }) => [event_id, user_verified]));
};

export const settled = (page: Page): Promise<void> =>
	page.evaluate(() => (globalThis as unknown as { analytics: { flush(): Promise<void> } }).analytics.flush());

interface Shop {
	readonly context: BrowserContext;
	readonly page: Page;
	readonly server: Server;
}

export const withShop = async (
	dataDir: string,
	work: (shop: Shop) => Promise<void>,
	viewport = { width: 1280, height: 900 },
): Promise<void> => {
	const server = await serve(dataDir);
	const browser = await openBrowser();
	try {
		await fill(server, dataDir);
		const context = await browser.newContext({ viewport });
		const page = await context.newPage();
		const errors: Error[] = [];
		page.on("pageerror", (error) => errors.push(error));
		page.on("dialog", (dialog) => errors.push(new Error(`A dialog opened: ${dialog.message()}`)));
		await work({ context, page, server });
		expect(errors).toEqual([]);
	} finally {
		await browser.close();
		await server.stop();
	}
};
