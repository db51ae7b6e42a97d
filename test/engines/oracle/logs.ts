import fc from "fast-check";
import { event } from "../../builders/event.js";
import type { LogEvent, OracleScope } from "./model.js";

/** Logs made to collide: few visitors, users and sessions, equal times, gaps of just 30 minutes, clocks that change. */

/** A zone and an instant about which to place a log: around a change of its clocks where it has one. */
const places = [
	["UTC", Date.UTC(2026, 0, 1)],
	["Europe/Berlin", Date.UTC(2026, 9, 25, 1)],
	["Europe/Berlin", Date.UTC(2026, 2, 29, 1)],
	["America/New_York", Date.UTC(2026, 10, 1, 6)],
	["America/Sao_Paulo", Date.UTC(2018, 10, 4, 3)],
	["Asia/Kathmandu", Date.UTC(2026, 5, 15, 18, 15)],
	["Asia/Kolkata", Date.UTC(2026, 5, 15, 18, 30)],
	["Australia/Lord_Howe", Date.UTC(2026, 9, 3, 15, 30)],
	["Pacific/Apia", Date.UTC(2011, 11, 30, 10)],
	["Pacific/Kiritimati", Date.UTC(2026, 11, 31, 10)],
	["America/St_Johns", Date.UTC(2026, 2, 8, 5, 30)],
] as const;

/** A property's name that would break out of any path or text made by splicing. */
export const hostileKey = `it's "a"[0]$ ; --`;

const pick = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const page = fc.constantFrom(
	null,
	"/",
	"",
	"/home",
	"/Home/",
	"/index.html",
	"/product/1",
	"/product/2",
	"/products",
	"/p/x",
	"/productx",
	"/c/shoes",
	"/category",
	"/collections/a",
	"/search",
	"/search/",
	"/cart",
	"/basket",
	"/checkout",
	"/checkout/done",
	"/über",
	"/about",
	"/\u{1f600}",
);

const action = fc.oneof(
	{ weight: 2, arbitrary: fc.constantFrom(null, "page_viewed", "product_removed", "payment_info_entered") },
	{
		weight: 2,
		arbitrary: fc.constantFrom(
			"product_viewed",
			"product_list_viewed",
			"products_searched",
			"product_added",
			"cart_viewed",
			"checkout_started",
		),
	},
	{ weight: 1, arbitrary: fc.constantFrom("order_completed", "order_completed", "order_cancelled", "order_refunded") },
);

const money = fc.option(pick("0", "1", "4.25", "10.10", "99.99", "-3.5", "1250.0001"), { nil: null, freq: 2 });

/** What is sent, without its time and identity. */
const content = fc.record({
	source: pick("api", "api", "api", "shop", "import:0", "simulation", "seed_demo", "realistic_seed"),
	clientId: fc.constant(null),
	visitor: pick("v1", "v2", "v3", "v4", "u1"),
	sessionId: pick(null, null, "s1", "s2", "s3"),
	userId: pick(null, null, "u1", "u2", "u3"),
	userVerified: fc.boolean(),
	eventType: pick("pageview", "pageview", "click", "purchase", "search", "Überweisung"),
	action,
	page,
	productId: pick(null, null, "1", "2", "10", "SKU-\u00e9"),
	productName: pick(null, "Cup", "Cup, red", "Mug"),
	price: money,
	quantity: pick(null, null, 1, 2, 3, 0, 0.5),
	currency: pick(null, "EUR", "EUR", "USD"),
	orderId: pick(null, null, "o1", "o2"),
	revenue: money,
	total: money,
	flagged: fc.option(pick(["bot"], ["burst", "bot"], ["demo_client"]), { nil: null, freq: 6 }),
});

/** Where it came from, on what, and what was looked for. */
const origin = fc.record({
	channel: pick(null, null, null, null, "direct", "search", "social", "email", "ads", "referral"),
	referrer: pick(null, null, null, "https://www.google.com/", "https://news.example/a?b=1", "android-app://com.example"),
	utmSource: pick(null, null, null, "google", "newsletter", "Ünï"),
	utmMedium: pick(null, null, null, "cpc", "email"),
	utmCampaign: pick(null, null, null, null, "spring", "Spring", "100% off_now"),
	utmTerm: pick(null, null, null, "shoes"),
	utmContent: pick(null, null, null, "banner"),
	device: pick(null, null, "desktop", "mobile", "tablet", "bot"),
	productCategory: pick(null, null, "Cups", "Mugs"),
	searchTerm: pick(null, null, null, null, "red shoes", " Red  Shoes ", "ÜBER", "  ", "50%", "\tred\nshoes"),
});

/** An entry of products[], as senders write it, or what nobody should send. */
const item = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record(
			{
				product_id: pick("1", "2", "10", "SKU-\u00e9"),
				name: pick("Cup", "Mug", "Cup, red"),
				category: pick("Cups", "Mugs"),
				price: pick<number | string>(0, 4.25, "10.10", 99.99, -3.5),
				quantity: pick<number | string>(1, 2, "3", 0, 0.5),
			},
			{ requiredKeys: ["product_id"] },
		),
	},
	{ weight: 1, arbitrary: pick<unknown>(null, "1", 7, {}, [], { product_id: null }, { product_id: "" }, { price: 1 }) },
);

const properties = fc.record(
	{
		products: fc.oneof(
			{ weight: 8, arbitrary: fc.array(item, { maxLength: 4 }) },
			{ weight: 1, arbitrary: pick<unknown>(null, "none", {}, 3) },
		),
		results: pick<unknown>(0, 0, 1, 12, "0", "7", "many", null, -1, 2.5, true, []),
		status: pick<unknown>(200, 200, "200", 404, 0.5, 1e21, true, null, "", "null", [1, "a"], { a: null }),
		cart: pick<unknown>({ size: 1 }, { size: "2" }, { size: null }, {}, null, "3", [{ size: 4 }]),
		[hostileKey]: pick<unknown>("here", 1),
	},
	{ requiredKeys: [] },
);

/** Milliseconds to the event before. */
const gap = pick(0, 0, 1, 1_000, 45_000, 45_000, 240_000, 1_799_999, 1_800_000, 1_800_001, 3_600_000, 7_200_000, 20_000_000);
const longGap = pick(0, 60_000, 1_800_001, 40_000_000, 86_400_000, 800_000_000);
const hugeGap = pick(0, 1_800_001, 2_000_000_000, 30_000_000_000);

export interface LogCase {
	readonly log: readonly LogEvent[];
	readonly scope: OracleScope;
}

const shaped = fc.constantFrom(...places).chain(([zone, about]) =>
	fc.record({
		about: fc.constant(about),
		tz: fc.oneof({ weight: 4, arbitrary: fc.constant(zone) }, { weight: 1, arbitrary: fc.constantFrom(...places.map(([name]) => name)) }),
		contents: fc
			.oneof(
				{ weight: 12, arbitrary: fc.constant(gap) },
				{ weight: 5, arbitrary: fc.constant(longGap) },
				{ weight: 1, arbitrary: fc.constant(hugeGap) },
			)
			.chain((gaps) => fc.array(fc.tuple(content, gaps, origin, properties), { maxLength: 40, size: "max" })),
		lead: fc.nat({ max: 14_400_000 }),
		shuffle: fc.nat({ max: 1_000_000 }),
		filter: fc.record({
			noise: pick("hide" as const, "hide" as const, "show" as const),
			sessions: pick("client" as const, "client" as const, "gap" as const),
			visitor: pick("default" as const, "default" as const, "user" as const),
			user: pick(null, null, null, null, "u1"),
			from: edge(),
			to: edge(),
		}),
	}),
);

/** An end of the range: open, at an event (or right after it), or anywhere near. */
function edge() {
	return fc.oneof(
		{ weight: 3, arbitrary: fc.constant(null) },
		{ weight: 3, arbitrary: fc.record({ at: fc.nat({ max: 40 }), plus: pick(0, 1, -1, 450_000) }) },
		{ weight: 1, arbitrary: fc.record({ at: fc.constant(-1), plus: fc.integer({ min: -86_400_000, max: 86_400_000 }) }) },
	);
}

export const logCase: fc.Arbitrary<LogCase> = shaped.map(({ about, tz, contents, lead, shuffle, filter }) => {
	let ts = about - lead;
	const log = contents.map(([sent, wait, cameFrom, more], at): LogEvent => {
		ts += wait;
		return {
			...event(),
			...sent,
			...cameFrom,
			properties: more,
			ts,
			receivedAt: about,
			eventId: `e${(at * 7_919 + shuffle) % 1_009}-${at % 3}`,
		};
	});
	const instant = (end: { at: number; plus: number } | null) => end && (log[end.at]?.ts ?? about) + end.plus;
	const [from, to] = [instant(filter.from), instant(filter.to)];
	const empty = from !== null && to !== null && from >= to;
	return { log: unique(log), scope: { ...filter, tz, from: empty ? to : from, to: empty && from === to ? null : empty ? from : to } };
});

/** Identity is (source, eventId): the first is stored. */
const unique = (log: readonly LogEvent[]): LogEvent[] => [
	...new Map([...log].reverse().map((event) => [`${event.source} ${event.eventId}`, event])).values(),
];
