import type { NewEvent } from "../../backend/store/event.js";
import { type Chance, chance } from "./random.js";

/**
 * A shop's click stream as shops have it: about 7 events a session, a third of sessions bounce, few products get most views,
 * more traffic in the evening, one visitor in five known by name, 3 % of sessions order, 4 % of sessions without a client
 * session id (split by silence instead), 1 % of events from a simulator that the noise filter hides. One order in four lists what
 * was bought as products[]; searches tell how many results they had; every event says in its properties which layout was shown.
 */
export interface ClickstreamOptions {
	readonly events: number;
	readonly seed: number;
	/** Epoch ms of the first hour. */
	readonly from: number;
	readonly days: number;
}

const hour = 3_600_000;
const categories = ["shirts", "shoes", "bags", "lamps", "mugs", "plants", "games", "books", "audio", "garden", "kitchen", "toys"];
const referrers = [
	["https://www.google.com/", "search"],
	["https://www.bing.com/", "search"],
	["https://news.example/", "referral"],
	["https://mail.example/", "email"],
	[null, null],
	[null, null],
	[null, null],
] as const;
const campaigns = [
	["spring", "google", "cpc", "ads"],
	["newsletter-12", "newsletter", "email", "email"],
	["retarget", "criteo", "display", "ads"],
	["brand", "bing", "cpc", "ads"],
] as const;
const layouts = ["a", "b", "c"];
const devices = ["mobile", "mobile", "desktop", "tablet"];
const agent = "Mozilla/5.0 (X11; Linux x86_64) Chrome/148.0 Safari/537.36";
/** Share of a day's sessions that begin in each UTC hour. */
const daily = [2, 1, 1, 1, 1, 2, 3, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 6, 7, 8, 8, 6, 4, 3].map((share) => share / 102);
const productCount = 2_000;

/** What the next page of a session is, by what the one before was. */
type Place = "home" | "category" | "search" | "product" | "cart" | "checkout" | "thanks";
const ways: Readonly<Record<Place, readonly (readonly [Place, number])[]>> = {
	home: [
		["category", 0.45],
		["search", 0.2],
		["product", 0.3],
		["cart", 0.05],
	],
	category: [
		["product", 0.7],
		["category", 0.2],
		["home", 0.1],
	],
	search: [
		["product", 0.7],
		["search", 0.2],
		["home", 0.1],
	],
	product: [
		["product", 0.45],
		["category", 0.27],
		["cart", 0.13],
		["search", 0.1],
		["home", 0.05],
	],
	cart: [
		["checkout", 0.35],
		["product", 0.45],
		["category", 0.2],
	],
	checkout: [
		["thanks", 0.6],
		["cart", 0.25],
		["home", 0.15],
	],
	thanks: [
		["home", 0.5],
		["product", 0.5],
	],
};

interface Visit {
	readonly random: Chance;
	readonly visitor: string;
	readonly sessionId: string | null;
	readonly userId: string | null;
	readonly source: string;
	readonly currency: string;
	readonly campaign: (typeof campaigns)[number] | null;
	readonly referrer: (typeof referrers)[number];
	readonly layout: string;
	readonly device: string;
}

const productId = (index: number): string => `sku-${String(index).padStart(4, "0")}`;
const price = (index: number): string => ((((index * 7_919) % 9_000) + 199) / 100).toFixed(2);

/** What an event carries beside its place in the visit. */
type Details = Partial<
	Pick<NewEvent, "productId" | "productName" | "productCategory" | "price" | "quantity" | "currency" | "orderId" | "revenue" | "searchTerm">
>;

let serial = 0;

interface Happening {
	readonly type: string;
	readonly action: string;
	readonly page: string;
	readonly details?: Details;
	readonly properties?: Readonly<Record<string, unknown>>;
}

/** One literal with all fields: spreads of 40 fields cost twenty times as much. */
const happened = (visit: Visit, ts: number, { type, action, page, details = {}, properties = {} }: Happening): NewEvent => ({
	source: visit.source,
	eventId: `e${(serial++).toString(36).padStart(8, "0")}`,
	ts,
	receivedAt: ts + 40,
	visitor: visit.visitor,
	clientId: visit.visitor,
	sessionId: visit.sessionId,
	userId: visit.userId,
	userVerified: false,
	eventType: type,
	action,
	page,
	url: `https://shop.example${page}`,
	referrer: visit.referrer[0],
	utmSource: visit.campaign?.[1] ?? null,
	utmMedium: visit.campaign?.[2] ?? null,
	utmCampaign: visit.campaign?.[0] ?? null,
	utmTerm: null,
	utmContent: null,
	productId: details.productId ?? null,
	productName: details.productName ?? null,
	productCategory: details.productCategory ?? null,
	price: details.price ?? null,
	quantity: details.quantity ?? null,
	currency: details.currency ?? null,
	orderId: details.orderId ?? null,
	revenue: details.revenue ?? null,
	total: null,
	searchTerm: details.searchTerm ?? null,
	device: visit.device,
	userAgent: agent,
	channel: visit.campaign?.[3] ?? visit.referrer[1],
	writeKey: null,
	ipHash: null,
	netHash: null,
	properties: { layout: visit.layout, ...properties },
});

const product = (visit: Visit) => {
	const index = visit.random.skewed(productCount, 3);
	return {
		productId: productId(index),
		productName: `Article ${index}`,
		productCategory: categories[index % categories.length] ?? null,
		price: price(index),
		quantity: 1,
		currency: visit.currency,
	};
};

/** As an order's products[] names what was bought. */
const listed = (visit: Visit) => {
	const { productId: product_id, productName: name, productCategory: category, price: amount } = product(visit);
	return { product_id, name, category, price: Number(amount), quantity: 1 };
};

/** A page, and often the shop's action that goes with it: product viewed, added, searched, ordered. */
const happening = (visit: Visit, place: Place): Happening => {
	const { random } = visit;
	const view = (page: string, details: Details = {}): Happening => ({ type: "pageview", action: "page_viewed", page, details });
	switch (place) {
		case "home":
			return view("/");
		case "category":
			return view(`/category/${categories[random.skewed(12, 2)] ?? ""}`);
		case "search":
			return {
				type: "search",
				action: "products_searched",
				page: "/search",
				details: { searchTerm: categories[random.whole(12)] ?? null },
				properties: { results: random.holds(0.1) ? 0 : random.whole(40) },
			};
		case "product": {
			const details = product(visit);
			const page = `/product/${details.productId}`;
			return random.holds(0.6) ? { type: "product_viewed", action: "product_viewed", page, details } : view(page, details);
		}
		case "cart":
			return random.holds(0.7) ? { type: "add_to_cart", action: "product_added", page: "/cart", details: product(visit) } : view("/cart");
		case "checkout":
			return { type: "checkout", action: "checkout_started", page: "/checkout" };
		case "thanks": {
			const money = {
				currency: visit.currency,
				orderId: `o${serial.toString(36)}`,
				revenue: (20 + random.skewed(30_000, 3) / 100).toFixed(2),
			};
			const order = { type: "purchase", action: "order_completed", page: "/thank-you" };
			if (random.holds(0.5)) return { ...order, details: { ...product(visit), ...money } };
			const products = random.holds(0.5) ? [listed(visit), listed(visit)] : undefined;
			return { ...order, details: money, ...(products ? { properties: { products } } : {}) };
		}
	}
};

const onward = (random: Chance, place: Place): Place => {
	let left = random.next();
	for (const [next, share] of ways[place]) {
		left -= share;
		if (left < 0) return next;
	}
	return "home";
};

/** One visit's events in order of time; mean about 7, capped at 60. */
const session = (visit: Visit, start: number): NewEvent[] => {
	const { random } = visit;
	const length = random.holds(0.3) ? 1 : Math.min(60, 2 + Math.floor(-7.5 * Math.log(1 - random.next())));
	const events: NewEvent[] = [];
	let place: Place = random.holds(0.4) ? "home" : random.holds(0.6) ? "product" : "category";
	let ts = start;
	for (let index = 0; index < length; index++) {
		events.push(happened(visit, ts, happening(visit, place)));
		place = onward(random, place);
		ts += 3_000 + random.skewed(180_000, 3);
	}
	return events;
};

const visitOf = (random: Chance, visitors: number): Visit => {
	const who = random.skewed(visitors, 1.3);
	const noisy = random.holds(0.01);
	return {
		random,
		visitor: `v${who.toString(36).padStart(6, "0")}`,
		sessionId: random.holds(0.04) ? null : `s${random.whole(2 ** 31).toString(36)}${random.whole(2 ** 20).toString(36)}`,
		userId: who % 5 === 0 && random.holds(0.7) ? `u${who.toString(36)}` : null,
		source: noisy ? "simulation" : "api",
		currency: random.holds(0.85) ? "EUR" : "USD",
		campaign: random.holds(0.15) ? (campaigns[random.whole(4)] ?? null) : null,
		referrer: referrers[random.whole(referrers.length)] ?? referrers[6],
		layout: layouts[who % 3] ?? "a",
		device: devices[random.whole(4)] ?? "mobile",
	};
};

const meanLength = 6.65;

/** Slices of an hour in order of arrival: visits interleave, and one that goes on past the hour comes in the next slice. */
export function* clickstream({ events, seed, from, days }: ClickstreamOptions): Generator<NewEvent[]> {
	const random = chance(seed);
	const perDay = events / days / meanLength;
	const visitors = Math.max(50, Math.round(events / meanLength / 3));
	serial = 0;
	let made = 0;
	let carried: NewEvent[] = [];
	for (let slice = 0; made < events; slice++) {
		const start = from + slice * hour;
		const visits = Math.max(1, Math.round(perDay * (daily[slice % 24] ?? 0)));
		const fresh = Array.from({ length: visits }, () => session(visitOf(random, visitors), start + random.whole(hour))).flat();
		const known = [...carried, ...fresh].sort((a, b) => a.ts - b.ts);
		carried = known.filter(({ ts }) => ts >= start + hour);
		const due = known.filter(({ ts }) => ts < start + hour).slice(0, events - made);
		made += due.length;
		if (due.length > 0) yield due;
	}
}
