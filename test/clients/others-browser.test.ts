import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../e2e/server.js";
import { type FaultyProxy, startFaultyProxy } from "./faulty-proxy.js";
import { startServer, type TestServer } from "./http-server.js";
import { type KeptEvent, keptEvents, newKey } from "./shop-keys.js";
import { startShopPage } from "./shop-page.js";

/** What the packages put into the page, with their own types. */
interface InPage {
	readonly AnalyticsNext: typeof import("@segment/analytics-next");
	readonly rudderanalytics: Pick<typeof import("@rudderstack/analytics-js/bundled"), "RudderAnalytics">;
	readonly posthog: typeof import("posthog-js").default;
	readonly snowplowBrowserTracking: typeof import("@snowplow/browser-tracker");
}

let server: TestServer;
let browser: Browser;
let shop: Awaited<ReturnType<typeof startShopPage>>;
let key = "";
const proxies: FaultyProxy[] = [];

beforeAll(async () => {
	[server, browser, shop] = await Promise.all([startServer(), openBrowser(), startShopPage()]);
	({ key } = await newKey(server, { origins: [shop.origin] }));
});
afterAll(async () => {
	await browser.close();
	for (const proxy of proxies) await proxy.close();
	await shop.close();
	await server.close();
});

const isEvents = (path: string): boolean =>
	/^\/(?:v1\/(?:[tpisgab]|batch|track|page|identify|alias)|e|i\/v0\/e|com\.snowplow[^?]*)\/?(?:\?|$)/.test(path);

interface Visit {
	readonly page: Page;
	readonly proxy: FaultyProxy;
	readonly arrived: typeof arrivals;
}

const numberOf = ({ properties }: KeptEvent): unknown => properties["number"];

/** Until 100 events numbered from `from` are there, then a moment more for what should not come. */
const arrivals = async (source: string, from = 0): Promise<KeptEvent[]> => {
	const deadline = Date.now() + 60_000;
	const numbered = async (): Promise<KeptEvent[]> =>
		(await keptEvents(server, source)).filter((event) => Number(numberOf(event)) >= from && Number(numberOf(event)) < from + 100);
	while ((await numbered()).length < 100 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 200));
	await new Promise((resolve) => setTimeout(resolve, 1_500));
	return numbered();
};

const visit = async (referrer = "https://www.google.com/"): Promise<Visit> => {
	const proxy = await startFaultyProxy(server.address, isEvents);
	proxies.push(proxy);
	const page = await browser.newPage();
	await page.goto(`${shop.origin}/product/7?utm_source=news&utm_medium=email`, { referer: referrer });
	return { page, proxy, arrived: arrivals };
};

const expectEach = (kept: readonly KeptEvent[], { faults }: FaultyProxy, from = 0): void => {
	const numbers = kept.map((event) => Number(numberOf(event)));
	expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => from + index));
	expect(Math.min(...Object.values(faults))).toBeGreaterThan(0);
};

const oneVisitor = (kept: readonly KeptEvent[]): string | null => {
	const visitors = new Set(kept.map(({ client_id }) => client_id));
	expect(visitors.size).toBe(1);
	return [...visitors][0] ?? null;
};

describe("in a browser, on a page of another origin, through a line that cuts, refuses and doubles", () => {
	it.each([
		["one by one, as it does by default", 1_000, {}],
		["in batches", 0, { deliveryStrategy: { strategy: "batching", config: { size: 10, timeout: 300 } } }],
	] as const)("Segment's analytics-next, sending %s: 100 of 100 events, none twice", async (_name, from, delivery) => {
		const { page, proxy, arrived } = await visit();
		await page.addScriptTag({ url: "/modules/@segment/analytics-next/dist/umd/index.js" });
		await page.evaluate(
			async ({ key, address, from, delivery }) => {
				const { AnalyticsBrowser } = (globalThis as unknown as InPage).AnalyticsNext;
				const segment = { apiHost: `${new URL(address).host}/v1`, protocol: "http" as const, ...delivery };
				const analytics = AnalyticsBrowser.load({ writeKey: key, cdnURL: address }, { integrations: { "Segment.io": segment } });
				for (let number = from; number < from + 99; number++) void analytics.track("Product Viewed", { number, product_id: `p${number}` });
				await analytics.identify("u1");
				await analytics.track("Order Completed", { number: from + 99, order_id: `seg-${from}`, revenue: 12.5, currency: "EUR" });
			},
			{ key, address: proxy.address, from, delivery },
		);
		const kept = await arrived("segment", from);
		expectEach(kept, proxy, from);
		expect(oneVisitor(kept)).toBeTruthy();
		const order = { action: "order_completed", user_id: "u1", revenue: 12.5, page: "/product/7" };
		expect(kept.find(({ order_id }) => order_id === `seg-${from}`)).toMatchObject(order);
	});

	it("RudderStack's analytics-js: 100 of 100 events, none twice", async () => {
		const { page, proxy, arrived } = await visit();
		await page.addScriptTag({ url: "/modules/@rudderstack/analytics-js/dist/npm/modern/bundled/umd/index.js" });
		await page.evaluate(
			async ({ key, address }) => {
				const analytics = new (globalThis as unknown as InPage).rudderanalytics.RudderAnalytics();
				analytics.load(key, address, { configUrl: address, queueOptions: { minRetryDelay: 100, maxRetryDelay: 1_000 } });
				await new Promise<void>((done) => analytics.ready(done));
				for (let number = 0; number < 99; number++) analytics.track("Product Viewed", { number, product_id: `p${number}` });
				analytics.identify("u2");
				analytics.track("Order Completed", { number: 99, order_id: "rud-1", revenue: 12.5, currency: "EUR" });
			},
			{ key, address: proxy.address },
		);
		const kept = await arrived("rudderstack");
		expectEach(kept, proxy);
		expect(oneVisitor(kept)).toBeTruthy();
		expect(kept.find(({ order_id }) => order_id === "rud-1")).toMatchObject({ action: "order_completed", user_id: "u2", revenue: 12.5 });
	});

	it("posthog-js: 100 of 100 events, none twice", async () => {
		const { page, proxy, arrived } = await visit();
		const source = "/modules/posthog-js/dist/module.full.no-external.js";
		await page.addScriptTag({ type: "module", content: `import { posthog } from "${source}"; globalThis.posthog = posthog;` });
		await page.waitForFunction(() => "posthog" in globalThis);
		await page.evaluate(
			async ({ key, address }) => {
				const { posthog } = globalThis as unknown as InPage;
				posthog.init(key, {
					api_host: address,
					autocapture: false,
					request_queue_config: { flush_interval_ms: 250 },
					rageclick: false,
					opt_out_useragent_filter: true,
				});
				for (let number = 0; number < 50; number++) posthog.capture("product_viewed", { number, product_id: `p${number}` });
				await new Promise((resolve) => setTimeout(resolve, 600));
				for (let number = 50; number < 80; number++) posthog.capture("product_viewed", { number, product_id: `p${number}` });
				await new Promise((resolve) => setTimeout(resolve, 600));
				for (let number = 80; number < 99; number++) posthog.capture("product_viewed", { number, product_id: `p${number}` });
				posthog.identify("u3");
				posthog.capture("Order Completed", { number: 99, order_id: "ph-1", revenue: 12.5, currency: "EUR" });
			},
			{ key, address: proxy.address },
		);
		const kept = await arrived("posthog");
		expectEach(kept, proxy);
		expect(oneVisitor(kept)).toBeTruthy();
		expect(kept.find(({ order_id }) => order_id === "ph-1")).toMatchObject({
			action: "order_completed",
			user_id: "u3",
			revenue: 12.5,
			page: "/product/7",
		});
		expect(kept.find((event) => numberOf(event) === 3)?.user_id).toBeNull();
		const first = kept.find((event) => numberOf(event) === 3);
		expect(Math.abs((first?.ts ?? 0) - Date.now())).toBeLessThan(60_000);
	});

	it("Snowplow's browser tracker: 100 of 100 events, none twice, its commerce actions in the action column", async () => {
		const { page, proxy, arrived } = await visit();
		await page.addScriptTag({ url: "/modules/@snowplow/browser-tracker/dist/index.umd.js" });
		await page.evaluate(
			({ key, address }) => {
				const { newTracker, trackSelfDescribingEvent, trackPageView, setUserId } = (globalThis as unknown as InPage)
					.snowplowBrowserTracking;
				newTracker("shop", address, { appId: key, bufferSize: 5, contexts: { session: true } });
				trackPageView();
				const product = (id: string) => ({
					schema: "iglu:com.snowplowanalytics.snowplow.ecommerce/product/jsonschema/1-0-0",
					data: { id, name: "Mug", category: "kitchen", price: 4.5, currency: "EUR" },
				});
				const act = (type: string, number: number, context: { schema: string; data: Record<string, unknown> }[]) =>
					trackSelfDescribingEvent({
						event: {
							schema: "iglu:com.snowplowanalytics.snowplow.ecommerce/snowplow_ecommerce_action/jsonschema/1-0-2",
							data: { type, number },
						},
						context,
					});
				for (let number = 0; number < 99; number++) act("product_view", number, [product(`p${number}`)]);
				setUserId("u4");
				const transaction = {
					schema: "iglu:com.snowplowanalytics.snowplow.ecommerce/transaction/jsonschema/1-0-0",
					data: { transaction_id: "sp-1", revenue: 12.5, currency: "EUR", payment_method: "card" },
				};
				act("transaction", 99, [transaction, product("p1"), product("p2")]);
				/** It sends again what failed when something else happens, and not before. */
				setInterval(trackPageView, 300);
			},
			{ key, address: proxy.address },
		);
		const kept = await arrived("snowplow");
		expectEach(kept, proxy);
		expect(oneVisitor(kept)).toBeTruthy();
		const order = kept.find(({ order_id }) => order_id === "sp-1");
		expect(order).toMatchObject({
			event_type: "snowplow_ecommerce_action",
			action: "order_completed",
			user_id: "u4",
			revenue: 12.5,
			page: "/product/7",
		});
		expect(order?.properties["products"]).toMatchObject([{ product_id: "p1" }, { product_id: "p2" }]);
		expect(kept.find((event) => numberOf(event) === 5)).toMatchObject({ action: "product_viewed", product_id: "p5" });
		const views = (await keptEvents(server, "snowplow")).filter(({ event_type }) => event_type === "page_view");
		expect(views[0]).toMatchObject({ action: "page_viewed" });
		expect(order?.session_id).toBeTruthy();
	});
});
