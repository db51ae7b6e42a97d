import type { ProductField, ProductImport } from "../../../../../backend/contract/catalog.js";
import type { FileInfo } from "../../../../../backend/contract/transfer.js";
import { format } from "../../../ui/format.js";
import type { Outcome } from "../outcome.js";

export const productsOf = (count: number): string => `${format.count(count)} ${count === 1 ? "product" : "products"}`;

type Counts = Pick<ProductImport, "inserted" | "updated" | "unchanged" | "rejected">;

const parts = ({ inserted, updated, unchanged, rejected }: Counts): string =>
	(
		[
			[inserted, "new"],
			[updated, "changed"],
			[unchanged, "as before"],
			[rejected, "left out"],
		] as const
	)
		.filter(([count]) => count > 0)
		.map(([count, word]) => `${format.count(count)} ${word}`)
		.join(", ");

/** The line beside the title of the products that were read. */
export const readLine = (check: ProductImport): string =>
	check.rows === 0 ? "the file holds no rows" : `${parts(check)}; nothing is written before you press Import`;

export interface Readiness {
	readonly ready: boolean;
	readonly label: string;
	/** Why not, for the tooltip; null when ready. */
	readonly why: string | null;
}

export const readinessOf = (check: ProductImport): Readiness => {
	const changes = check.inserted + check.updated;
	if (changes > 0) return { ready: true, label: `Import ${productsOf(changes)}`, why: null };
	const why =
		check.unchanged > 0 ? "The catalog has all of these products already, as they are here." : "No row is a product. See Left out.";
	return { ready: false, label: "Import 0 products", why };
};

export const outcomeOf = (result: ProductImport): Outcome => {
	if (result.inserted + result.updated === 0)
		return { tone: "warning", title: "Nothing was changed.", text: "The catalog has these products already, as they are here." };
	const out = result.rejected > 0 ? ` ${format.count(result.rejected)} left out, for the reasons below.` : "";
	const added = result.inserted > 0 ? `${productsOf(result.inserted)} added` : "";
	const changed = result.updated > 0 ? `${result.inserted > 0 ? format.count(result.updated) : productsOf(result.updated)} changed` : "";
	return { tone: "good", title: `${[added, changed].filter(Boolean).join(", ")}.`, text: `The shop shows them now.${out}` };
};

export const fieldWords = {
	product_id: "product id",
	slug: "slug",
	name: "name",
	category: "category",
	price: "price",
	currency: "currency",
	tags: "tags",
	description: "description",
	brand: "brand",
	stock: "stock",
	image_url: "picture",
} as const satisfies Record<ProductField, string>;

const quoted = (name: string, field: ProductField): string =>
	name.toLowerCase() === fieldWords[field] ? name : `${name} as ${fieldWords[field]}`;

/** Which columns were read as what, and which were not. */
export const columnsLine = (columns: ProductImport["columns"]): string => {
	const read = columns.flatMap(({ name, field }) => (field === null ? [] : [quoted(name, field)]));
	const rest = columns.filter(({ field }) => field === null).map(({ name }) => name);
	return `Read: ${read.join(", ")}.${rest.length > 0 ? ` Not read: ${rest.join(", ")}.` : ""}`;
};

const folded = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, "");

const names = new Set(["name", "title", "productname", "itemname"]);
const ofEvents: ReadonlySet<string> = new Set(["timestamp", "client_id", "session_id", "user_id", "order_id", "event_type"]);

/** A file of names and prices in which nothing says when or who: most likely a catalog. */
export const looksLikeProducts = ({ columns }: Pick<FileInfo, "columns">): boolean =>
	columns.some(({ name }) => names.has(folded(name))) &&
	columns.some(({ guess, name }) => guess === "price" || folded(name) === "price") &&
	!columns.some(({ guess }) => ofEvents.has(guess));
