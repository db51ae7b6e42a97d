import type { z } from "zod";
import {
	type ProductField as Field,
	type ProductImport,
	type ProductInput,
	productInput,
	type RejectedProduct,
} from "../contract/catalog.js";
import { issueWords } from "../issue-words.js";
import type { ProductDraft } from "../store/catalog-ports.js";
import { number } from "../words.js";
import { slugOf } from "./slug.js";

/** Names under which shops' exports hold each field, best first; compared without case, spaces and signs. */
const names = {
	product_id: ["product_id", "id", "sku", "variant_sku", "item_id"],
	slug: ["slug", "handle", "url_key"],
	name: ["name", "title", "product_name", "item_name"],
	category: ["category", "product_category", "product_type", "type"],
	price: ["price", "unit_price", "variant_price", "regular_price"],
	currency: ["currency", "currency_code"],
	tags: ["tags", "labels"],
	description: ["description", "body", "body_html"],
	brand: ["brand", "vendor", "manufacturer"],
	stock: ["stock", "quantity", "inventory", "inventory_quantity", "variant_inventory_qty"],
	image_url: ["image_url", "image", "image_src", "image_link", "picture"],
} as const satisfies Record<keyof ProductInput, readonly string[]>;

const fold = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, "");

/** Where each field stands in a row; -1 where no column holds it. */
export type Places = Readonly<Record<Field, number>>;

export const placesOf = (columns: readonly string[]): Places => {
	const folded = columns.map(fold);
	const placeOf = (known: readonly string[]): number => known.map((name) => folded.indexOf(fold(name))).find((at) => at >= 0) ?? -1;
	return Object.fromEntries(Object.entries(names).map(([field, known]) => [field, placeOf(known)])) as Places;
};

/** What each column is read as; null for one that holds no field, or a second one of a field. */
export const fieldsOf = (columns: readonly string[], places: Places): ProductImport["columns"] => {
	const fields = new Map((Object.entries(places) as [Field, number][]).map(([field, at]) => [at, field]));
	return columns.map((name, at) => ({ name, field: fields.get(at) ?? null }));
};

const isEmpty = (cell: unknown): boolean => cell === null || cell === undefined || (typeof cell === "string" && cell.trim() === "");

/** `1,299.50`, `1299,5` and `€ 12` are amounts people write; what is ambiguous stays text, and is refused by the schema. */
const numberOf = (cell: unknown): unknown => {
	if (typeof cell !== "string") return cell;
	const text = cell.trim().replace(/^[^\d-]+|[^\d]+$/g, "");
	if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
	if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) && text.includes(".")) return Number(text.replaceAll(",", ""));
	if (/^-?\d+,\d{1,2}$/.test(text)) return Number(text.replace(",", "."));
	return cell;
};

const tagsOf = (cell: unknown): unknown =>
	typeof cell === "string"
		? cell
				.split(/[,;|]/)
				.map((tag) => tag.trim())
				.filter((tag) => tag !== "")
		: cell;

const asText = (cell: unknown): unknown => (typeof cell === "number" ? String(cell) : typeof cell === "string" ? cell.trim() : cell);

const readers: Readonly<Record<Field, (cell: unknown) => unknown>> = {
	product_id: asText,
	slug: asText,
	name: asText,
	category: asText,
	price: numberOf,
	currency: (cell) => (typeof cell === "string" ? cell.trim().toUpperCase() : cell),
	tags: tagsOf,
	description: asText,
	brand: asText,
	stock: numberOf,
	image_url: asText,
};

const fixes: Partial<Record<Field, string>> = {
	name: "Give every product a name, in a column called name or title.",
	price: "Write the price as a number with a point before its decimals, such as 12.50.",
	currency: "Write the currency as its three-letter code, such as EUR.",
	slug: "Use small letters and digits joined by hyphens, or leave the slug out: it is made from the name.",
	stock: "Write the stock as a whole number of pieces, or leave it empty.",
	image_url: "Write the picture's whole address, or leave it empty.",
};

export type ReadRow = { readonly draft: ProductDraft } | { readonly reject: Omit<RejectedProduct, "row"> };

const wordsOf = (issue: z.core.$ZodIssue): string => {
	if (issue.code !== "invalid_type") return issueWords(issue);
	return issue.message.endsWith("undefined") ? "is missing" : `is no ${issue.expected}`;
};

const shorten = ({ origin, maximum }: z.core.$ZodIssueTooBig): string | null => {
	if (origin !== "string") return null;
	return `Shorten it to ${number(Number(maximum))} characters at most, then import the file again.`;
};

const rejectOf = (error: z.ZodError): ReadRow => {
	const issue = error.issues[0];
	const field = String(issue?.path[0] ?? "name") as Field;
	const shorter = issue?.code === "too_big" ? shorten(issue) : null;
	const fix = shorter ?? fixes[field] ?? "Correct the cell, then import the file again.";
	return { reject: { path: issue?.path.join(".") ?? "", message: issue ? wordsOf(issue) : "cannot be read", fix } };
};

/** A row of a file as a product, or why it is none. */
export const readRow = (cells: readonly unknown[], places: Places): ReadRow => {
	const given = (Object.entries(places) as [Field, number][]).flatMap(([field, at]) =>
		at < 0 || isEmpty(cells[at]) ? [] : [[field, readers[field](cells[at])] as const],
	);
	const read = productInput.safeParse(Object.fromEntries(given));
	if (!read.success) return rejectOf(read.error);
	const { product_id, slug = slugOf(read.data.name), image_url: imageUrl, ...rest } = read.data;
	if (slug === "")
		return { reject: { path: "slug", message: "the name holds no letter or digit to make a slug of", fix: "Give the product a slug." } };
	return { draft: { ...rest, slug, productId: product_id ?? slug, imageUrl } };
};
