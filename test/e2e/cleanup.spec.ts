import { expect, type Page } from "@playwright/test";
import { faultsOf } from "./axe.js";
import { test } from "./electron.js";
import { loggedIn } from "./logged-in.js";
import { look, lookAtAll } from "./look.js";
import { heading } from "./main-job.js";
import { send } from "./tracking.js";

const start = Date.UTC(2026, 2, 2, 9);
const second = 1_000;

const at = (ms: number): number => (start + ms) / 1000;

/** Forty people with two views each, one of whom orders, and tells of it again; a crawler; and somebody faster than a person. */
const people = Array.from({ length: 40 }, (_, n) =>
	["/", `/product/${n}`].map((page, step) => ({
		event_id: `p${n}-${step}`,
		client_id: `v-${n}`,
		page,
		timestamp: at(n * 7_200_000 + step * 40 * second),
	})),
).flat();
const orders = [0, 90].map((seconds) => ({
	event_id: `order-${seconds}`,
	client_id: "v-7",
	event_type: "purchase",
	page: "/thanks",
	timestamp: at(7 * 7_200_000 + (60 + seconds) * second),
	properties: { order_id: "100482", revenue: 42.5, currency: "EUR" },
}));
const crawler = Array.from({ length: 24 }, (_, n) => ({
	event_id: `bot-${n}`,
	client_id: "v-bot",
	page: `/product/${n}`,
	timestamp: at(n * 61_000 + (n % 3) * 7_000),
	properties: { user_agent: "Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)" },
}));
const fast = Array.from({ length: 14 }, (_, n) => ({
	event_id: `fast-${n}`,
	client_id: "v-77120",
	page: `/product/${n}`,
	timestamp: at(3_600_000 + n * 400),
}));

const rule = (page: Page, name: string) => page.getByRole("table", { name: "Noise rules" }).getByRole("row", { name });

const looked = async (page: Page): Promise<void> => {
	await expect(page.getByText(/^Dry run \d/)).toBeVisible();
	await expect(page.locator("[data-stale]")).toHaveCount(0);
};

test("finds noise, marks it, puts it back, and deletes it with a backup once the count is typed", async ({ dataDir }) => {
	test.setTimeout(240_000);
	const { page, server, address, close } = await loggedIn(dataDir, "No events yet");
	try {
		await send(server, [...people, ...orders, ...crawler, ...fast]);
		await page.goto(`${address}/cleanup`);
		await expect(heading(page)).toContainText("Clean up");
		await looked(page);
		await expect(rule(page, "Self-declared bots")).toContainText("24");
		await expect(rule(page, "Faster than a person")).toContainText("14");
		await expect(rule(page, "Order id repeated")).toContainText("1");
		const numbers = page.getByRole("table", { name: "What the numbers become" });
		await expect(numbers.getByRole("row", { name: /^Visitors/ })).toContainText("42");
		await expect(numbers.getByRole("row", { name: /^Revenue/ })).toContainText("42.50");
		await lookAtAll(page, "cleanup");

		await rule(page, "Order id repeated").getByRole("switch").focus();
		await page.keyboard.press("Space");
		await expect(page.getByRole("button", { name: "Mark 38 events as noise" })).toBeEnabled();
		await rule(page, "Order id repeated").getByRole("switch").focus();
		await page.keyboard.press("Space");
		await expect(page.getByRole("button", { name: "Mark 39 events as noise" })).toBeEnabled();
		await rule(page, "Self-declared bots").getByRole("button", { name: "Show examples: Self-declared bots" }).click();
		await expect(page.getByRole("dialog", { name: "Examples: Self-declared bots" })).toContainText("GPTBot");
		await page.keyboard.press("Escape");
		await rule(page, "Faster than a person")
			.getByRole("button", { name: /^Set Faster/ })
			.click();
		await page.getByRole("textbox", { name: "Views in a row, more than" }).fill("30");
		await page.getByRole("button", { name: "Set and look again" }).click();
		await expect(page.getByRole("button", { name: "Mark 25 events as noise" })).toBeEnabled();
		await page.getByRole("button", { name: "Mark 25 events as noise" }).click();
		await expect(page.getByRole("note").filter({ hasText: "25 events marked as noise" })).toBeVisible();
		await expect(page.getByRole("button", { name: "Nothing to mark" })).toBeDisabled();
		const runs = page.getByRole("table", { name: "Earlier runs" });
		await expect(runs.getByRole("row", { name: /clean-0001/ })).toContainText("In effect");
		expect.soft(await faultsOf(page), "after marking").toEqual([]);

		await page.getByRole("link", { name: "Show them in Events" }).click();
		await expect(heading(page)).toContainText("Events");
		await page.getByRole("table", { name: "Events" }).getByRole("row", { name: /v-bot/ }).first().click();
		await expect(page.getByRole("region", { name: "Noise" })).toContainText(/score 1\.00, run 1/);
		await page.goto(`${address}/cleanup`);
		await looked(page);
		await runs.getByRole("button", { name: "Undo clean-0001" }).click();
		await expect(runs.getByRole("row", { name: /clean-0001/ })).toContainText("Undone");
		await expect(page.getByRole("button", { name: "Mark 25 events as noise" })).toBeEnabled();

		const remove = page.getByRole("button", { name: "Delete…" });
		await expect(remove).toBeDisabled();
		await page.getByLabel(/type the count/).fill("24");
		await expect(remove).toBeDisabled();
		await page.getByLabel(/type the count/).fill("25");
		await remove.click();
		await page.getByRole("button", { name: "Delete 25 events", exact: true }).click();
		await expect(runs.getByRole("row", { name: /clean-0002/ })).toContainText("Backup kept");
		await expect(page.getByRole("region", { name: /would be marked/ })).toContainText("95");
		await runs.getByRole("button", { name: "Undo clean-0002" }).click();
		await expect(runs.getByRole("row", { name: /clean-0002/ })).toContainText("Undone");
		await expect(page.getByRole("region", { name: /would be marked/ })).toContainText("120");
		await look(page, "cleanup-runs-light");

		await page.getByRole("switch", { name: "Flag on arrival" }).focus();
		await page.keyboard.press("Space");
		await expect(page.getByRole("switch", { name: "Flag on arrival" })).toBeChecked();
		await expect(page.getByRole("switch", { name: "Flag on arrival" })).toBeEnabled();
		await send(server, [{ ...crawler[0], event_id: "late", client_id: "v-late" }]);
		await page.goto(`${address}/noise?from=2026-03-02&to=2026-03-02`);
		await page.getByRole("link", { name: "Mark more, or take marks back, in Clean up" }).click();
		await expect(runs.getByRole("row", { name: /clean-0003/ })).toContainText("Marked on arrival");
		expect.soft(await faultsOf(page), "with marks of arrivals").toEqual([]);
		await look(page, "cleanup-arrival-light");
		await page.goto(`${address}/events?noise=only`);
		await page
			.getByRole("table", { name: "Events" })
			.getByRole("row", { name: /v-late/ })
			.first()
			.click();
		await expect(page.getByRole("region", { name: "Noise" })).toContainText(/score 1\.00, on arrival \(run 3\)/);
	} finally {
		await close();
	}
});
