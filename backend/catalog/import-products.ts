import type { ProductImport, ReadProduct, RejectedProduct } from "../contract/catalog.js";
import { AppError } from "../contract/errors.js";
import type { FileRow } from "../ingest/index.js";
import type { CatalogStore, ProductDraft } from "../store/catalog-ports.js";
import { fieldsOf, placesOf, readRow } from "./product-rows.js";

/** An opened file: its columns, and its rows in lots. */
export interface ProductFile {
	readonly name: string;
	readonly columns: readonly string[];
	readonly rows: AsyncIterable<readonly FileRow[]>;
}

/** A catalog is kept whole in memory while it is checked, so it is bounded. */
const mostProducts = 200_000;
const shownProducts = 20;
const shownRejects = 1_000;

interface ReadDraft {
	readonly row: number;
	readonly draft: ProductDraft;
}

interface Read {
	rows: number;
	readonly columns: ProductImport["columns"];
	readonly drafts: ReadDraft[];
	readonly rejects: RejectedProduct[];
}

/** Two products of one slug would be one: the second is left out, rather than put in the place of the first. */
const sameSlug = ({ row, draft }: ReadDraft, first: ReadDraft | undefined): RejectedProduct | null =>
	first === undefined || first.draft.productId === draft.productId
		? null
		: {
				row,
				path: "slug",
				message: `row ${first.row} has the slug ${draft.slug} too, and another product id`,
				fix: "Give each product a slug of its own, in a column called slug.",
			};

const readAll = async (file: ProductFile, signal: AbortSignal | undefined): Promise<Read> => {
	const places = placesOf(file.columns);
	for (const field of ["name", "price"] as const) if (places[field] < 0) throw missing(file, field);
	const read: Read = { rows: 0, columns: fieldsOf(file.columns, places), drafts: [], rejects: [] };
	const bySlug = new Map<string, ReadDraft>();
	const take = (found: ReadDraft): void => {
		const reject = sameSlug(found, bySlug.get(found.draft.slug));
		if (reject) read.rejects.push(reject);
		else {
			bySlug.set(found.draft.slug, found);
			read.drafts.push(found);
		}
	};
	for await (const lot of file.rows) {
		if (signal?.aborted) throw new AppError("cancelled", "The import was cancelled. No product was changed.");
		read.rows += lot.length;
		for (const { row, cells, fault } of lot) {
			if (fault?.severity === "error") read.rejects.push({ row, path: "", message: fault.message, fix: brokenRow });
			else {
				const found = readRow(cells, places);
				if ("draft" in found) take({ row, draft: found.draft });
				else read.rejects.push({ row, ...found.reject });
			}
		}
		if (read.drafts.length > mostProducts) throw tooMany(file);
	}
	return read;
};

const brokenRow = "Correct the row, then import the file again.";

const missing = ({ name, columns }: ProductFile, field: string): AppError =>
	new AppError(
		"invalid",
		`${name} has no column for the ${field}. Its columns are ${columns.slice(0, 20).join(", ")}. Name one of them ${field}.`,
		{
			path: field,
		},
	);

const tooMany = ({ name }: ProductFile): AppError =>
	new AppError("too_large", `${name} holds more than ${mostProducts} products. Split it into several files.`, { limit: mostProducts });

/** Reads the file to its end, then changes the catalog in one step; a row that is no product is left out and told. */
export const importProducts = async (
	store: CatalogStore,
	file: ProductFile,
	{ dryRun, now, signal }: { readonly dryRun: boolean; readonly now: number; readonly signal: AbortSignal | undefined },
): Promise<ProductImport> => {
	const { rows, columns, drafts, rejects } = await readAll(file, signal);
	const products = drafts.map(({ draft }) => draft);
	const outcomes = await store.saveProducts(products, now, { dryRun });
	const count = (wanted: string): number => outcomes.filter((outcome) => outcome === wanted).length;
	return {
		rows,
		inserted: count("inserted"),
		updated: count("updated"),
		unchanged: count("unchanged"),
		rejected: rejects.length,
		columns,
		preview: drafts.slice(0, shownProducts).flatMap((read, at) => previewOf(read, outcomes[at])),
		rejects: rejects.slice(0, shownRejects),
	};
};

const previewOf = ({ row, draft }: ReadDraft, outcome: ReadProduct["outcome"] | undefined): ReadProduct[] => {
	const { slug, name, category, price, currency, stock, tags } = draft;
	return outcome === undefined ? [] : [{ row, outcome, slug, name, category, price, currency, stock, tags: [...tags] }];
};
