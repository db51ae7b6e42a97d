import { describe, expect, test } from "vitest";
import { comparedWith, entryText, placeText } from "./words.js";

const entry = (overrides: Partial<Parameters<typeof entryText>[0]> = {}): Parameters<typeof entryText>[0] => ({
	seq: 1,
	at: 0,
	event_type: "pageview",
	action: "page_viewed",
	page: "/",
	product: null,
	price: null,
	quantity: null,
	currency: null,
	search: null,
	...overrides,
});

describe("what was done, in one line", () => {
	const mugs = { product_id: "m", name: "Stoneware mugs" };
	test.each([
		[entry({ page: "/category/bedding" }), "Opened /category/bedding"],
		[entry({ page: null, event_type: "clicked <b>" }), "clicked <b>"],
		[entry({ action: "products_searched", search: "duvet cover" }), "Searched “duvet cover”"],
		[entry({ action: "products_searched" }), "Searched"],
		[entry({ action: "product_viewed", product: mugs }), "Viewed Stoneware mugs"],
		[entry({ action: "product_added", product: mugs }), "Added to the cart: Stoneware mugs"],
		[entry({ action: null, event_type: "liked", product: mugs }), "liked Stoneware mugs"],
		[entry({ action: "order_completed" }), "Ordered"],
		[entry({ action: "cart_viewed", page: "/cart" }), "Opened the cart"],
	])("%#: %o", (one, text) => {
		expect(entryText(one)).toBe(text);
	});
});

test("a list beside another one: same place, risen, fallen, and only here", () => {
	const product = (id: string) => ({ product_id: id, name: id.toUpperCase() });
	const compared = comparedWith(["a", "c", "b", "z"].map(product), ["a", "b", "c"].map(product));
	expect(compared.map(({ before }, at) => placeText(at + 1, before))).toEqual(["same", "↑ from 3", "↓ from 2", "only here"]);
});
