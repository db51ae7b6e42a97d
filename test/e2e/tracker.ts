import type { BrowserContext, Page } from "@playwright/test";
import type { EventRow } from "../../backend/contract/events.js";
import type { Tracker } from "../../renderer/sdk/tracker.js";
import { openBrowser, type Server, serve, serverFile } from "./server.js";
import { openShopFront, type ShopFront } from "./shop-front.js";

declare global {
	/** The page's, not this module's. */
	var analytics: Tracker;
}

/** All events of a type that the server holds, by its own API. */
export const stored = async (server: Server, dataDir: string, type: string): Promise<EventRow[]> => {
	const { token } = (await serverFile(dataDir)) ?? { token: "" };
	const rows: EventRow[] = [];
	for (let cursor: string | null = null; ; ) {
		const url = new URL("/api/events", server.address);
		url.search = new URLSearchParams({ event_type: type, limit: "200", ...(cursor && { cursor }) }).toString();
		const reply = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
		const page = (await reply.json()) as { items: EventRow[]; next_cursor: string | null };
		rows.push(...page.items);
		cursor = page.next_cursor;
		if (cursor === null) return rows;
	}
};

export const waiting = (page: Page): Promise<number> =>
	page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("cs.q.")).length);

/** `count` events numbered on from `first`. */
export const track = (page: Page, first: number, count: number): Promise<void> =>
	page.evaluate(
		([from, many]) => {
			for (let n = from; n < from + many; n++) analytics.track("numbered", { n });
		},
		[first, count] as const,
	);

interface Ground {
	readonly context: BrowserContext;
	readonly front: ShopFront;
	readonly server: Server;
}

/** A shop with the script in its pages, in front of a server. */
export const withShop = async (dataDir: string, script: string | undefined, work: (ground: Ground) => Promise<void>): Promise<void> => {
	const server = await serve(dataDir);
	const front = await openShopFront(server.address, script);
	const browser = await openBrowser();
	try {
		await work({ context: await browser.newContext(), front, server });
	} finally {
		await browser.close();
		front.close();
		await server.stop();
	}
};

export const open = async (context: BrowserContext, front: ShopFront, path = "/shop"): Promise<Page> => {
	const page = await context.newPage();
	await page.goto(front.address + path);
	return page;
};
