import { expect, test } from "vitest";
import { productInput } from "../../contract/catalog.js";
import { categories } from "./categories.js";
import { pictureOf } from "./picture.js";
import { shopProducts } from "./products.js";

test("about 400 products in 35 categories, each with all that a product can have", () => {
	expect(shopProducts).toHaveLength(412);
	expect(categories).toHaveLength(35);
	expect(new Set(shopProducts.map(({ category }) => category)).size).toBe(35);
	expect(new Set(shopProducts.map(({ slug }) => slug)).size).toBe(412);
	for (const { productId, imageUrl, categoryAt: _, cents, ...product } of shopProducts) {
		const read = productInput.safeParse({ ...product, product_id: productId, image_url: imageUrl });
		expect(read.success, `${product.name}: ${read.error?.message}`).toBe(true);
		expect(product.price).toBe(cents / 100);
		expect(product.description?.length).toBeGreaterThan(30);
		expect([product.tags.length > 0, Number(product.stock) > 0, product.currency, product.brand === null]).toEqual([
			true,
			true,
			"EUR",
			false,
		]);
	}
});

test("each product has a picture of its own that is no other's, and no script in it", () => {
	const pictures = shopProducts.map(({ slug }) => pictureOf(slug) ?? "");
	expect(new Set(pictures).size).toBe(412);
	for (const picture of pictures) expect(picture).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*>(<[a-z/][^>]*>)+<\/svg>$/);
	expect(pictures.join("")).not.toMatch(/script|href|on\w+=|NaN|undefined/);
	expect(pictureOf("../../etc/passwd")).toBeNull();
	expect(pictureOf(shopProducts[0]?.slug ?? "")).toBe(pictures[0]);
});
