import { Decimal128, type Document, Long, ObjectId } from "mongodb";
import { noisySources } from "../../backend/store/event.js";

/** 2026-06-01, 08:00 UTC. */
const start = Date.UTC(2026, 5, 1, 8);

/** An id as a driver makes it at that time. */
const idAt = (ms: number, n: number): ObjectId =>
	new ObjectId(
		Math.floor(ms / 1000)
			.toString(16)
			.padStart(8, "0") + n.toString(16).padStart(16, "0"),
	);

export const userIds = { ana: idAt(start, 900_001), bo: "customer-17" } as const;

const kinds = ["pageview", "pageview", "search", "add_to_cart", "purchase"] as const;
const sources = [undefined, undefined, "realistic_seed", noisySources[2], "web"] as const;

/** The same moment in each of the forms in which the predecessor and its scripts wrote it. */
const timeForms: readonly ((ms: number) => unknown)[] = [
	(ms) => new Date(ms),
	(ms) => ms / 1000,
	(ms) => Math.floor(ms / 1000),
	(ms) => Long.fromNumber(Math.floor(ms / 1000)),
	(ms) => new Date(ms).toISOString(),
];

/** What a predecessor stored: `count` events a minute apart, of every form it had. */
export const oldEvents = (count: number): Document[] =>
	Array.from({ length: count }, (_, n) => {
		const ms = start + n * 60_000;
		const type = kinds[n % kinds.length] as string;
		const source = sources[n % 7];
		return {
			_id: n % 11 === 5 ? `seeded-${n}` : idAt(ms + 5_000, n),
			client_id: n % 3 === 0 ? `c${n % 50}` : `one-${n}`,
			timestamp: timeForms[n % timeForms.length]?.(ms),
			page: type === "purchase" ? "/checkout" : n % 2 === 0 ? "/home" : `/product/${n % 40}`,
			event_type: type,
			user_id: [userIds.ana, userIds.ana.toHexString(), userIds.bo, null][n % 4],
			session_id: n % 13 === 0 ? undefined : `s${Math.floor(n / 6)}`,
			properties: {
				...(source !== undefined && { source }),
				...(type === "search" && { search_term: `term ${n % 5}` }),
				...(type === "add_to_cart" && {
					product_id: String(n % 40),
					product_price: n % 2 === 0 ? 12.5 : "12.50",
					quantity: Long.fromNumber(1),
				}),
				...(type === "purchase" && {
					order_id: `order_${n}`,
					total_amount: n % 10 === 4 ? Decimal128.fromString(`${n}.25`) : n + 0.5,
					payment_method: "paypal",
					cart_items: [{ product_id: "7", quantity: 2 }],
					...(n % 20 === 4 && { seen: new Date(ms), by: userIds.ana }),
				}),
			},
			...(n % 17 === 3 && { flag: { noisy: true, updated_at: new Date(start + 9 * 86_400_000 + n) } }),
		};
	});

/** What no reading of is sure, and why. */
export const hostileEvents: readonly (readonly [Document, RegExp])[] = [
	[{ client_id: "a", event_type: "pageview", page: "/" }, /has no time/],
	[{ client_id: "a", timestamp: null, event_type: "pageview" }, /has no time/],
	[{ client_id: "a", timestamp: Number.NaN, event_type: "pageview" }, /neither a date/],
	[{ client_id: "a", timestamp: "yesterday", event_type: "pageview" }, /not a time/],
	[{ client_id: "a", timestamp: 0, event_type: "pageview" }, /before 2000/],
	[{ client_id: "a", timestamp: start, event_type: "pageview" }, /24 hours ahead/],
	[{ client_id: "a", timestamp: new Date(start), event_type: "purchase", properties: { total_amount: Number.NaN } }, /NaN/],
	[{ client_id: "a", timestamp: new Date(start), event_type: "purchase", properties: { total_amount: "a lot" } }, /no amount/],
	[{ client_id: "a", timestamp: new Date(start), event_type: { $gt: "" } }, /event_type is/],
	[{ client_id: ["a"], timestamp: new Date(start) }, /client_id is/],
	[{ client_id: "a", timestamp: new Date(start), properties: "none" }, /properties is/],
	[{ client_id: "a", timestamp: new Date(start), properties: { text: "x".repeat(40_000) } }, /bytes/],
	[{}, /has no time/],
];

export const oldUsers = (): Document[] => [
	{
		_id: userIds.ana,
		username: "Ana",
		email: "ana@example.com",
		password_hash: "$2b$12$abcdefghijklmnopqrstuv",
		role: "user",
		created_at: new Date(start),
	},
	{
		_id: userIds.bo,
		username: "customer017",
		email: "customer017@example.com",
		password_hash: "$2b$12$x",
		role: "user",
		created_at: new Date(start),
	},
	{ _id: idAt(start, 900_003), username: "boss", role: "admin", created_at: new Date(start) },
	{ _id: idAt(start, 900_004), username: "ANA", role: "user", created_at: new Date(start) },
	{ _id: idAt(start, 900_005), email: "nameless@example.com" },
];

export const oldProducts = (): Document[] =>
	Array.from({ length: 46 }, (_, n) => ({
		_id: idAt(start, 800_000 + n),
		name: `Product ${n}`,
		category: ["shirt", "phone"][n % 2],
		price: n === 45 ? "free" : n + 0.99,
		tags: ["a", "b"],
		slug: `product-${n}`,
		image_url: `/static/images/product-${n}.jpg`,
		created_at: new Date(start),
	}));

const shown = ({ flag, properties }: Document): boolean => flag?.noisy !== true && !noisySources.includes(properties?.source);

/** What an analysis has to tell of these documents, worked out from them alone. */
export const expectedOf = (documents: readonly Document[]) => {
	const counted = documents.filter(shown);
	const types: Record<string, number> = {};
	for (const { event_type: type } of counted) types[type] = (types[type] ?? 0) + 1;
	const orders = counted.filter(({ event_type }) => event_type === "purchase");
	return {
		total: counted.length,
		types,
		/** Each event without one is alone with its visitor, whose events lie more than half an hour apart. */
		sessions: new Set(counted.map(({ session_id, _id }) => session_id ?? `none ${_id}`)).size,
		orders: orders.length,
		revenue: orders.reduce((sum, { properties }) => sum + Number(properties.total_amount.toString()), 0),
	};
};
