import { expect, test } from "vitest";
import { mapping as mappingSchema } from "../../backend/contract/transfer.js";
import { filterOf } from "./export-command.js";
import { mappingOf } from "./import-command.js";

const info = {
	columns: ["ts", "when", "price"].map((name) => ({ name, guess: "property" as const, fit: "none" as const, samples: [] })),
	mapping: mappingSchema.parse({
		columns: [
			{ column: "ts", field: "timestamp" },
			{ column: "when", field: "property" },
			{ column: "price", field: "price" },
		],
	}),
};

test("what was asked for takes the guess's place, and its column gives the field up", () => {
	const mapping = mappingOf(info, {
		map: [["when", "timestamp"]],
		tz: "Europe/Berlin",
		dates: "mdy",
		decimal: "comma",
		currency: "eur",
		source: "shop",
	});
	expect(mapping.columns).toEqual([
		{ column: "ts", field: "property" },
		{ column: "when", field: "timestamp" },
		{ column: "price", field: "price" },
	]);
	expect(mapping).toMatchObject({ tz: "Europe/Berlin", date_order: "mdy", decimal: "comma", default_currency: "EUR", source: "shop" });
	expect(mappingOf(info, {})).toEqual(info.mapping);
	expect(() => mappingOf(info, { map: [["nothing", "price"]] })).toThrow(/no column "nothing".*ts, when, price/);
});

test("times of the range: a date, a date-time, with and without a zone, and epoch milliseconds", () => {
	const from = (text: string) => filterOf({ from: text, noise: "show", overwrite: false, json: false }).from;
	expect(from("2026-10-01")).toBe(Date.UTC(2026, 9, 1));
	expect(from("2026-10-01 06:00")).toBe(Date.UTC(2026, 9, 1, 6));
	expect(from("2026-10-01T06:00:00+02:00")).toBe(Date.UTC(2026, 9, 1, 4));
	expect(from("1790000000000")).toBe(1_790_000_000_000);
	expect(() => from("yesterday")).toThrow(/--from yesterday is no time/);
});
