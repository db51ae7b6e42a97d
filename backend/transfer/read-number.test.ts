import fc from "fast-check";
import { expect, test } from "vitest";
import { decimalOf, decimalText } from "./read-number.js";

test.each([
	["4.25", "point", "4.25"],
	["0.10", "point", "0.10"],
	["12345678901234.5678", "point", "12345678901234.5678"],
	["1,234.50", "point", "1234.50"],
	["1,234", "point", "1234"],
	["$1,234.50", "point", "1234.50"],
	["(12.00)", "point", "-12.00"],
	["\u22123", "point", "-3"],
	["5-", "point", "-5"],
	[".5", "point", "0.5"],
	["1e3", "point", "1000"],
	["89,00", "comma", "89.00"],
	["89,00 €", "comma", "89.00"],
	["1.234,5", "comma", "1234.5"],
	["1\u202f234,50", "comma", "1234.50"],
	["1'234.50", "point", "1234.50"],
	["-27,5", "comma", "-27.5"],
	[4.25, "comma", "4.25"],
	[1e-7, "point", "0.000000100000"],
] as const)("%s with a decimal %s is %s", (cell, decimal, expected) => {
	expect(decimalText(cell, decimal)).toBe(expected);
});

test.each([
	["89,00", "point"],
	["1,23,4", "point"],
	["4.25", "comma"],
	["abc", "point"],
	["", "point"],
	["1.2.3", "point"],
	["--1", "point"],
	[Number.NaN, "point"],
	[true, "point"],
] as const)("%s with a decimal %s is no number", (cell, decimal) => {
	expect(decimalText(cell, decimal)).toBeNull();
});

test("every amount keeps its digits under either sign", () => {
	fc.assert(
		fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 9999 }), (whole, places) => {
			const text = `${whole}.${String(places).padStart(4, "0")}`;
			expect(decimalText(text, "point")).toBe(text);
			expect(decimalText(text.replace(".", ","), "comma")).toBe(text);
		}),
	);
});

test("the sign that reads the samples", () => {
	expect(decimalOf(["89,00", "1,234"])).toBe("comma");
	expect(decimalOf(["1,234"])).toBe("point");
	expect(decimalOf(["4.25", "1,234.50"])).toBe("point");
	expect(decimalOf([])).toBe("point");
});

test("a comma in a file separated by semicolons is the decimal sign, unless another amount speaks against it", () => {
	expect(decimalOf(["1,500", "2,250"], ";")).toBe("comma");
	expect(decimalOf(["1,500"], ",")).toBe("point");
	expect(decimalOf(["1,500", "2,250.75"], ";")).toBe("point");
	expect(decimalOf(["1,500", "4.25"], ";")).toBe("point");
	expect(decimalOf(["1.500"], ";")).toBe("point");
});
