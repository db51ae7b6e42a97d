import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fault } from "../fault.js";
import { normalise } from "../normalise.js";
import { decodeNative } from "./native.js";
import { posthog, posthogEvents, posthogKey } from "./posthog.js";
import { rudderstack } from "./rudderstack.js";
import { segment, withKind } from "./segment.js";
import { snowplow } from "./snowplow.js";
import type { Wire } from "./wire.js";

const receivedAt = Date.UTC(2026, 0, 15, 12);
const wires = { segment, rudderstack, posthog, snowplow };

const take = (wire: Wire, raw: unknown) => {
	const { input, actionName } = wire.decode(raw, receivedAt);
	return normalise(decodeNative(input), { receivedAt, source: wire.source, actionName });
};

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const entity = (name: string, data: unknown) => ({
	schema: `iglu:com.snowplowanalytics.snowplow.ecommerce/${name}/jsonschema/1-0-0`,
	data,
});
const unstruct = (data: unknown) => ({ schema: "iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0", data });

describe("Segment's messages", () => {
	it("a page brings its address, its campaign and its referrer", () => {
		const context = {
			page: { path: "/shoes", url: "https://shop.example/shoes", referrer: "https://t.co/x", title: "Shoes" },
			campaign: { source: "news", medium: "email", name: "spring", term: "t", content: "c" },
			userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1",
			locale: "de",
		};
		const message = { type: "page", name: "Shoes", messageId: "m1", anonymousId: "a", timestamp: "2026-01-15T11:59:50Z", context };
		expect(take(segment, message)).toMatchObject({
			eventId: "m1",
			clientId: "a",
			eventType: "page",
			action: "page_viewed",
			page: "/shoes",
			url: "https://shop.example/shoes",
			referrer: "https://t.co/x",
			utmSource: "news",
			utmMedium: "email",
			utmCampaign: "spring",
			channel: "email",
			device: "mobile",
			ts: receivedAt - 10_000,
			properties: { name: "Shoes", title: "Shoes", context: { locale: "de" } },
		});
	});

	it("the kind of a single call is told by its path", () => {
		expect(take(segment, withKind({ userId: 7, traits: { plan: "gold" } }, "identify"))).toMatchObject({
			eventType: "identify",
			userId: "7",
			visitor: "7",
			clientId: null,
			properties: { traits: { plan: "gold" } },
		});
	});

	it("alias links the id before with the user", () => {
		expect(take(segment, { type: "alias", previousId: "before", userId: "u" })).toMatchObject({ clientId: "before", userId: "u" });
	});

	it.each([
		["Products Searched", { query: "mug" }, { action: "products_searched", searchTerm: "mug" }],
		["Product Added", { product_id: "p", price: 2, quantity: 3 }, { action: "product_added", productId: "p", price: "2", quantity: 3 }],
		["Order Refunded", { order_id: "o", total: 5 }, { action: "order_refunded", orderId: "o", total: "5" }],
		["Viewed Product Category", {}, { action: "product_list_viewed" }],
		["Coupon Applied", {}, { action: "coupon_applied" }],
		["Dance Started", {}, { action: null, eventType: "Dance Started" }],
	])("%s fills its columns", (event, properties, columns) => {
		expect(take(segment, { type: "track", event, anonymousId: "a", properties })).toMatchObject(columns);
	});

	it("RudderStack's time and numeric session are read", () => {
		const message = {
			type: "track",
			event: "x",
			anonymousId: "a",
			originalTimestamp: "2026-01-15T11:00:00Z",
			context: { sessionId: 1_768_000_000_123 },
		};
		expect(take(rudderstack, message)).toMatchObject({ sessionId: "1768000000123", ts: receivedAt - 3_600_000 });
	});
});

describe("PostHog's events", () => {
	const event = (properties: object, more: object = {}) => ({ event: "$pageview", uuid: "u-1", properties, ...more });

	it("until someone is identified there is a device and no user; after it both", () => {
		expect(take(posthog, event({ distinct_id: "d", $device_id: "d", $session_id: "s" }))).toMatchObject({
			clientId: "d",
			userId: null,
			sessionId: "s",
		});
		expect(take(posthog, event({ distinct_id: "ada", $device_id: "d" }))).toMatchObject({ clientId: "d", userId: "ada" });
		const identify = { event: "$identify", properties: { distinct_id: "ada", $anon_distinct_id: "d" } };
		expect(take(posthog, identify)).toMatchObject({ clientId: "d", userId: "ada", eventType: "$identify" });
	});

	it("a server's distinct_id is a person, unless no profile is wanted", () => {
		expect(take(posthog, { event: "x", distinct_id: "ada", properties: {} })).toMatchObject({ clientId: null, userId: "ada" });
		const anonymous = { event: "x", distinct_id: "a1", properties: { $process_person_profile: false } };
		expect(take(posthog, anonymous)).toMatchObject({ clientId: "a1", userId: null });
	});

	it("the time is how long before the request it happened, by our clock, or the time it names", () => {
		expect(take(posthog, event({}, { offset: 1_500, timestamp: "2020-01-01T00:00:00Z" })).ts).toBe(receivedAt - 1_500);
		expect(take(posthog, event({}, { timestamp: "2026-01-15T11:59:00Z" })).ts).toBe(receivedAt - 60_000);
	});

	it("addresses and referrers fill their columns, and the project's key is not kept", () => {
		const properties = { $current_url: "https://shop.example/p/1?gclid=1", $pathname: "/p/1", $referrer: "$direct", token: "pub_x" };
		const made = take(posthog, event(properties));
		expect(made).toMatchObject({ action: "page_viewed", page: "/p/1", url: properties.$current_url, channel: "ads" });
		expect(JSON.stringify(made)).not.toContain("pub_x");
	});

	it("recordings and flag calls are no events; the key is found in every form of body", () => {
		const one = { event: "x", properties: { token: "k" } };
		expect(posthogEvents([one, { event: "$snapshot" }, { event: "$feature_flag_called" }])).toEqual([one]);
		expect(posthogEvents({ api_key: "k", batch: [one] })).toEqual([one]);
		expect(posthogEvents(one)).toEqual([one]);
		expect([posthogKey([one]), posthogKey({ api_key: "k", batch: [] }), posthogKey({ token: "k" }), posthogKey({ batch: [one] })]).toEqual([
			"k",
			"k",
			"k",
			"k",
		]);
		expect(posthogKey([])).toBeUndefined();
	});
});

describe("Snowplow's events", () => {
	const plain = {
		eid: "e-1",
		dtm: String(receivedAt - 5_000),
		stm: String(receivedAt - 1_000),
		duid: "d",
		sid: "s",
		uid: "u",
		url: "https://shop.example/p/1",
		refr: "https://www.google.com/",
	};

	it("a page view brings who, when and where, with the clock corrected", () => {
		expect(take(snowplow, { ...plain, e: "pv", page: "Mug" })).toMatchObject({
			eventId: "e-1",
			eventType: "page_view",
			action: "page_viewed",
			clientId: "d",
			sessionId: "s",
			userId: "u",
			page: "/p/1",
			channel: "search",
			ts: receivedAt - 4_000,
		});
	});

	it.each([
		["product_view", "product_viewed"],
		["list_view", "product_list_viewed"],
		["add_to_cart", "product_added"],
		["remove_from_cart", "product_removed"],
		["refund", "order_refunded"],
		["internal_search", "products_searched"],
		["promo_click", "promotion_clicked"],
		["toString", null],
	])("the commerce action %s is %s, plain and in base64; the event type stays as sent", (type, action) => {
		const data = unstruct(entity("snowplow_ecommerce_action", { type }));
		for (const form of [{ ue_pr: JSON.stringify(data) }, { ue_px: base64(data) }])
			expect(take(snowplow, { ...plain, e: "ue", ...form })).toMatchObject({ eventType: "snowplow_ecommerce_action", action });
	});

	it("entities fill the columns: one product, an order with several, the first step of a checkout", () => {
		const ue_px = (type: string) => base64(unstruct(entity("snowplow_ecommerce_action", { type })));
		const product = (id: string) => entity("product", { id, name: "Mug", category: "kitchen", price: 4.5, quantity: 2, currency: "eur" });
		const cx = (...all: object[]) => base64({ schema: "iglu:x/contexts/jsonschema/1-0-0", data: all });
		const one = take(snowplow, { ...plain, e: "ue", ue_px: ue_px("add_to_cart"), cx: cx(product("p1")) });
		expect(one).toMatchObject({
			productId: "p1",
			productName: "Mug",
			productCategory: "kitchen",
			price: "4.5",
			quantity: 2,
			currency: "EUR",
		});
		const transaction = entity("transaction", { transaction_id: "o1", revenue: 9, currency: "EUR", tax: 1 });
		const order = take(snowplow, { ...plain, e: "ue", ue_px: ue_px("transaction"), cx: cx(transaction, product("p1"), product("p2")) });
		expect(order).toMatchObject({ action: "order_completed", orderId: "o1", revenue: "9", currency: "EUR", productId: null });
		expect(order.properties["products"]).toMatchObject([{ product_id: "p1", price: 4.5 }, { product_id: "p2" }]);
		const step = (number: number) =>
			take(snowplow, { ...plain, e: "ue", ue_px: ue_px("checkout_step"), cx: cx(entity("checkout_step", { step: number })) });
		expect([step(1).action, step(2).action]).toEqual(["checkout_started", "checkout_step_completed"]);
	});

	it("older kinds are read too", () => {
		expect(take(snowplow, { ...plain, e: "tr", tr_id: "o1", tr_tt: "20", tr_cu: "EUR" })).toMatchObject({
			action: "order_completed",
			orderId: "o1",
			total: "20",
		});
		expect(take(snowplow, { ...plain, e: "ti", ti_id: "o1", ti_sk: "p1", ti_pr: "5", ti_qu: "2" })).toMatchObject({
			action: null,
			productId: "p1",
			price: "5",
		});
		expect(take(snowplow, { ...plain, e: "se", se_ca: "menu", se_ac: "open", se_la: "x" })).toMatchObject({
			eventType: "open",
			properties: { event_category: "menu" },
		});
		expect(take(snowplow, { ...plain, e: "pp" })).toMatchObject({ eventType: "page_ping", action: null });
	});

	it("what cannot be made text is refused, and sinks no batch", () => {
		expect(() => take(snowplow, JSON.parse('{"e": {"toString": 1}}'))).toThrow(Fault);
	});

	it("broken base64 is refused with its field", () => {
		expect(() => take(snowplow, { e: "ue", ue_px: "%%%" })).toThrow(Fault);
		expect(() => take(snowplow, { e: "pv", cx: "bm8" })).toThrow("It holds no JSON object");
	});
});

describe.each(Object.entries(wires))("%s", (_name, wire) => {
	it("takes or refuses whatever JSON may hold, and never breaks", () => {
		const names = fc.constantFrom(
			"type",
			"event",
			"properties",
			"context",
			"userId",
			"anonymousId",
			"messageId",
			"distinct_id",
			"uuid",
			"offset",
			"timestamp",
			"e",
			"eid",
			"ue_pr",
			"ue_px",
			"cx",
			"dtm",
			"duid",
			"page",
			"campaign",
		);
		const values = fc.oneof(fc.jsonValue(), fc.constantFrom("track", "page", "pv", "ue", "se"), fc.dictionary(names, fc.jsonValue()));
		fc.assert(
			fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(names, values)), (raw) => {
				try {
					expect(take(wire, raw).eventId).not.toBe("");
				} catch (error) {
					expect(error).toBeInstanceOf(Fault);
				}
			}),
			{ numRuns: 400 },
		);
	});
});
