import { afterAll, beforeAll, expect, test } from "vitest";
import type { Product, ProductImport, ProductPage } from "../../backend/contract/catalog.js";
import { errorOf, startServer, type TestServer } from "./http-server.js";

let server: TestServer;
beforeAll(async () => {
	server = await startServer();
});
afterAll(() => server.close());

const csv = [
	"sku,name,category,price,currency,tags,stock",
	'1,Red Shoe,shoes,49.90,EUR,"red,new",3',
	"2,Blue Shoe,shoes,59.90,EUR,blue,0",
	"3,Green Hat,hats,19,EUR,,",
	"4,,hats,19,EUR,,",
	"5,Cap,hats,cheap,EUR,,",
].join("\n");

const importFile = async (text: string, name = "products.csv", dry_run = false): Promise<ProductImport> => {
	const upload = await server.call(`/api/imports/files?name=${name}`, {
		method: "POST",
		as: "owner",
		body: text,
		headers: { "content-type": "application/octet-stream" },
	});
	const { file_id } = upload.json as { file_id: string };
	const reply = await server.call("/api/products/import", { method: "POST", as: "owner", body: { file_id, dry_run } });
	expect(reply.status, reply.text).toBe(200);
	return reply.json as ProductImport;
};

const get = async <T>(path: string): Promise<T> => {
	const reply = await server.call(path);
	expect(reply.status, reply.text).toBe(200);
	return reply.json as T;
};

test("a file of products comes in once, with what is no product told by row", async () => {
	const check = await importFile(csv, "products.csv", true);
	expect(check).toMatchObject({ rows: 5, inserted: 3, rejected: 2 });
	expect(check.columns.map(({ name, field }) => `${name}: ${field}`).slice(0, 3)).toEqual([
		"sku: product_id",
		"name: name",
		"category: category",
	]);
	expect(check.preview.map(({ row, outcome, slug, price, stock, tags }) => [row, outcome, slug, price, stock, tags])).toEqual([
		[1, "inserted", "red-shoe", 49.9, 3, ["red", "new"]],
		[2, "inserted", "blue-shoe", 59.9, 0, ["blue"]],
		[3, "inserted", "green-hat", 19, null, []],
	]);
	expect((await get<ProductPage>("/api/products")).total).toBe(0);
	const first = await importFile(csv);
	expect(first).toMatchObject({ rows: 5, inserted: 3, updated: 0, unchanged: 0, rejected: 2 });
	expect(first.rejects.map(({ row, path }) => [row, path])).toEqual([
		[4, "name"],
		[5, "price"],
	]);
	expect(await importFile(csv)).toMatchObject({ inserted: 0, updated: 0, unchanged: 3 });
	const ndjson = '{"slug":"red-shoe","name":"Red Shoe","price":39,"currency":"EUR","category":"shoes","tags":["red","new"],"stock":3}\n';
	expect(await importFile(ndjson, "products.ndjson")).toMatchObject({ rows: 1, inserted: 0, updated: 1 });
	expect(await get<Product>("/api/product/slug/red-shoe")).toMatchObject({ _id: "1", price: 39 });
});

test("two products of one name, and so of one slug, do not become one in silence", async () => {
	const cups = "sku,name,price\nu1,Cup,5\nu2,Cup,6\nu1,Cup,7\n";
	const { inserted, updated, rejects } = await importFile(cups, "cups.csv", true);
	expect([inserted, updated]).toEqual([1, 1]);
	expect(rejects).toMatchObject([{ row: 2, path: "slug", message: "row 1 has the slug cup too, and another product id" }]);
});

test("a file without names or prices is refused before anything is written", async () => {
	const upload = await server.call("/api/imports/files?name=x.csv", {
		method: "POST",
		as: "owner",
		body: "ts,page\n2026-01-01,/a\n",
		headers: { "content-type": "application/octet-stream" },
	});
	const { file_id } = upload.json as { file_id: string };
	const reply = await server.call("/api/products/import", { method: "POST", as: "owner", body: { file_id } });
	expect(reply.status).toBe(422);
	expect(errorOf(reply).message).toContain("no column for the name");
});

test("lists, filters, sorts and pages under the predecessor's paths, without an account", async () => {
	const page = await get<ProductPage>("/api/products?category=shoes&sort=price_desc&limit=1&offset=0");
	expect(page).toMatchObject({ total: 2, limit: 1, offset: 0, items: [{ name: "Blue Shoe" }] });
	expect((await get<ProductPage>("/api/products?min_price=19.5&max_price=50")).items.map(({ name }) => name)).toEqual(["Red Shoe"]);
	expect((await get<ProductPage>("/api/products?tags=blue,new")).total).toBe(2);
	expect((await get<ProductPage>("/api/products?in_stock=true")).items.map(({ name }) => name)).toEqual(["Green Hat", "Red Shoe"]);
	expect(await get("/api/categories")).toEqual({ items: ["hats", "shoes"], counts: { hats: 1, shoes: 2 } });
	expect((await get<ProductPage>("/api/search?q=shoe%20red")).items.map(({ name }) => name)).toEqual(["Red Shoe"]);
	expect((await get<{ items: Product[] }>("/api/product/1/related")).items.map(({ name }) => name)).toEqual(["Blue Shoe"]);
});

test("a search is never a pattern, and an unknown product is 404", async () => {
	for (const q of ["(", ".*", "[", "\\", "%", "_", "?", "'; DROP TABLE products; --"]) {
		expect((await get<ProductPage>(`/api/search?q=${encodeURIComponent(q)}`)).total, q).toBe(0);
	}
	expect((await get<ProductPage>("/api/search?q=")).total).toBe(3);
	for (const path of ["/api/product/none", "/api/product/slug/none", "/api/product/none/related"]) {
		expect((await server.call(path)).status, path).toBe(404);
	}
});

test.each(["sort=newest", "limit=0", "limit=101", "offset=-1", "min_price=cheap", "min_price=5&max_price=4", "limit="])(
	"refuses %s instead of guessing",
	async (search) => {
		expect((await server.call(`/api/products?${search}`)).status).toBe(422);
	},
);

test("only an owner changes the catalog; a product taken out is gone", async () => {
	expect((await server.call("/api/product/3", { method: "DELETE", as: "analyst" })).status).toBe(403);
	expect((await server.call("/api/product/3", { method: "DELETE", as: "owner" })).status).toBe(200);
	expect((await server.call("/api/product/3", { method: "DELETE", as: "owner" })).status).toBe(404);
	expect((await server.call("/api/product/3")).status).toBe(404);
});
