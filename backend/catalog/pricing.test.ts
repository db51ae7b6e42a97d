import { expect, test } from "vitest";
import type { StoredProduct } from "../store/catalog-ports.js";
import { decimalsOf, priceCart } from "./pricing.js";

const product = (productId: string, overrides: Partial<StoredProduct> = {}): StoredProduct => ({
	productId,
	slug: productId,
	name: productId,
	category: null,
	price: 10,
	currency: "EUR",
	tags: [],
	description: null,
	brand: null,
	stock: null,
	imageUrl: null,
	createdAt: 0,
	updatedAt: 0,
	...overrides,
});

const refusal = (work: () => unknown): unknown => {
	try {
		return work();
	} catch (error) {
		return error;
	}
};

const catalog = (...products: StoredProduct[]) => new Map(products.map((one) => [one.productId, one]));

test("adds up in the currency's smallest unit: 3 × 0.10 is 0.30, and tax is rounded half up", () => {
	const priced = priceCart([{ product_id: "a", quantity: 3 }], catalog(product("a", { price: 0.1 })));
	expect(priced).toMatchObject({ currency: "EUR", subtotal: 0.3, tax: 0.03, shipping: 5, total: 5.33 });
	expect(priceCart([{ product_id: "a", quantity: 1 }], catalog(product("a", { price: 0.05 }))).tax).toBe(0.01);
	expect(priceCart([{ product_id: "a", quantity: 7 }], catalog(product("a", { price: 19.99 })))).toMatchObject({
		subtotal: 139.93,
		tax: 13.99,
		total: 158.92,
	});
});

test("knows currencies without decimals and with three", () => {
	expect([decimalsOf("EUR"), decimalsOf("JPY"), decimalsOf("KWD"), decimalsOf(null)]).toEqual([2, 0, 3, 2]);
	expect(priceCart([{ product_id: "a", quantity: 2 }], catalog(product("a", { price: 155, currency: "JPY" })))).toMatchObject({
		subtotal: 310,
		tax: 31,
		shipping: 5,
		total: 346,
	});
});

test("several entries of a product are one line", () => {
	const { items } = priceCart(
		[
			{ product_id: "a", quantity: 1 },
			{ product_id: "b", quantity: 1 },
			{ product_id: "a", quantity: 2 },
		],
		catalog(product("a"), product("b")),
	);
	expect(items.map(({ product_id, quantity, amount }) => [product_id, quantity, amount])).toEqual([
		["a", 3, 30],
		["b", 1, 10],
	]);
});

test.each([
	["a product that is gone", [{ product_id: "x", quantity: 1 }], { code: "conflict", details: { reason: "gone" } }],
	["a forged price", [{ product_id: "a", quantity: 1, price: 0.01 }], { code: "conflict", details: { reason: "price", price: 10 } }],
	["more than there is", [{ product_id: "few", quantity: 3 }], { code: "conflict", details: { reason: "stock", stock: 2 } }],
	[
		"more than there is, in two entries",
		[
			{ product_id: "few", quantity: 2 },
			{ product_id: "few", quantity: 1 },
		],
		{ details: { reason: "stock" } },
	],
	[
		"two currencies",
		[
			{ product_id: "a", quantity: 1 },
			{ product_id: "usd", quantity: 1 },
		],
		{ code: "invalid" },
	],
])("refuses %s", (_, items, error) => {
	const products = catalog(product("a"), product("few", { stock: 2 }), product("usd", { currency: "USD" }));
	expect(refusal(() => priceCart(items, products))).toMatchObject(error);
});
