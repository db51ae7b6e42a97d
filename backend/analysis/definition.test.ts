import { describe, expect, it } from "vitest";
import { type DetailedMetrics, detailedMetrics } from "../contract/analysis.js";
import { definitionOf } from "./definition.js";

const names = Object.keys(detailedMetrics.shape) as (keyof DetailedMetrics)[];

describe("the definition of a metric", () => {
	it.each(names)("%s says what each of its numbers means, and shows its SQL", (name) => {
		const { definitions, sql } = definitionOf(name);
		expect(Object.keys(definitions).sort()).toEqual(Object.keys(detailedMetrics.shape[name].shape).sort());
		expect(Object.values(definitions).every((text) => /^[A-Z].+\.$/.test(text))).toBe(true);
		expect(sql.length).toBeGreaterThan(0);
		expect(sql.every(({ text }) => /SELECT/i.test(text))).toBe(true);
	});

	it("of what is none names those there are", () => {
		expect(() => definitionOf("__proto__")).toThrow(/no metric __proto__.*basic_metrics/);
	});
});
