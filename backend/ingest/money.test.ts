import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { moneyText } from "./money.js";

describe("moneyText", () => {
	it.each([
		[4.25, "4.25"],
		["4.25", "4.25"],
		[" +007.10 ", "7.10"],
		[-0, "0"],
		["-0.00001", "0.0000"],
		[0.1 + 0.2, "0.3000"],
		[1e-7, "0.0000"],
		[".5", "0.5"],
		["12.", "12"],
		[99_999_999_999_999, "99999999999999"],
		["0.00005", "0.0000"],
		["0.00015", "0.0002"],
		["0.00025", "0.0002"],
		["0.000251", "0.0003"],
		["-2.34565", "-2.3456"],
	])("%s is %s", (sent, text) => expect(moneyText(sent)).toBe(text));

	it.each([
		"",
		".",
		"abc",
		"12,50",
		"$5",
		"1e3",
		"0x10",
		"1 000",
		null,
		undefined,
		true,
		{},
		[],
		Number.NaN,
		1e15,
		"99999999999999.99999",
		"1".repeat(40),
	])("%s is no amount", (sent) => expect(moneyText(sent)).toBeNull());

	it("keeps up to four places exactly, whatever the digits", () => {
		fc.assert(
			fc.property(fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n }), (units) => {
				const digits = (units < 0n ? -units : units).toString().padStart(5, "0");
				const text = `${units < 0n ? "-" : ""}${digits.slice(0, -4)}.${digits.slice(-4)}`;
				expect(moneyText(text)).toBe(text);
			}),
		);
	});

	it("is within half a unit of the last place of what was sent", () => {
		fc.assert(
			fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (amount) => {
				expect(Math.abs(Number(moneyText(amount)) - amount)).toBeLessThanOrEqual(0.00005 + 1e-7);
			}),
		);
	});
});
