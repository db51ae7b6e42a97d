import { describe, expect, it } from "vitest";
import { importFields } from "../../../../backend/contract/transfer.js";
import { checkOf, fileOf, mappingOf } from "./builders.js";
import { fieldGroups, repeatedColumns, withField } from "./fields.js";
import { fitOf, warnedThroughout } from "./fit.js";

const [time, price, country] = fileOf().columns as [never, never, never];

describe("the fields of the select", () => {
	it("are all of the contract's, each once", () => {
		expect(fieldGroups.flatMap((entry) => [...entry.fields] as string[]).sort()).toEqual([...importFields].sort());
	});

	it("may not be chosen twice, but for what is kept or left out", () => {
		const mapping = withField(withField(mappingOf(), "price", "timestamp"), "country", "skip");
		expect([...repeatedColumns(mapping)]).toEqual(["ts", "price"]);
		expect(repeatedColumns(withField(mappingOf(), "price", "property")).size).toBe(0);
	});
});

describe("the line under a column", () => {
	it("tells what the guess rests on", () => {
		expect(fitOf({ column: time, mapping: mappingOf(), check: null })).toMatchObject({ tone: "good", text: "Fits" });
		expect(fitOf({ column: price, mapping: mappingOf(), check: null })).toMatchObject({ tone: "quiet", text: "Values fit" });
		expect(fitOf({ column: country, mapping: mappingOf(), check: null }).text).toBe("Kept");
	});

	it("does not say that an empty column fits", () => {
		const [column] = fileOf().columns.map((one) => ({ ...one, fit: "empty" as const })) as [never];
		expect(fitOf({ column, mapping: mappingOf(), check: null })).toMatchObject({ tone: "quiet", text: "No values" });
	});

	it("tells a choice that is not the guess apart", () => {
		expect(fitOf({ column: country, mapping: withField(mappingOf(), "country", "user_id"), check: null }).text).toBe("Your choice");
		expect(fitOf({ column: country, mapping: withField(mappingOf(), "country", "skip"), check: null }).text).toBe("Not needed");
		expect(fitOf({ column: time, mapping: withField(mappingOf(), "price", "timestamp"), check: null }).text).toBe("Chosen twice");
	});

	it("warns of a decimal comma where money is read", () => {
		expect(fitOf({ column: price, mapping: mappingOf({ decimal: "comma" }), check: null })).toMatchObject({
			tone: "warning",
			text: "Decimal comma",
		});
	});

	it("says once at the head what most cells carry", () => {
		const cell = { row: 1, column: "price", severity: "warning" as const, message: "1,5 is read as thousands." };
		const check = checkOf({ cells: [1, 2, 3, 4, 5].map((row) => ({ ...cell, row })) });
		expect(warnedThroughout("price", check)).toBe(true);
		expect(fitOf({ column: price, mapping: mappingOf(), check })).toEqual({ tone: "warning", text: "See Problems", why: cell.message });
		expect(warnedThroughout("ts", check)).toBe(false);
	});

	it("puts faults before all that is well", () => {
		const cell = { row: 5, column: "ts", severity: "error" as const, message: "Row 5: 25:61 is no time of day." };
		const check = checkOf({ cells: [cell, { ...cell, row: 6 }] });
		expect(fitOf({ column: time, mapping: mappingOf(), check })).toEqual({
			tone: "bad",
			text: "2 faults",
			why: "Row 5: 25:61 is no time of day. See Problems.",
		});
	});
});
