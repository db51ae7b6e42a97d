import { describe, expect, it } from "vitest";
import type { ProductImport } from "../../../../../backend/contract/catalog.js";
import { fileOf } from "../builders.js";
import { columnsLine, looksLikeProducts, outcomeOf, readinessOf, readLine } from "./words.js";

const checkOf = (over: Partial<ProductImport> = {}): ProductImport => ({
	rows: 5,
	inserted: 3,
	updated: 1,
	unchanged: 0,
	rejected: 1,
	columns: [],
	preview: [],
	rejects: [],
	...over,
});

describe("what a file of products comes to", () => {
	it("is told before anything is written: only what there is", () => {
		expect(readLine(checkOf())).toBe("3 new, 1 changed, 1 left out; nothing is written before you press Import");
		expect(readLine(checkOf({ rows: 0, inserted: 0, updated: 0, rejected: 0 }))).toBe("the file holds no rows");
	});

	it("the button says how many would change, or why none", () => {
		expect(readinessOf(checkOf())).toEqual({ ready: true, label: "Import 4 products", why: null });
		expect(readinessOf(checkOf({ inserted: 1, updated: 0 })).label).toBe("Import 1 product");
		expect(readinessOf(checkOf({ inserted: 0, updated: 0, unchanged: 4 }))).toMatchObject({
			ready: false,
			why: "The catalog has all of these products already, as they are here.",
		});
		expect(readinessOf(checkOf({ inserted: 0, updated: 0, rejected: 5 })).why).toBe("No row is a product. See Left out.");
	});

	it("is told after it was written", () => {
		expect(outcomeOf(checkOf())).toEqual({
			tone: "good",
			title: "3 products added, 1 changed.",
			text: "The shop shows them now. 1 left out, for the reasons below.",
		});
		expect(outcomeOf(checkOf({ inserted: 0, updated: 1, rejected: 0 })).title).toBe("1 product changed.");
		expect(outcomeOf(checkOf({ inserted: 0, updated: 0 }))).toMatchObject({ tone: "warning", title: "Nothing was changed." });
	});
});

it("says which columns were read as what, and which were not", () => {
	const columns = [
		{ name: "sku", field: "product_id" },
		{ name: "Name", field: "name" },
		{ name: "colour", field: null },
	] as const;
	expect(columnsLine([...columns])).toBe("Read: sku as product id, Name. Not read: colour.");
});

describe("a file that looks like products", () => {
	const column = (name: string, guess: "price" | "property" | "timestamp" | "product_name" | "order_id") => ({
		...{ name, guess },
		fit: "name" as const,
		samples: [],
	});

	it("has names and prices, and nothing that says when or who", () => {
		expect(looksLikeProducts(fileOf({ columns: [column("Title", "property"), column("Price", "price")] }))).toBe(true);
		expect(looksLikeProducts(fileOf({ columns: [column("item_name", "product_name"), column("cost", "price")] }))).toBe(true);
	});

	it("has no times and no orders", () => {
		const product = [column("name", "property"), column("price", "price")];
		expect(looksLikeProducts(fileOf({ columns: [...product, column("ts", "timestamp")] }))).toBe(false);
		expect(looksLikeProducts(fileOf({ columns: [...product, column("order", "order_id")] }))).toBe(false);
		expect(looksLikeProducts(fileOf({ columns: [column("name", "property")] }))).toBe(false);
	});
});
