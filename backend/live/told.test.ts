import { expect, test } from "vitest";
import { productsOf, resultsOf } from "./told.js";

test("products are the entries of the list that the event tells, and none are no number", () => {
	expect(productsOf({ products: [{ product_id: "a", quantity: 3 }, { product_id: "b" }] })).toBe(2);
	expect(productsOf({ items: [{ item_id: "a" }] })).toBe(1);
	for (const told of [{}, { products: [] }, { products: "2" }, { items: null }, { products: { length: 2 } }])
		expect(productsOf(told)).toBeNull();
});

test("results are the first whole number that a search tells, as the reports read it", () => {
	expect(resultsOf({ results: 3 })).toBe(3);
	expect(resultsOf({ results: 0, result_count: 7 })).toBe(0);
	expect(resultsOf({ results: "many", results_count: "12" })).toBe(12);
	expect(resultsOf({ search_results: "5.0" })).toBe(5);
	for (const told of [{}, { results: 1.5 }, { results: -1 }, { results: [1] }, { results: null }, { results: "1e3" }, { results: " 3" }])
		expect(resultsOf(told)).toBeNull();
});
