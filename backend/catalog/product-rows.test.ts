import { expect, test } from "vitest";
import { placesOf, readRow } from "./product-rows.js";
import { slugOf } from "./slug.js";

const read = (row: Readonly<Record<string, unknown>>) => readRow(Object.values(row), placesOf(Object.keys(row)));

test.each([
	["Café au lait 2.0", "cafe-au-lait-2-0"],
	["  --Red   Shoe!! ", "red-shoe"],
	["靴 赤", "靴-赤"],
	["***", ""],
	["É".repeat(300), "e".repeat(200)],
])("the slug of %s is %s", (name, slug) => {
	expect(slugOf(name)).toBe(slug);
});

test.each([
	["1,299.50", 1299.5],
	["1299,5", 1299.5],
	["€ 12", 12],
	["12.50 EUR", 12.5],
	[3, 3],
	["0", 0],
])("reads the price %s as %d", (price, wanted) => {
	expect(read({ name: "A", price })).toMatchObject({ draft: { price: wanted } });
});

test.each([["1,299"], ["twelve"], ["-3"], [Number.NaN], ["1.2.3"]])("refuses the price %s, and says what to write", (price) => {
	expect(read({ name: "A", price })).toMatchObject({ reject: { path: "price", fix: expect.stringContaining("12.50") } });
});

test("knows the columns of other shops' exports, and makes slug and id from the name", () => {
	const shopify = {
		Handle: "tee",
		Title: "Tee",
		Vendor: "Acme",
		Type: "Shirts",
		Tags: "a, b; c",
		"Variant Price": "9.90",
		"Image Src": "https://x.example/a.png",
	};
	expect(read(shopify)).toEqual({
		draft: {
			productId: "tee",
			slug: "tee",
			name: "Tee",
			category: "Shirts",
			price: 9.9,
			currency: null,
			tags: ["a", "b", "c"],
			description: null,
			brand: "Acme",
			stock: null,
			imageUrl: "https://x.example/a.png",
		},
	});
	expect(read({ name: "Blue Hat", price: 1 })).toMatchObject({ draft: { slug: "blue-hat", productId: "blue-hat" } });
	expect(read({ sku: 17, name: "Blue Hat", price: 1 })).toMatchObject({ draft: { productId: "17" } });
});

test.each([
	["name", { name: "", price: 1 }],
	["currency", { name: "A", price: 1, currency: "Euro" }],
	["stock", { name: "A", price: 1, stock: "1.5" }],
	["image_url", { name: "A", price: 1, image: "javascript:alert(1)" }],
	["image_url", { name: "A", price: 1, image: "//evil.example/x.png" }],
	["slug", { name: "A", price: 1, slug: "../etc" }],
	["slug", { name: "***", price: 1 }],
	["name", { name: "A\u0000B", price: 1 }],
	["name", { sku: "a-1", slug: "a", name: "\u200b\u2060", price: 1 }],
])("refuses a bad %s", (path, row) => {
	expect(read(row)).toMatchObject({ reject: { path } });
});

test.each([
	["name", { name: "x".repeat(301), price: 1 }, 300],
	["category", { name: "A", price: 1, type: "x".repeat(101) }, 100],
	["tags.1", { name: "A", price: 1, tags: `a,${"x".repeat(51)}` }, 50],
])("says of a %s that is too long how long it may be", (path, row, most) => {
	expect(read(row)).toEqual({
		reject: {
			path,
			message: `is longer than ${most} characters`,
			fix: `Shorten it to ${most} characters at most, then import the file again.`,
		},
	});
});

test("says of a number that is out of bounds by which bound", () => {
	expect(read({ name: "A", price: 2e12 })).toMatchObject({ reject: { message: "is more than 1,000,000,000,000" } });
	expect(read({ name: "A", price: 1, stock: "-1" })).toMatchObject({ reject: { message: "is less than 0" } });
	expect(read({ name: "A", price: 1, tags: Array.from({ length: 51 }, (_, at) => `t${at}`).join() })).toMatchObject({
		reject: { message: "has more than 50 entries" },
	});
});
