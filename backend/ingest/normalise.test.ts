import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventInput } from "../contract/events.js";
import { Fault } from "./fault.js";
import { type EventMeta, normalise } from "./normalise.js";

const receivedAt = Date.UTC(2026, 0, 15, 12);
const meta: EventMeta = { receivedAt, source: "api" };
const of = (input: EventInput, more: Partial<EventMeta> = {}) => normalise(input, { ...meta, ...more });

const faultOf = (input: EventInput): Fault => {
	try {
		of(input);
	} catch (error) {
		if (error instanceof Fault) return error;
		throw error;
	}
	throw new Error("nothing was refused");
};

/** Anything but an event or a Fault is thrown on, and fails the test. */
const verdictOn = (input: EventInput): string => {
	try {
		return JSON.stringify(of(input)) === "" ? "nothing" : "taken";
	} catch (error) {
		if (error instanceof Fault) return "refused";
		throw error;
	}
};

describe("normalise", () => {
	it("fills every column of the predecessor's purchase", () => {
		const event = of({
			event_id: "e1",
			client_id: "c1",
			user_id: "u1",
			session_id: "s1",
			event_type: "purchase",
			page: "/checkout",
			timestamp: 1767225600,
			properties: { order_id: "order_1", total_amount: 42.5, payment_method: "paypal", source: "realistic_seed" },
		});
		expect(event).toMatchObject({
			source: "realistic_seed",
			eventId: "e1",
			ts: 1_767_225_600_000,
			visitor: "c1",
			action: "order_completed",
			page: "/checkout",
			orderId: "order_1",
			total: "42.5",
			revenue: null,
			userVerified: false,
		});
		expect(event.properties).toEqual({ total_amount: 42.5, payment_method: "paypal" });
	});

	it("is the pageview of an unnamed visitor when nothing else is said, and makes no session up", () => {
		const event = of({ user_id: "u1" });
		expect(event).toMatchObject({
			eventType: "pageview",
			action: "page_viewed",
			sessionId: null,
			visitor: "u1",
			ts: receivedAt,
			source: "api",
		});
		expect(of({ session_id: "s" }).visitor).toBe("s");
		const bare = of({});
		expect(bare.visitor).toBe(bare.eventId);
	});

	it("makes ids that sort in the order of arrival, so that events of one moment keep it", () => {
		const ids = Array.from({ length: 500 }, () => of({}).eventId);
		expect([...ids].sort()).toEqual(ids);
		expect(new Set(ids).size).toBe(500);
	});

	it.each([
		["/search?q=shoes#top", undefined, "/search", "/search?q=shoes#top"],
		["https://shop.example/p/1?x=1", undefined, "/p/1", "https://shop.example/p/1?x=1"],
		["https://shop.example", undefined, "/", "https://shop.example"],
		["/p/1", "https://shop.example/p/1?x=1", "/p/1", "https://shop.example/p/1?x=1"],
		[undefined, "https://shop.example/cart?x#y", "/cart", "https://shop.example/cart?x#y"],
		["", undefined, "", null],
		[undefined, undefined, null, null],
		["checkout", undefined, "checkout", null],
	])("page %s and url %s are page %s and url %s", (page, url, path, address) => {
		const event = of({ page, properties: url === undefined ? {} : { url } });
		expect([event.page, event.url]).toEqual([path, address]);
	});

	it("reads the campaign from properties, else from the address", () => {
		const event = of({ page: "/?utm_source=mail&utm_campaign=a%20b&x=1", properties: { utm_source: "news" } });
		expect(event).toMatchObject({ utmSource: "news", utmCampaign: "a b", utmMedium: null });
	});

	it("takes the predecessor's product keys, and the specification's before them", () => {
		const event = of({
			properties: {
				product_id: 7,
				product_name: "Mug",
				product_category: "kitchen",
				product_price: "3.5",
				quantity: "2",
				currency: "eur",
				search_term: "mug",
			},
		});
		expect(event).toMatchObject({
			productId: "7",
			productName: "Mug",
			productCategory: "kitchen",
			price: "3.5",
			quantity: 2,
			currency: "EUR",
			searchTerm: "mug",
		});
		expect(of({ properties: { product_price: 1, price: 2 } }).price).toBe("2");
		expect(of({ properties: { price: null, product_price: 1 } }).price).toBe("1");
	});

	it("keeps in properties whatever no shown column of its name holds exactly", () => {
		const properties = {
			product_id: "p",
			price: 0.1 + 0.2,
			quantity: 2,
			currency: "eur",
			value: 5,
			q: "x",
			color: "red",
			nested: { a: [1] },
		};
		expect(of({ properties }).properties).toEqual({
			price: 0.1 + 0.2,
			currency: "eur",
			value: 5,
			q: "x",
			color: "red",
			nested: { a: [1] },
		});
	});

	it("money that cannot be read is refused, not left out of the revenue", () => {
		expect(faultOf({ properties: { revenue: "12,50 €" } })).toMatchObject({ code: "invalid", path: "properties.revenue" });
		expect(faultOf({ properties: { price: 1e20 } }).path).toBe("properties.price");
		expect(faultOf({ properties: { quantity: "two" } }).path).toBe("properties.quantity");
	});

	it("leaves words under value and total alone: they need not be money", () => {
		const event = of({ properties: { value: "blue button", total: "3 items" } });
		expect(event.total).toBeNull();
		expect(event.properties).toEqual({ value: "blue button", total: "3 items" });
	});

	it("a claimed user is not a verified one", () => {
		expect(of({ user_id: "u1" }).userVerified).toBe(false);
		expect(of({ user_id: "u1" }, { vouchedUser: "u2" }).userVerified).toBe(false);
		expect(of({ user_id: "u1" }, { vouchedUser: "u1" }).userVerified).toBe(true);
		expect(of({}, { vouchedUser: "all" }).userVerified).toBe(false);
		expect(of({ user_id: "u1" }, { vouchedUser: "all" }).userVerified).toBe(true);
	});

	it("refuses ids that a store would confuse", () => {
		expect(faultOf({ event_id: "a\ud800" }).path).toBe("event_id");
		expect(of({ event_id: "a😀" }).eventId).toBe("a😀");
	});

	it.each([
		[
			"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1",
			"mobile",
		],
		["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36", "desktop"],
		[
			"Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.0 Mobile/15E148 Safari/604.1",
			"tablet",
		],
		["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "bot"],
		["curl/8.0", null],
		["", null],
	])("%s is %s", (userAgent, device) => expect(of({}, { userAgent }).device).toBe(device));

	it("takes or refuses whatever JSON may hold, and never breaks", () => {
		const names = fc.constantFrom(
			"price",
			"revenue",
			"url",
			"quantity",
			"user_agent",
			"source",
			"currency",
			"utm_source",
			"device",
			"total",
			"referrer",
		);
		const properties = fc.dictionary(fc.oneof(names, fc.string()), fc.jsonValue());
		fc.assert(
			fc.property(properties, fc.string(), (sent, page) => {
				expect(["taken", "refused"]).toContain(verdictOn({ page, properties: sent }));
			}),
			{ numRuns: 2_000 },
		);
	});

	it("a property named __proto__ stays data", () => {
		const { properties } = of(JSON.parse('{"properties": {"__proto__": {"x": 1}, "product_id": "p"}}'));
		expect(JSON.stringify(properties)).toBe('{"__proto__":{"x":1}}');
	});

	it.each(["client_id", "user_id", "session_id"])("half a character in %s is refused, since two of them would be stored as one", (name) => {
		expect(() => of({ [name]: "a\ud800" })).toThrow(Fault);
	});

	it.each(["order_id", "product_id"])("half a character in properties.%s is refused", (name) => {
		expect(() => of({ properties: { [name]: "a\ud800" } })).toThrow(Fault);
	});

	it("text that is no amount is refused as an order's total, and left alone elsewhere", () => {
		expect(() => of({ event_type: "purchase", properties: { total: "1,234.50" } })).toThrow(Fault);
		expect(() => of({ event_type: "purchase", properties: { value: "€20" } })).toThrow(Fault);
		expect(of({ event_type: "slider_moved", properties: { value: "high" } }).total).toBeNull();
	});
});
