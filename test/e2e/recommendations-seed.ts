import { join } from "node:path";
import { shopProducts } from "../../backend/seeding/shop/products.js";
import type { ProductDraft } from "../../backend/store/catalog-ports.js";
import { openDuckStore } from "../../backend/store/duckdb/open.js";
import type { NewEvent } from "../../backend/store/event.js";
import { chance } from "../bench/random.js";
import { event } from "../builders/event.js";

/**
 * Run as `node recommendations-seed.ts DATA_DIR`, before a server starts there: a shop of 18 products, 300 sessions of the last ten days,
 * the visitor v-40891 of the picture, and the user u-7, for whom a model has chosen.
 */

const products: readonly (readonly [id: string, name: string, category: string, price: number, stock: number | null])[] = [
	["candle", "Beeswax candle, large", "Home", 24, 890],
	["lamp", "Rattan table lamp", "Home", 89, 41],
	["bedding", "Linen bedding set, sage", "Bedding", 159, 34],
	["rug", "Wool rug Tarn, 160 × 230", "Rugs", 349, 6],
	["napkins", "Linen napkins, set of 6", "Kitchen", 36, 118],
	["planter", "Terracotta planter, 24 cm", "Garden", 29, 204],
	["mugs", "Stoneware mugs, set of 4", "Kitchen", 48, 77],
	["board", "Oak serving board, 45 cm", "Kitchen", 42, 0],
	["throw", "Merino throw, oat", "Bedding", 129, 15],
	["pillow", "Down pillow, 50 × 75", "Bedding", 69, 0],
	["bowl", "Stoneware bowl, deep", "Kitchen", 22, 60],
	["apron", "Linen apron, ink", "Kitchen", 45, null],
	["vase", "Glass vase, smoke", "Home", 39, 23],
	["mirror", "Round mirror, 60 cm", "Home", 119, 9],
	["runner", "Jute runner, 70 × 200", "Rugs", 79, 12],
	["trowel", "Steel trowel", "Garden", 18, 55],
	["lantern", "Garden lantern", "Garden", 54, 31],
	["towel", "Waffle towel, set of 2", "Bath", 34, 140],
];

/** Some have none, one is of another host, and one is not there. */
const pictureOf = (productId: string): string | null => {
	if (["candle", "napkins"].includes(productId)) return null;
	if (productId === "rug") return "https://pictures.example/rug.png";
	if (productId === "lamp") return "/static/products/not-there.svg";
	return shopProducts[products.findIndex(([id]) => id === productId) * 7]?.imageUrl ?? null;
};

const draft = ([productId, name, category, price, stock]: (typeof products)[number]): ProductDraft => ({
	productId,
	slug: productId,
	name,
	category,
	price,
	currency: "EUR",
	tags: [],
	description: null,
	brand: null,
	stock,
	imageUrl: pictureOf(productId),
});

const hour = 3_600_000;
const now = Date.now();

const seen = (id: string, at: number, overrides: Partial<NewEvent>): NewEvent => {
	const [, name, category, price] = products.find(([one]) => one === id) as (typeof products)[number];
	return event({
		ts: at,
		receivedAt: at,
		action: "product_viewed",
		eventType: "product_viewed",
		page: `/p/${id}`,
		productId: id,
		productName: name,
		productCategory: category,
		price: String(price),
		quantity: 1,
		currency: "EUR",
		...overrides,
	});
};

const crowd = (): NewEvent[] => {
	const by = chance(7);
	return Array.from({ length: 300 }, (_, nth) => {
		const at = now - 10 * 24 * hour + nth * 0.75 * hour;
		const centre = by.skewed(products.length, 1.6);
		const ids = Array.from({ length: 2 + by.whole(4) }, () => products[(centre + by.skewed(7, 1.8)) % products.length]?.[0] ?? "mugs");
		const who = { clientId: `v-${nth}`, sessionId: `s-${nth}` };
		const views = ids.map((id, step) => seen(id, at + step * 60_000, { ...who, eventId: `c${nth}-${step}` }));
		const ordered = by.holds(0.35)
			? ids.slice(0, 2).map((id, step) =>
					seen(id, at + 600_000, {
						...who,
						eventId: `o${nth}-${step}`,
						action: "order_completed",
						eventType: "order_completed",
						page: "/checkout",
						orderId: `order-${nth}`,
					}),
				)
			: [];
		return [...views, ...ordered];
	}).flat();
};

const visitor = (): NewEvent[] => {
	const who = { clientId: "v-40891", sessionId: "s-visit", device: "phone", channel: "email" };
	const start = now - 20 * 60_000;
	const page = (at: number, eventId: string, overrides: Partial<NewEvent>): NewEvent =>
		event({ ...who, eventId, ts: start + at * 60_000, ...overrides });
	return [
		seen("throw", now - 48 * hour, {
			clientId: "v-40891",
			sessionId: "s-before",
			eventId: "before",
			action: "order_completed",
			eventType: "order_completed",
			orderId: "before",
		}),
		page(0, "v0", { page: "/category/bedding", eventType: "product_list_viewed", action: "product_list_viewed" }),
		seen("bedding", start + 60_000, { ...who, eventId: "v1" }),
		page(4, "v2", {
			page: "/search",
			eventType: "search",
			action: "products_searched",
			searchTerm: "duvet cover",
			properties: { query: "duvet cover" },
		}),
		seen("mugs", start + 5 * 60_000, { ...who, eventId: "v3" }),
		seen("mugs", start + 9 * 60_000, { ...who, eventId: "v4", action: "product_added", eventType: "add_to_cart" }),
		seen("bowl", start + 13 * 60_000, { ...who, eventId: "v5" }),
		page(16, "v6", { page: "/cart", eventType: "cart_viewed", action: "cart_viewed" }),
	];
};

const user = (): NewEvent[] =>
	["mugs", "candle"].map((id, at) =>
		seen(id, now - 2 * hour + at * 60_000, { clientId: "v-7", sessionId: "s-7", userId: "u-7", userVerified: true, eventId: `u${at}` }),
	);

const store = await openDuckStore({ path: join(process.argv[2] ?? "", "clickstream.duckdb") });
await store.saveProducts(products.map(draft), now);
await store.append([...crowd(), ...visitor(), ...user()]);
await store.saveRecommendations("u-7", {
	createdAt: now - hour,
	origin: "model",
	items: ["napkins", "lamp", "bedding", "gone"].map((productId) => ({ productId, reason: `Goes with what was looked at: ${productId}` })),
});
await store.close();
