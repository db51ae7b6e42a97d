import fc from "fast-check";
import type { RuleSettings } from "../../../backend/contract/cleanup.js";
import type { Ground } from "../../../backend/noise/rule.js";
import type { NewEvent } from "../../../backend/store/event.js";
import { event } from "../../builders/event.js";
import type { OracleLimits } from "./noise.js";

/** Logs in which every rule finds something now and then, and just misses something as often. */

/** Limits so low that logs of sixty events come to them. */
export const limits: OracleLimits = {
	views: 3,
	gapMs: 1_000,
	gaps: 3,
	toleranceMs: 30,
	graceS: 60,
	seconds: 0,
	quantity: 100,
	times: 5,
	users: ["ines"],
	ipHashes: ["ip-a"],
	netHashes: ["net-a"],
	spam: ["semalt.com"],
};

/** The same, as they are set. */
export const settings: RuleSettings = {
	too_fast: { limits: { views: 3, gap_ms: 1_000 } },
	exact_intervals: { limits: { gaps: 3, tolerance_ms: 30 } },
	internal: { lists: { users: ["ines"], addresses: ["203.0.113.7", "198.51.100.0/24"] } },
};

export const ground: Ground = {
	hashAddress: (address) => ({
		ipHash: address === "203.0.113.7" ? "ip-a" : "other",
		netHash: address === "198.51.100.0" ? "net-a" : "other",
	}),
	single: false,
};

const start = Date.UTC(2026, 2, 2, 9);

const kinds = fc.constantFrom<[string, string | null]>(
	["pageview", "page_viewed"],
	["pageview", "page_viewed"],
	["pageview", "page_viewed"],
	["pageview", "page_viewed"],
	["product_view", "product_viewed"],
	["product_view", "product_viewed"],
	["product_view", "product_viewed"],
	["view_list", "product_list_viewed"],
	["add_to_cart", "product_added"],
	["purchase", "order_completed"],
	["purchase", "order_completed"],
	["pageview", "page_viewed"],
	["pageview", "page_viewed"],
	["screen", "page_viewed"],
	["undefined", null],
	[" None ", null],
);

const agents = fc.constantFrom(
	null,
	null,
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
	"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
	"curl/8.5.0",
);

const properties = fc.constantFrom<Readonly<Record<string, unknown>>>(
	{},
	{},
	{},
	{ ignore: true },
	{ ignore: "0", internal: "1" },
	{ traffic_type: "internal" },
	{ note: '"ignore": true' },
	{ products: [{ product_id: "p1", price: 10, quantity: 2 }, { sku: "p2", price: "200" }, { name: "no id" }, "p1"] },
	{ products: [{ item_id: "p1", quantity: 101 }] },
	{ products: [{ product_id: "p2", price: 1 }] },
	{ products: [{ id: "p1", qty: "many" }], internal: false },
);

/** Gaps about the limits: 11 views at under a second, equal gaps, half hours to the millisecond. */
const gap = fc.oneof(
	{ weight: 12, arbitrary: fc.constantFrom(200, 999, 1000, 1000, 1000, 1000, 1001, 1030) },
	{ weight: 1, arbitrary: fc.constantFrom(60_000, 1_799_999, 1_800_000, 1_800_001, 3_600_000, 3_600_001) },
);

const shape = fc.record({
	gap,
	source: fc.constantFrom("web", "web", "web", "pos", "simulation"),
	clientId: fc.constantFrom("v1", "v1", "v1", "v1", "v1", "v1", "v2", "v3", "client-demo"),
	userId: fc.constantFrom(null, null, null, null, "u1", "ines"),
	sessionId: fc.constantFrom(null, null, null, null, "s1", "s2"),
	kind: kinds,
	page: fc.constantFrom(
		"/",
		"/",
		"/",
		"/",
		"/product/1",
		"/product/2",
		"/product/3",
		"/cart",
		"/a.png",
		"/STYLE.CSS",
		"",
		"home",
		"app://x",
		null,
	),
	url: fc.constantFrom(null, null, "https://shop.example/x"),
	referrer: fc.constantFrom(
		null,
		null,
		null,
		null,
		null,
		null,
		null,
		"https://www.semalt.com/crawler?u=x",
		"http://notsemalt.com/",
		"https://google.com/",
	),
	productId: fc.constantFrom(null, null, "p1", "p2", "p9"),
	price: fc.constantFrom(null, "0", "10", "2", "1.99", "50.01", "-1"),
	quantity: fc.constantFrom(null, 1, 100, 101, 0),
	currency: fc.constantFrom(null, "EUR", "USD"),
	orderId: fc.constantFrom(null, "o1", "o2"),
	device: fc.constantFrom(null, "desktop", "bot"),
	userAgent: agents,
	ipHash: fc.constantFrom(null, "ip-a", "ip-b"),
	netHash: fc.constantFrom(null, "net-a", "net-b"),
	properties,
});

/** `pos` is a source of order lines alone: whatever it sends is made a purchase. */
export const noiseLog: fc.Arbitrary<NewEvent[]> = fc.array(shape, { minLength: 1, maxLength: 60, size: "max" }).map((shapes) => {
	let ts = start;
	return shapes.map(({ gap: passed, kind, ...rest }, index) => {
		ts += passed;
		const [eventType, action] = rest.source === "pos" ? ["purchase", "order_completed"] : kind;
		return event({ ...rest, eventId: `e${index}`, ts, receivedAt: ts, eventType, action });
	});
});
