import fc from "fast-check";
import type { NewEvent } from "../../backend/store/event.js";
import { event } from "./event.js";

/** Monday noon, so that logs cross days, and a quarter hour's border is near. */
export const logStart = Date.UTC(2024, 2, 25, 12);

const halfHour = 30 * 60_000;

/** Gaps meet the half hour exactly and by a millisecond on both sides; ties are frequent; a few events are days away. */
const time = fc
	.tuple(
		fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 6 }) }, { weight: 1, arbitrary: fc.integer({ min: -100, max: 200 }) }),
		fc.constantFrom(-1, 0, 0, 0, 1, 1000, 60_000, 899_999, 900_000, 1_799_999),
	)
	.map(([halves, offset]) => logStart + halves * halfHour + offset);

const page = fc.constantFrom(
	"/",
	"/home",
	"/category/shoes",
	"/product/1",
	"/product/2",
	"/Products/3/",
	"/search",
	"/cart",
	"/checkout",
	"/about",
	null,
);

/** Event type as sent and its canonical action. */
const kind = fc.constantFrom<[string, string | null]>(
	["pageview", "page_viewed"],
	["pageview", "page_viewed"],
	["pageview", "page_viewed"],
	["click", null],
	["product_view", "product_viewed"],
	["view_list", "product_list_viewed"],
	["search", "products_searched"],
	["add_to_cart", "product_added"],
	["cart", "cart_viewed"],
	["checkout", "checkout_started"],
	["purchase", "order_completed"],
	["purchase", "order_completed"],
	["refund", "order_refunded"],
	["cancel", "order_cancelled"],
);

const money = fc.constantFrom("0", "0.01", "4.25", "19.9999", "100", null, null);
const maybe = <T>(...values: T[]): fc.Arbitrary<T | null> => fc.constantFrom<T | null>(...values, null);

/** What has no column: texts, numbers, nested, absent; products[] with other names for its fields, and with what is no product. */
const properties = fc.constantFrom<Readonly<Record<string, unknown>>>(
	{},
	{},
	{ status: 200, cart: { size: 2, "a/b": true } },
	{ status: "404", results: 0 },
	{ status: null, results: "12" },
	{ products: [{ product_id: "p1", price: 2.5, quantity: 2 }, { sku: "p4", price: "1.25" }, { name: "no id" }, "p2"] },
	{
		products: [
			{ item_id: 7, item_name: "Seven" },
			{ item_id: 7, quantity: "x" },
		],
	},
	{ products: "p1", results: 1.5 },
);

const shape = fc.record({
	ts: time,
	lag: fc.constantFrom(0, 5, 3_600_000),
	source: fc.constantFrom("api", "api", "api", "shop", "realistic_seed", "simulation"),
	clientId: fc.constantFrom("v1", "v2", "v3", null),
	userId: maybe("u1", "u2"),
	sessionId: fc.constantFrom("s1", "s2", "v1", null, null),
	userVerified: fc.boolean(),
	kind,
	page,
	productId: maybe("p1", "p2", "p3"),
	price: money,
	quantity: fc.constantFrom(1, 2, 0.5, -3, null),
	currency: maybe("EUR", "GBP"),
	orderId: fc.constantFrom("o1", "o2", null, null),
	revenue: money,
	total: money,
	searchTerm: maybe("shoes", " Red  SHOES", " "),
	channel: maybe("search", "ads", "direct"),
	utmSource: fc.constantFrom("google", null, null),
	utmCampaign: fc.constantFrom("spring", null, null),
	device: maybe("desktop", "mobile"),
	properties,
});

/**
 * A log of few visitors, users and sessions, so that they meet often: ties in time, nulls, several sources (one of noise), sessions
 * with and without a client's id, order lines with and without a number, several currencies. Ids are e0, e1 … in arrival order,
 * some padded the other way, so that the order by id is not the order of arrival. Shrinks to a small log.
 */
export const eventLog = (options: { readonly minLength?: number; readonly maxLength?: number } = {}): fc.Arbitrary<NewEvent[]> =>
	fc.array(shape, { minLength: options.minLength ?? 0, maxLength: options.maxLength ?? 40 }).map((shapes) =>
		shapes.map(({ kind: [eventType, action], lag, ...rest }, index) => {
			const buys = action?.startsWith("order_");
			return event({
				...rest,
				eventId: index % 3 === 0 ? `a${1000 - index}` : `e${index}`,
				receivedAt: rest.ts + lag,
				eventType,
				action,
				productId: action === "page_viewed" ? null : rest.productId,
				price: buys || action === "product_added" ? rest.price : null,
				quantity: buys ? rest.quantity : null,
				currency: buys ? rest.currency : null,
				orderId: buys ? rest.orderId : null,
				revenue: buys ? rest.revenue : null,
				total: buys ? rest.total : null,
				searchTerm: action === "products_searched" ? rest.searchTerm : null,
			});
		}),
	);

/** The same log for the same seed, for tests that run without fast-check's own loop. */
export const randomLog = (seed: number, length = 40): NewEvent[] =>
	fc.sample(eventLog({ minLength: length, maxLength: length }), { seed, numRuns: 1 })[0] ?? [];
