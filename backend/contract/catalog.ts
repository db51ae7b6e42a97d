import { z } from "zod";
import { intParam, numberParam, operation, owners } from "./base.js";

/** Money is a number of the currency's units, with at most four decimals. */
const price = z.number().min(0).max(1e12);
const text = (most: number) =>
	z
		.string()
		.max(most)
		// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
		.regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/, "must not hold control characters");

const slug = z
	.string()
	.min(1)
	.max(200)
	.regex(/^[\p{Ll}\p{Lo}\p{N}]+(-[\p{Ll}\p{Lo}\p{N}]+)*$/u, "small letters and digits, joined by single hyphens");

export const product = z.object({
	_id: z.string().describe("What events call product_id"),
	slug: z.string().describe("Unique; the product's address in the shop: /p/{slug}"),
	name: z.string(),
	category: z.string().nullable(),
	price: z.number(),
	currency: z.string().nullable(),
	tags: z.array(z.string()),
	description: z.string().nullable(),
	brand: z.string().nullable(),
	stock: z.int().nullable().describe("Pieces; null where the shop does not count them"),
	image_url: z.string().nullable(),
	created_at: z.string(),
	updated_at: z.string(),
});
export type Product = z.infer<typeof product>;

/** A product as a file tells it. What is missing is null, also where an earlier import knew it. */
export const productInput = z.object({
	product_id: text(256).min(1).optional().describe("The slug when missing"),
	slug: slug.optional().describe("Made from the name when missing"),
	name: text(300)
		.trim()
		.min(1)
		.regex(/[^\s\p{C}\p{Z}]/u, "holds nothing that can be seen"),
	category: text(100).trim().min(1).nullable().default(null),
	price,
	currency: z
		.string()
		.regex(/^[A-Z]{3}$/, "three capital letters, such as EUR")
		.nullable()
		.default(null),
	tags: z.array(text(50).trim().min(1)).max(50).default([]),
	description: text(5000).nullable().default(null),
	brand: text(100).trim().min(1).nullable().default(null),
	stock: z.int().min(0).max(1e9).nullable().default(null),
	image_url: z
		.string()
		.max(2000)
		.regex(/^(https?:\/\/|\/(?!\/))\S+$/i, "an http(s) address, or a path from /")
		.nullable()
		.default(null),
});
export type ProductInput = z.infer<typeof productInput>;

export const productSorts = ["relevance", "price_asc", "price_desc", "name_asc", "name_desc", "created_desc"] as const;
export type ProductSort = (typeof productSorts)[number];

const filters = z.object({
	category: z.string().max(100).optional(),
	min_price: numberParam(z.number().min(0)).optional(),
	max_price: numberParam(z.number().min(0)).optional(),
	tags: z.string().max(500).optional().describe("Comma separated; a product with any of them"),
	in_stock: z.enum(["true"]).optional().describe("Only what can be bought"),
	sort: z.enum(productSorts).optional(),
	limit: intParam(z.number().min(1).max(100)).default(12),
	offset: intParam(z.number().min(0).max(1_000_000)).default(0),
});

const page = z.object({ items: z.array(product), total: z.int(), limit: z.int(), offset: z.int() });
export type ProductPage = z.infer<typeof page>;

const rejectedProduct = z.object({
	row: z.int().describe("1-based, as in the file without its header"),
	path: z.string(),
	message: z.string(),
	fix: z.string(),
});
export type RejectedProduct = z.infer<typeof rejectedProduct>;

export const productFields = productInput.keyof();
export type ProductField = z.infer<typeof productFields>;

/** A product as the file's row was read, and what the import makes of it. */
const readProduct = z.object({
	row: z.int().describe("1-based, as in the file without its header"),
	outcome: z.enum(["inserted", "updated", "unchanged"]),
	slug: z.string(),
	name: z.string(),
	category: z.string().nullable(),
	price: z.number(),
	currency: z.string().nullable(),
	stock: z.int().nullable(),
	tags: z.array(z.string()),
});
export type ReadProduct = z.infer<typeof readProduct>;

export const productImport = z.object({
	rows: z.int(),
	inserted: z.int(),
	updated: z.int(),
	unchanged: z.int(),
	rejected: z.int(),
	columns: z
		.array(z.object({ name: z.string(), field: productFields.nullable() }))
		.describe("What each column was read as; null: not at all"),
	preview: z.array(readProduct).max(20).describe("The first 20 products"),
	rejects: z.array(rejectedProduct).max(1000).describe("The first 1,000"),
});
export type ProductImport = z.infer<typeof productImport>;

export const catalogContract = {
	products: operation
		.route({ method: "GET", path: "/api/products", summary: "Products, filtered, sorted and paged", tags: ["Catalog"] })
		.meta({ roles: ["anyone"] })
		.input(filters)
		.output(page),
	search: operation
		.route({ method: "GET", path: "/api/search", summary: "Products that hold every word of q, the closest first", tags: ["Catalog"] })
		.meta({ roles: ["anyone"] })
		.input(filters.extend({ q: z.string().max(200).default("").describe("Taken literally; all products when empty") }))
		.output(page),
	categories: operation
		.route({ method: "GET", path: "/api/categories", summary: "Categories that have products, by name", tags: ["Catalog"] })
		.meta({ roles: ["anyone"] })
		.output(z.object({ items: z.array(z.string()), counts: z.record(z.string(), z.int()) })),
	bySlug: operation
		.route({ method: "GET", path: "/api/product/slug/{slug}", summary: "One product by its slug", tags: ["Catalog"] })
		.meta({ roles: ["anyone"] })
		.input(z.object({ slug: z.string().max(200) }))
		.output(product),
	byId: operation
		.route({ method: "GET", path: "/api/product/{id}", summary: "One product by its id", tags: ["Catalog"] })
		.meta({ roles: ["anyone"] })
		.input(z.object({ id: z.string().max(256) }))
		.output(product),
	related: operation
		.route({
			method: "GET",
			path: "/api/product/{id}/related",
			summary: "Products of the same category, the nearest in price first",
			tags: ["Catalog"],
		})
		.meta({ roles: ["anyone"] })
		.input(z.object({ id: z.string().max(256), limit: intParam(z.number().min(1).max(24)).default(8) }))
		.output(z.object({ items: z.array(product) })),
	importProducts: operation
		.route({
			method: "POST",
			path: "/api/products/import",
			summary: "Take the products of an opened CSV or NDJSON file; the same slug is the same product",
			tags: ["Catalog"],
		})
		.meta({ roles: owners })
		.input(z.object({ file_id: z.string().max(64), dry_run: z.boolean().default(false).describe("Only tell what would happen") }))
		.output(productImport),
	remove: operation
		.route({ method: "DELETE", path: "/api/product/{id}", summary: "Take a product out of the catalog", tags: ["Catalog"] })
		.meta({ roles: owners })
		.input(z.object({ id: z.string().max(256) }))
		.output(z.object({ status: z.literal("ok") })),
};
