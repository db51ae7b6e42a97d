import { expect, test } from "vitest";
import { guessFields, guessMapping, type SampledColumn } from "./guess.js";

const table = (names: string, ...rows: readonly (readonly unknown[])[]): SampledColumn[] =>
	names.split(" ").map((name, at) => ({ name, cells: rows.map((row) => row[at]).filter((cell) => cell !== "") }));

const guessed = (columns: readonly SampledColumn[]): string[] =>
	guessFields(columns).map(({ field, fit }) => (fit === "none" ? field : `${field} by ${fit}`));

test("the shop export of the mapping screen", () => {
	const columns = table(
		"ts visitor_id sid event page_url sku price qty cur ua",
		["01/10/2026 06:00:00", "v-40817", "s-90210", "order", "/checkout/done", "LL-1040", "89,00", "1", "EUR", "Mozilla/5.0 (X)"],
		["01/10/2026 06:07:23", "v-40817", "s-90210", "search", "/search?q=linen", "", "", "", "", "Mozilla/5.0 (X)"],
		["14/10/2026 06:07:23", "v-40817", "s-90210", "search", "/search?q=linen", "", "", "", "", "Mozilla/5.0 (X)"],
	);
	expect(guessed(columns)).toEqual([
		"timestamp by name",
		"client_id by name",
		"session_id by values",
		"event_type by name",
		"url by name",
		"product_id by name",
		"price by name",
		"quantity by name",
		"currency by values",
		"user_agent by values",
	]);
	const { mapping, needsZone } = guessMapping(columns, guessFields(columns), { tz: "Europe/Berlin", delimiter: "," });
	expect(mapping).toMatchObject({
		tz: "Europe/Berlin",
		date_order: "dmy",
		decimal: "comma",
		default_currency: "EUR",
		default_event_type: "pageview",
	});
	expect(needsZone).toBe(true);
});

test("UCI's Online Retail, as it is published", () => {
	const columns = [
		{ name: "InvoiceNo", cells: ["536365", "C536379"] },
		{ name: "StockCode", cells: ["85123A", "D"] },
		{ name: "Description", cells: ["WHITE HANGING HEART", "Discount"] },
		{ name: "Quantity", cells: ["6", "-1"] },
		{ name: "InvoiceDate", cells: ["12/1/2010 8:26", "12/13/2010 9:41"] },
		{ name: "UnitPrice", cells: ["2.55", "27.5"] },
		{ name: "Customer ID", cells: ["17850.0", "14527.0"] },
		{ name: "Country", cells: ["United Kingdom", "United Kingdom"] },
	];
	expect(guessFields(columns).map(({ field }) => field)).toEqual([
		"session_id",
		"product_id",
		"product_name",
		"quantity",
		"timestamp",
		"price",
		"user_id",
		"property",
	]);
	expect(guessMapping(columns, guessFields(columns), { tz: "UTC", delimiter: "," }).mapping).toMatchObject({
		date_order: "mdy",
		default_event_type: "purchase",
	});
});

test("the names of other tools", () => {
	expect(
		guessed(
			table("event_time event_type product_id category_code price user_id user_session", [
				"2019-10-01 00:00:00 UTC",
				"view",
				"44600062",
				"a.b",
				"35.79",
				"541",
				"72d7",
			]),
		),
	).toEqual([
		"timestamp by name",
		"event_type by name",
		"product_id by name",
		"product_category by name",
		"price by name",
		"user_id by name",
		"session_id by name",
	]);
	expect(
		guessed(table("event timestamp anonymousId messageId properties", ["Order Completed", "2026-01-01T00:00:00Z", "a", "m", { total: 1 }])),
	).toEqual(["event_type by name", "timestamp by name", "client_id by name", "event_id by name", "properties by name"]);
});

test("a name whose values speak against it is not believed, and the next best is", () => {
	expect(guessed(table("time created_at price", ["12:30", "2026-01-01T00:00:00Z", "cheap"]))).toEqual([
		"property",
		"timestamp by name",
		"property",
	]);
	expect(guessed(table("ts id", ["2026-01-01", "7"], ["2026-01-01", "7"]))).toEqual(["timestamp by name", "property"]);
	expect(guessed(table("ts id", ["2026-01-01", "7"], ["2026-01-01", "8"]))).toEqual(["timestamp by name", "event_id by values"]);
});

test("each field goes to one column; the others keep their names", () => {
	expect(guessed(table("ts timestamp created_at", ["2026-01-01", "2026-01-02", "2026-01-03"]))).toEqual([
		"property",
		"timestamp by name",
		"property",
	]);
});

test("times and addresses are found by their values alone", () => {
	expect(guessed(table("wann wer wo", ["2026-01-01 10:00", "10.0.0.1", "Berlin"], ["2026-01-01 10:01", "10.0.0.2", "Ulm"]))).toEqual([
		"timestamp by values",
		"ip by values",
		"property",
	]);
});

test("times with a zone need none, and none is set", () => {
	const columns = table("ts", ["2026-01-01T00:00:00Z"]);
	expect(guessMapping(columns, guessFields(columns), { tz: "Europe/Berlin", delimiter: "," })).toMatchObject({
		needsZone: false,
		mapping: { tz: "UTC" },
	});
});

test("two currencies leave the empty ones alone", () => {
	const columns = table("ts price currency", ["2026-01-01", "1", "EUR"], ["2026-01-01", "1", "USD"]);
	expect(guessMapping(columns, guessFields(columns), { tz: "UTC", delimiter: "," }).mapping.default_currency).toBeNull();
});

test("our own export names each column, also the source, and takes nothing for granted", () => {
	const columns = table(
		"event_id source timestamp received_at visitor user_verified client_id action currency price noisy ip_hash device properties",
		[
			"e",
			"web",
			"2026-01-01T00:00:00.000Z",
			"2026-01-01T00:00:00.000Z",
			"v",
			"false",
			"v",
			"page_viewed",
			"EUR",
			"1",
			"false",
			"h",
			"mobile",
			"{}",
		],
	);
	expect(guessFields(columns).map(({ field }) => field)).toEqual([
		"event_id",
		"source",
		"timestamp",
		"skip",
		"skip",
		"skip",
		"client_id",
		"skip",
		"currency",
		"price",
		"skip",
		"skip",
		"property",
		"properties",
	]);
	expect(guessMapping(columns, guessFields(columns), { tz: "UTC", delimiter: "," }).mapping.default_currency).toBeNull();
});

test("a column named source is kept as it is in other files, since it may be where visitors came from", () => {
	expect(guessed(table("ts source", ["2026-01-01", "newsletter"]))).toEqual(["timestamp by name", "property"]);
});
