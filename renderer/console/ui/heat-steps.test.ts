import { describe, expect, it } from "vitest";
import { heatStep } from "./heat-steps.js";

describe("the steps of heat", () => {
	it("keep the first for nothing, and the last for the highest", () => {
		expect([null, 0, -1].map((value) => heatStep(value, 10))).toEqual([0, 0, 0]);
		expect([1, 2, 3, 5, 7, 9, 10].map((value) => heatStep(value, 10))).toEqual([1, 1, 2, 3, 4, 5, 5]);
		expect(heatStep(0, 0)).toBe(0);
	});
});
