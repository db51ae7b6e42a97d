import { test } from "../e2e/electron.js";
import { accessLog, retail } from "../e2e/recorded.js";
import { runScript } from "../e2e/server.js";
import { shopLog } from "../e2e/shop-log.js";
import { decide } from "./calls.js";
import { shoot, still, views } from "./looks.js";

const ranges = {
	retail: "from=2010-12-01&to=2011-01-31&tz=UTC",
	log: "from=2015-05-17&to=2015-05-20&tz=UTC",
	shop: "from=2026-03-02&to=2026-03-02&tz=UTC",
};

const join = (path: string, query: string): string => `${path}${path.includes("?") ? "&" : "?"}${query}`;

const files = { retail: async () => retail, log: async () => accessLog, shop: shopLog } as const;

for (const kind of ["retail", "log", "shop"] as const) {
	test(`every view with ${kind}`, async ({ desktop, dataDir }) => {
		await runScript("import", [await files[kind](dataDir)], { dataDir }).ended;
		const shown = await desktop();
		for (const [name, path] of views) {
			await shown.page.goto(`app://console/dashboard${join(path, ranges[kind])}`);
			await still(shown.page);
			await shoot(shown, `${kind}/${name}`);
		}
	});
}

test("every view with nothing", async ({ desktop }) => {
	const shown = await desktop();
	for (const [name, path] of views) {
		await shown.page.goto(`app://console/dashboard${path}`);
		await still(shown.page);
		await shoot(shown, `nothing/${name}`);
	}
});

for (const fate of ["waiting", "failing"] as const) {
	test(`every view ${fate}`, async ({ desktop, dataDir }) => {
		await runScript("import", [await shopLog(dataDir)], { dataDir }).ended;
		const shown = await desktop();
		await decide(shown.page, fate);
		for (const [name, path] of views) {
			await shown.page.goto(`app://console/dashboard${join(path, ranges.shop)}`);
			// What fails is asked for three times, one and two seconds apart, before a view says so.
			await shown.page.waitForTimeout(fate === "waiting" ? 700 : 4500);
			await shoot(shown, `${fate}/${name}`);
		}
	});
}
