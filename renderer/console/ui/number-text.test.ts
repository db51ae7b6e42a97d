import { expect, test } from "vitest";
import { numberIn } from "./number-text.js";

test("a number is read as the console writes it, and a comma before decimals is refused rather than dropped", () => {
	expect(["1.5", "$0.10", "15", "1,500", "1,234,567.25", "10 000", ".5", " 7 "].map(numberIn)).toEqual([
		1.5, 0.1, 15, 1_500, 1_234_567.25, 10_000, 0.5, 7,
	]);
	for (const text of ["1,5", "0,10", "1,50", "1.500,00", "1 5", "", "$", "-1", "1e3", "ten", "1,0000", ","])
		expect(numberIn(text), text).toBeNull();
});
