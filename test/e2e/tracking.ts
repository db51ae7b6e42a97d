import type { Browser, Locator, Page } from "@playwright/test";
import { expect } from "./electron.js";
import { loggedIn } from "./logged-in.js";
import { heading } from "./main-job.js";
import type { Server } from "./server.js";

interface Ground {
	readonly server: Server;
	readonly browser: Browser;
	/** Tracking, as the first owner. */
	readonly page: Page;
}

export const withTracking = async (dataDir: string, work: (ground: Ground) => Promise<void>): Promise<void> => {
	const { server, browser, page, address, close } = await loggedIn(dataDir, "No events yet");
	try {
		await page.goto(`${address}/tracking`);
		await expect(heading(page)).toContainText("Tracking");
		await work({ server, browser, page });
	} finally {
		await close();
	}
};

export const send = async (server: Pick<Server, "address">, events: readonly unknown[]): Promise<void> => {
	const reply = await fetch(`${server.address}/api/ingest-batch`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ events }),
	});
	expect(reply.status).toBe(200);
};

export const row = (page: Page, text: string | RegExp): Locator =>
	page.getByRole("table", { name: "Events as they are judged" }).getByRole("row").filter({ hasText: text });

export const markup = '<img src=x onerror="document.title=1"><b class="evil">';
export const good = { event_id: "good-1", client_id: "visitor-1", event_type: markup, page: "/p/1" };
export const bad = { event_id: "bad-1", client_id: "visitor-2", event_type: "order", timestamp: { at: markup } };
