import { test } from "../e2e/electron.js";
import { runScript } from "../e2e/server.js";
import { shoot, still } from "./looks.js";

/** Reports broken down and compared at once, of a shop that has both periods: the newest 28 days beside the 28 before. */

const asText = (value: unknown): string => encodeURIComponent(JSON.stringify(value));
const steps = ["product_viewed", "product_added", "checkout_started", "order_completed"].map((is) => ({ on: "event", is }));

test("broken down and compared, with the demo shop", async ({ desktop, dataDir }) => {
	const size = ["--days", "90", "--user-count", "6000", "--sessions-per-user", "2"];
	await runScript("seed-realistic", size, { dataDir }).ended;
	const shown = await desktop();
	for (const [name, path] of [
		["visitors", "/visitors?by=device"],
		["visitors-of-six", "/visitors?by=channel"],
		["times", "/times?by=device"],
		["retention", "/retention?by=channel"],
		["acquisition", "/acquisition?by=device"],
		["products", "/products?by=device"],
		["carts", "/carts?by=device"],
		["paths", "/paths"],
		["paths-table", "/paths?by=device"],
		["funnel", `/funnels?funnel=${asText({ steps, by: "device" })}`],
		["funnel-of-persons", `/funnels?funnel=${asText({ steps, by: "channel", per: "person", window: 10_080 })}`],
		["overview", "/"],
	] as const) {
		await shown.page.goto(`app://console/dashboard${path}`);
		await still(shown.page);
		await shoot(shown, `compared/${name}`);
	}
});
