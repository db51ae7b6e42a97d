import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser } from "@playwright/test";
import { build } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { secretPlace, trackingClients } from "../../renderer/console/features/tracking/snippets.js";
import { root } from "../../scripts/project.js";
import { openBrowser } from "../e2e/server.js";
import { startServer, type TestServer } from "./http-server.js";
import { type KeptEvent, keptEvents, newKey } from "./shop-keys.js";
import { startShopPage } from "./shop-page.js";

/** The code that Tracking shows, run as it stands: what a shop adds below it is its own calls, here 100 of them. */
const calls: Readonly<Record<string, string>> = {
	segment: `for (let number = 0; number < 100; number++) void analytics.track("Product Viewed", { number });`,
	"segment-node": `for (let number = 0; number < 100; number++) analytics.track({ userId: "u1", event: "Product Viewed", properties: { number } });
await analytics.closeAndFlush();`,
	rudderstack: `for (let number = 0; number < 100; number++) analytics.track("Product Viewed", { number });`,
	posthog: `for (let number = 0; number < 100; number++) posthog.capture("product_viewed", { number });`,
	snowplow: `import { trackSelfDescribingEvent } from "@snowplow/browser-tracker";
const schema = "iglu:com.snowplowanalytics.snowplow.ecommerce/snowplow_ecommerce_action/jsonschema/1-0-2";
for (let number = 0; number < 100; number++) trackSelfDescribingEvent({ event: { schema, data: { type: "product_view", number } } });`,
};

let server: TestServer;
let browser: Browser;
let shop: Awaited<ReturnType<typeof startShopPage>>;
let folder = "";
const keys = { browser: "", server: "" };

beforeAll(async () => {
	/** Inside the project, so that the packages are found as a shop's own would be. */
	await mkdir(join(root, "node_modules", ".cache"), { recursive: true });
	folder = await mkdtemp(join(root, "node_modules", ".cache", "snippets-"));
	await buildTracker();
	[server, browser, shop] = await Promise.all([startServer({ webRoot: folder }), openBrowser(), startShopPage()]);
	keys.browser = (await newKey(server, { origins: [shop.origin] })).key;
	keys.server = (await newKey(server, { kind: "server" })).key;
});
afterAll(async () => {
	await browser.close();
	await shop.close();
	await server.close();
	await rm(folder, { recursive: true, force: true });
});

/** Where the server finds what it serves under /static. */
const buildTracker = async (): Promise<void> => {
	const outDir = join(folder, "static");
	await build({ configFile: join(root, "renderer/sdk/vite.config.ts"), mode: "script", build: { outDir } });
};

const clientOf = (id: string) => {
	const found = trackingClients.find((client) => client.id === id);
	if (!found) throw new Error(`Tracking shows no code for ${id}.`);
	return found;
};

/** As it is copied; a server's secret is put in its place by hand. */
const shown = (id: string): string => {
	const { code, kind } = clientOf(id);
	if (kind === "browser") return code({ key: keys.browser, address: server.address });
	return code({ key: secretPlace, address: server.address }).replaceAll(secretPlace, keys.server);
};

/** As a shop's own build makes it of an import from a package. */
const bundled = async (id: string): Promise<string> => {
	const entry = join(folder, `${id}.js`);
	await writeFile(entry, `${shown(id)}\n${calls[id]}`);
	await build({
		root: folder,
		configFile: false,
		logLevel: "error",
		define: { "process.env.NODE_ENV": '"production"' },
		build: { outDir: join(folder, id), minify: false, lib: { entry, formats: ["iife"], name: "page", fileName: () => "page.js" } },
	});
	return readFile(join(folder, id, "page.js"), "utf8");
};

/** A visitor with an ordinary browser: some clients send nothing of one that says it is driven by a program. */
const visitor = async () => {
	const page = await browser.newPage({
		userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36",
	});
	await page.addInitScript(() => {
		Object.defineProperty(navigator, "webdriver", { value: false });
		Object.defineProperty(navigator, "userAgentData", { value: undefined });
	});
	return page;
};

const numberOf = ({ properties }: KeptEvent): number => Number(properties["number"]);

const arrived = async (source: string): Promise<KeptEvent[]> => {
	const deadline = Date.now() + 60_000;
	const numbered = async () => (await keptEvents(server, source)).filter(({ properties }) => properties["number"] !== undefined);
	while ((await numbered()).length < 100 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 250));
	return numbered();
};

const hundred = Array.from({ length: 100 }, (_, number) => number);

it.each(["segment", "rudderstack", "posthog", "snowplow"])("the code shown for %s, built into a page: 100 of 100 events", async (id) => {
	const page = await visitor();
	await page.goto(`${shop.origin}/product/7`);
	await page.addScriptTag({ content: await bundled(id) });
	const kept = await arrived(id);
	expect(kept.map(numberOf).sort((a, b) => a - b)).toEqual(hundred);
	expect(new Set(kept.map(({ action }) => action))).toEqual(new Set(["product_viewed"]));
	expect(new Set(kept.map(({ client_id }) => client_id)).size).toBe(1);
	await page.close();
});

it("the code shown for our own tracker, in a page's head: its page view, and 100 of 100 events", async () => {
	const page = await visitor();
	shop.putIntoHead(shown("tracker"));
	await page.goto(`${shop.origin}/product/7`);
	await page.waitForFunction(() => "analytics" in globalThis);
	await page.evaluate(() => {
		const { analytics } = globalThis as unknown as { analytics: { track(name: string, properties: object): void } };
		for (let number = 0; number < 100; number++) analytics.track("product_viewed", { number });
	});
	const kept = await arrived("web");
	expect(kept.map(numberOf).sort((a, b) => a - b)).toEqual(hundred);
	const views = (await keptEvents(server, "web")).filter(({ event_type }) => event_type === "pageview");
	expect(views).toHaveLength(1);
	await page.close();
});

it("the code shown for Segment on a server, run by Node: 100 of 100 events", async () => {
	const file = join(folder, "server.mjs");
	await writeFile(file, `${shown("segment-node")}\n${calls["segment-node"]}`);
	await promisify(execFile)(process.execPath, [file]);
	const kept = (await arrived("segment")).filter(({ user_id }) => user_id === "u1");
	expect(kept.map(numberOf).sort((a, b) => a - b)).toEqual(hundred);
});

it("the command shown for HTTP, run twice by a shell, is one event", async () => {
	for (let turn = 0; turn < 2; turn++) {
		const { stdout } = await promisify(execFile)("sh", ["-c", shown("http")]);
		expect(JSON.parse(stdout)).toEqual({ event_id: "e-1" });
	}
	expect((await keptEvents(server, "api")).filter(({ event_id }) => event_id === "e-1")).toMatchObject([{ action: "product_viewed" }]);
});

it("Tracking shows code for no client that is not run here", () => {
	expect(trackingClients.map(({ id }) => id).sort()).toEqual([...Object.keys(calls), "tracker", "http"].sort());
});
