import { expect, test } from "vitest";
import type { ProductDraft, ProductQuery } from "../../../backend/store/catalog-ports.js";
import type { Bench } from "../suite.js";

const draft = (slug: string, overrides: Partial<ProductDraft> = {}): ProductDraft => ({
	productId: `id-${slug}`,
	slug,
	name: slug,
	category: "shoes",
	price: 10,
	currency: "EUR",
	tags: [],
	description: null,
	brand: null,
	stock: 1,
	imageUrl: null,
	...overrides,
});

const query = (overrides: Partial<ProductQuery> = {}): ProductQuery => ({
	q: "",
	category: null,
	minPrice: null,
	maxPrice: null,
	tags: [],
	inStock: false,
	sort: "relevance",
	limit: 100,
	offset: 0,
	...overrides,
});

export const catalogPromises = (bench: Bench): void => {
	const found = async (overrides: Partial<ProductQuery>): Promise<string[]> =>
		(await bench.store().findProducts(query(overrides))).items.map(({ slug }) => slug);

	test("a product is kept as it was given, found by id and by slug", async () => {
		const shoe = draft("red-shoe", {
			name: "Rotér Schuh",
			price: 12.3456,
			tags: ["a,b", "ü"],
			description: "<b>",
			brand: "B",
			imageUrl: "/x.svg",
		});
		expect(await bench.store().saveProducts([shoe], 7)).toEqual(["inserted"]);
		const kept = { ...shoe, createdAt: 7, updatedAt: 7 };
		expect(await bench.store().product("id-red-shoe")).toEqual(kept);
		expect(await bench.store().productBySlug("red-shoe")).toEqual(kept);
		expect(await bench.store().product("red-shoe")).toBeNull();
		expect(await bench.store().productBySlug("none")).toBeNull();
		expect(await bench.store().productsOf(["none", "id-red-shoe"])).toEqual([kept]);
		expect(await bench.store().productsOf([])).toEqual([]);
	});

	test("the shelf tells stock and category of hundreds, as they are after each change", async () => {
		const shelf = async (...slugs: readonly string[]) =>
			(await bench.store().shelfOf(slugs.map((slug) => `id-${slug}`))).toSorted((a, b) => (a.productId < b.productId ? -1 : 1));
		const many = Array.from({ length: 200 }, (_, at) => `many-${at}`);
		expect(await shelf("a", "b")).toEqual([]);
		await bench
			.store()
			.saveProducts([draft("a", { stock: 3 }), draft("b", { stock: null, category: null }), ...many.map((slug) => draft(slug))], 1);
		expect(await shelf("a", "b", "none")).toEqual([
			{ productId: "id-a", category: "shoes", stock: 3 },
			{ productId: "id-b", category: null, stock: null },
		]);
		expect(await shelf(...many)).toHaveLength(200);
		await bench.store().saveProducts([draft("a", { category: "hats", stock: 2 })], 2);
		await bench.store().removeProduct("id-b");
		expect(await shelf("a", "b")).toEqual([{ productId: "id-a", category: "hats", stock: 2 }]);
		await bench.store().saveProducts([draft("b", { stock: 9 })], 3, { dryRun: true });
		expect(await shelf("b")).toEqual([]);
	});

	test("the slug is the identity: an import twice changes nothing, a changed one keeps id and creation time", async () => {
		const products = [draft("a"), draft("b", { stock: null })];
		expect(await bench.store().saveProducts(products, 1)).toEqual(["inserted", "inserted"]);
		expect(await bench.store().saveProducts(products, 2)).toEqual(["unchanged", "unchanged"]);
		expect(await bench.store().saveProducts([draft("a", { price: 11, productId: "other" }), draft("c")], 3)).toEqual([
			"updated",
			"inserted",
		]);
		expect(await bench.store().productBySlug("a")).toMatchObject({ productId: "id-a", price: 11, createdAt: 1, updatedAt: 3 });
		expect(await bench.store().productBySlug("b")).toMatchObject({ createdAt: 1, updatedAt: 1 });
		expect((await bench.store().findProducts(query())).total).toBe(3);
	});

	test("of two with one slug in a call the later wins", async () => {
		expect(await bench.store().saveProducts([draft("a"), draft("a", { price: 2 })], 1)).toEqual(["inserted", "updated"]);
		expect(await bench.store().findProducts(query())).toMatchObject({ total: 1, items: [{ price: 2 }] });
	});

	test("a new product with the id of another is refused, and nothing of the call is kept", async () => {
		await bench.store().saveProducts([draft("a")], 1);
		await expect(bench.store().saveProducts([draft("b"), draft("c", { productId: "id-a" })], 2)).rejects.toMatchObject({
			code: "conflict",
		});
		await expect(bench.store().saveProducts([draft("d", { productId: "x" }), draft("e", { productId: "x" })], 2)).rejects.toMatchObject({
			code: "conflict",
		});
		expect((await bench.store().findProducts(query())).total).toBe(1);
	});

	test("tells whether there is any product", async () => {
		expect(await bench.store().hasProducts()).toBe(false);
		await bench.store().saveProducts([draft("a")], 1, { dryRun: true });
		expect(await bench.store().hasProducts()).toBe(false);
		await bench.store().saveProducts([draft("a")], 1);
		expect(await bench.store().hasProducts()).toBe(true);
		await bench.store().removeProduct("id-a");
		expect(await bench.store().hasProducts()).toBe(false);
	});

	test("a dry run tells what would happen and changes nothing", async () => {
		await bench.store().saveProducts([draft("a")], 1);
		const outcomes = await bench.store().saveProducts([draft("a"), draft("a", { price: 3 }), draft("b")], 2, { dryRun: true });
		expect(outcomes).toEqual(["unchanged", "updated", "inserted"]);
		expect(await bench.store().findProducts(query())).toMatchObject({ total: 1, items: [{ price: 10 }] });
	});

	test("every word must be found; the name counts most, the closest comes first", async () => {
		await bench
			.store()
			.saveProducts(
				[
					draft("1", { name: "Shoe" }),
					draft("2", { name: "Shoe polish" }),
					draft("3", { name: "Running shoe" }),
					draft("4", { name: "Horseshoe" }),
					draft("5", { name: "Laces", tags: ["shoe"] }),
					draft("6", { name: "Sock", description: "Fits into any shoe" }),
					draft("7", { name: "Hat", category: "hats" }),
				],
				1,
			);
		expect(await found({ q: "SHOE", category: "shoes" })).toEqual(["1", "2", "3", "5", "4", "6"]);
		expect(await found({ q: "shoe polish" })).toEqual(["2"]);
		expect(await found({ q: "polish  shoe" })).toEqual(["2"]);
		expect(await found({ q: "shoe hat" })).toEqual([]);
	});

	test("words are taken literally, without case and accents", async () => {
		await bench
			.store()
			.saveProducts([draft("a", { name: "100% (wool) a.c_d\\e" }), draft("b", { name: "Crème brûlée" }), draft("c", { name: "abcd" })], 1);
		for (const q of ["100%", "(", "a.c_d", "\\e", "%"]) expect(await found({ q }), q).toEqual(["a"]);
		for (const q of [".*", "a_c", "[a]", "'"]) expect(await found({ q }), q).toEqual([]);
		expect(await found({ q: "creme BRULEE" })).toEqual(["b"]);
	});

	test("filters by category, price, any of the tags, and stock", async () => {
		await bench
			.store()
			.saveProducts(
				[
					draft("a", { price: 5, tags: ["x"], stock: 0 }),
					draft("b", { price: 10, tags: ["y", "z"], stock: null }),
					draft("c", { price: 10.01, tags: [], category: null }),
				],
				1,
			);
		expect(await found({ minPrice: 5, maxPrice: 10 })).toEqual(["a", "b"]);
		expect(await found({ tags: ["x", "z"] })).toEqual(["a", "b"]);
		expect(await found({ inStock: true })).toEqual(["b", "c"]);
		expect(await found({ category: "shoes" })).toEqual(["a", "b"]);
		expect(await found({ category: "SHOES" })).toEqual([]);
	});

	test("sorts by price, name and age, ties by name and then id; pages without gaps, and tells the total past the end", async () => {
		await bench.store().saveProducts([draft("b", { price: 2 }), draft("a", { price: 2 })], 1);
		await bench.store().saveProducts([draft("c", { price: 1 })], 2);
		expect(await found({ sort: "price_asc" })).toEqual(["c", "a", "b"]);
		expect(await found({ sort: "price_desc" })).toEqual(["a", "b", "c"]);
		expect(await found({ sort: "name_asc" })).toEqual(["a", "b", "c"]);
		expect(await found({ sort: "name_desc" })).toEqual(["c", "b", "a"]);
		expect(await found({ sort: "created_desc" })).toEqual(["c", "a", "b"]);
		const pages = await Promise.all(
			[0, 1, 2, 3].map((offset) => bench.store().findProducts(query({ sort: "name_asc", limit: 1, offset }))),
		);
		expect(pages.flatMap(({ items }) => items.map(({ slug }) => slug))).toEqual(["a", "b", "c"]);
		expect(pages.map(({ total }) => total)).toEqual([3, 3, 3, 3]);
	});

	test("categories that have products, by name; a removed product is gone", async () => {
		await bench.store().saveProducts([draft("a"), draft("b", { category: "hats" }), draft("c"), draft("d", { category: null })], 1);
		expect(await bench.store().categories()).toEqual([
			{ category: "hats", products: 1 },
			{ category: "shoes", products: 2 },
		]);
		expect(await bench.store().removeProduct("id-b")).toBe(true);
		expect(await bench.store().removeProduct("id-b")).toBe(false);
		expect(await bench.store().categories()).toEqual([{ category: "shoes", products: 2 }]);
	});
};
