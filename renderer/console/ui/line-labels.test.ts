import { describe, expect, it } from "vitest";
import { lineLabels } from "./line-labels.js";

const point = (...values: (number | null)[]) => ({ id: "", label: "", title: "", values });
const at = (labels: ReturnType<typeof lineLabels>) => labels.map((label) => [label.index, Number(label.at.toFixed(3))]);

describe("labels at the ends of lines", () => {
	it("stand where the lines end", () => {
		expect(at(lineLabels([point(10, 90), point(20, 80)], 2, { top: 100, gap: 0.1 }))).toEqual([
			[0, 0.2],
			[1, 0.8],
		]);
	});

	it("are pushed apart, and stay inside", () => {
		expect(at(lineLabels([point(0, 0, 5)], 3, { top: 100, gap: 0.1 }))).toEqual([
			[1, 0],
			[0, 0.1],
			[2, 0.2],
		]);
		expect(at(lineLabels([point(100, 100)], 2, { top: 100, gap: 0.1 }))).toEqual([
			[1, 0.9],
			[0, 1],
		]);
	});

	it("are of the last point there is, and none of a line without any", () => {
		expect(at(lineLabels([point(50, null), point(null, null)], 2, { top: 100, gap: 0.1 }))).toEqual([[0, 0.5]]);
	});
});
