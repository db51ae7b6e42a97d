import { describe, expect, it } from "vitest";
import { chooseValues } from "./most.js";

const weighed = (...pairs: readonly (readonly [string | null, number])[]) => pairs.map(([by_value, weight]) => ({ by_value, weight }));

describe("the values of a breakdown that stay apart", () => {
	it("are those with most weight, and none where all fit", () => {
		expect(chooseValues(weighed(["a", 5], ["b", 3], ["c", 1]), 2)).toEqual({ values: ["a", "b"], others: "all others" });
		expect(chooseValues(weighed(["a", 5], ["b", 3]), 2)).toBeNull();
		expect(chooseValues([], 3)).toBeNull();
	});

	it("leave room for rows without a value, where these weigh anything", () => {
		expect(chooseValues(weighed([null, 1], ["a", 5], ["b", 3]), 2)).toEqual({ values: ["a"], others: "all others" });
		expect(chooseValues(weighed([null, 0], ["a", 5], ["b", 3]), 2)).toBeNull();
		expect(chooseValues(weighed([null, 1], ["a", 5]), 1)).toEqual({ values: [], others: "all others" });
	});

	it("are never mistaken for the others", () => {
		expect(chooseValues(weighed(["all others", 5], ["all others (2)", 3], ["c", 1]), 2)?.others).toBe("all others (3)");
	});
});
