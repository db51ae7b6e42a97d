import { Analytics } from "@segment/analytics-node";
import { PostHog } from "posthog-node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type FaultyProxy, startFaultyProxy } from "./faulty-proxy.js";
import { startServer, type TestServer } from "./http-server.js";
import { type KeptEvent, keptEvents, newKey } from "./shop-keys.js";

let server: TestServer;
const proxies: FaultyProxy[] = [];
beforeAll(async () => {
	server = await startServer();
});
afterAll(async () => {
	for (const proxy of proxies) await proxy.close();
	await server.close();
});

const behindFaults = async (): Promise<FaultyProxy> => {
	const proxy = await startFaultyProxy(server.address, (path) => /batch/.test(path));
	proxies.push(proxy);
	return proxy;
};

/** Each of 100 events is there, and no event twice; the faults did happen. */
const expectEach = (kept: readonly KeptEvent[], proxy: FaultyProxy): void => {
	const numbers = kept.map(({ properties }) => properties["number"]).filter((number) => number !== undefined);
	expect(numbers.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index));
	expect(new Set(kept.map(({ event_id }) => event_id)).size).toBe(kept.length);
	expect(Math.min(...Object.values(proxy.faults))).toBeGreaterThan(0);
};

it("Segment's Node library: 100 of 100 events, none twice, its orders as orders, its users verified", async () => {
	const { key } = await newKey(server, { kind: "server" });
	const proxy = await behindFaults();
	const client = new Analytics({ writeKey: key, host: proxy.address, maxEventsInBatch: 10, flushInterval: 100, maxRetries: 10 });
	const products = [{ product_id: "p1", price: 10, quantity: 2 }];
	for (let number = 0; number < 99; number++)
		client.track({
			userId: `u${number % 7}`,
			anonymousId: `a${number % 7}`,
			event: "Product Viewed",
			properties: { number, product_id: `p${number}` },
		});
	client.track({
		userId: "u1",
		event: "Order Completed",
		properties: { number: 99, order_id: "o1", revenue: 20, currency: "EUR", products },
	});
	client.identify({ userId: "u1", anonymousId: "a1", traits: { plan: "gold" } });
	await client.closeAndFlush({ timeout: 60_000 });
	const kept = await keptEvents(server, "segment");
	expectEach(kept, proxy);
	const order = kept.find(({ order_id }) => order_id === "o1");
	expect(order).toMatchObject({ event_type: "Order Completed", action: "order_completed", user_id: "u1", client_id: null, revenue: 20 });
	const view = kept.find(({ properties }) => properties["number"] === 8);
	expect(view).toMatchObject({ action: "product_viewed", product_id: "p8", user_id: "u1", client_id: "a1" });
	expect(kept.find(({ event_type }) => event_type === "identify")).toMatchObject({ user_id: "u1", client_id: "a1", action: null });
	expect(kept).toHaveLength(101);
});

it("PostHog's Node library: 100 of 100 events, none twice", async () => {
	const { key } = await newKey(server, { kind: "server" });
	const proxy = await behindFaults();
	const client = new PostHog(key, { host: proxy.address, flushAt: 10, flushInterval: 100, fetchRetryCount: 10, fetchRetryDelay: 50 });
	for (let number = 0; number < 99; number++)
		client.capture({ distinctId: `u${number % 7}`, event: "product_added", properties: { number, product_id: `p${number}` } });
	client.capture({ distinctId: "u3", event: "Order Completed", properties: { number: 99, order_id: "o2", revenue: 5, currency: "USD" } });
	client.alias({ distinctId: "u3", alias: "before-3" });
	await client.shutdown(60_000);
	const kept = await keptEvents(server, "posthog");
	expectEach(kept, proxy);
	expect(kept.find(({ order_id }) => order_id === "o2")).toMatchObject({ action: "order_completed", user_id: "u3", client_id: null });
	expect(kept.find(({ event_type }) => event_type === "$create_alias")).toMatchObject({ user_id: "u3", client_id: "before-3" });
});
