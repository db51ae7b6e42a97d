import { describe, expect, it } from "vitest";
import { scaleOf, ticksOf } from "./chart-points.js";
import { sparkPath } from "./sparkline.js";

describe("the scale of a chart", () => {
	it("begins at zero, ends at or above the highest value, and has at most six lines", () => {
		for (const highest of [1, 3, 7, 12, 99, 100, 1187, 5286, 48_963, 1_234_567]) {
			const scale = scaleOf(highest, true);
			expect(scale[0]).toBe(0);
			expect(scale.at(-1)).toBeGreaterThanOrEqual(highest * 0.999);
			expect(scale.length).toBeLessThanOrEqual(6);
			expect(scale.every(Number.isInteger)).toBe(true);
		}
	});

	it("of nothing is not empty", () => {
		expect(scaleOf(0, true)).toEqual([0, 1]);
	});

	it("of ratios has no rounding noise", () => {
		expect(scaleOf(0.3, false).every((line) => String(line).length < 6)).toBe(true);
	});
});

describe("ticks", () => {
	it("are evenly spaced from the first", () => {
		const points = Array.from({ length: 28 }, (_, index) => ({ id: `${index}`, label: "", title: "", value: 1 }));
		expect(ticksOf(points, 6)).toEqual(["0", "5", "10", "15", "20", "25"]);
	});
});

describe("a sparkline", () => {
	it("keeps gaps as gaps", () => {
		expect(sparkPath([1, 2, null, 2, 1]).match(/M/g)).toHaveLength(2);
	});

	it("of one level is a level line", () => {
		expect(sparkPath([5, 5, 5])).toBe("M0.0 12.0L80.0 12.0L160.0 12.0");
	});
});
