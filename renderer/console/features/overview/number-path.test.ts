import { describe, expect, it } from "vitest";
import type { Finding } from "../../../../backend/contract/analysis.js";
import type { Sections } from "../../app/analysis-run.js";
import { factIds, factText, placeOf, titleOf, valueAt } from "./number-path.js";

const step = { sessions: 742, of_first: 0.0276, of_previous: 0.625 };
const sections = {
	funnel_analysis: {
		shop: [
			{ step: "session", ...step },
			{ step: "order_completed", ...step },
		],
	},
	commerce: { by_currency: [{ currency: "EUR", revenue: 10, aov: 5 }], conversion: 0.5 },
	time_analysis: { hourly_distribution: { 14: 9 } },
} as unknown as Sections;
const fact = (metric: string, value: number, unit: "count" | "ratio" | "seconds" | "money" = "count") => ({ metric, value, unit });

describe("a number by its path", () => {
	it("is found in the sections, and nothing where there is none", () => {
		expect(valueAt(sections, "funnel_analysis.shop.1.sessions")).toBe(742);
		expect(valueAt(sections, "commerce.conversion")).toBe(0.5);
		for (const path of ["commerce.none", "commerce.conversion.more", "none.at.all", "commerce.constructor", "__proto__.x"])
			expect(valueAt(sections, path), path).toBeUndefined();
		expect(valueAt(null, "commerce.conversion")).toBeUndefined();
	});

	it("has a name that says of which row", () => {
		expect(titleOf("funnel_analysis.shop.1.of_previous", sections)).toBe("Share that goes on, Ordered");
		expect(titleOf("commerce.by_currency.0.aov", sections)).toBe("Average order, EUR");
		expect(titleOf("basic_metrics.bounce_rate", sections)).toBe("Bounce rate");
		expect(titleOf("time_analysis.hourly_distribution.14", sections)).toBe("Hourly distribution, 14");
		expect(placeOf("commerce.by_currency.0.aov")).toEqual({ section: "commerce", key: "by_currency" });
	});

	it("of several rows of a list is their sum, and is named by the first and the last", () => {
		const points = [10, 20, 30, 40].map((count, at) => ({ label: `${at + 1} Mar`, sessions: count }));
		const trend = { trend: { bucket: "day", points } } as unknown as Sections;
		expect(valueAt(trend, "trend.points.1-2.sessions")).toBe(50);
		expect(titleOf("trend.points.1-2.sessions", trend)).toBe("Sessions, 2 Mar – 3 Mar");
		for (const path of ["trend.points.1-2.length", "trend.points.7-9.sessions", "trend.points.length"])
			expect(valueAt(trend, path), path).toBeUndefined();
	});

	it("is written in its unit, money in the currency of its row", () => {
		expect(factText(fact("commerce.by_currency.0.aov", 5, "money"), sections)).toContain("€5.00");
		expect(factText(fact("commerce.conversion", 0.5, "ratio"), sections)).toBe("50.0\u202f%");
	});

	it("has one id, however many findings rest on it", () => {
		const finding = (...facts: Finding["facts"]): Finding => ({ kind: "finding", rule: "r", text: "t", facts });
		const ids = factIds([finding(fact("a.b", 1), fact("a.c", 2)), finding(fact("a.b", 1), fact("a.d", 3))]);
		expect([...ids]).toEqual([
			["a.b", "F01"],
			["a.c", "F02"],
			["a.d", "F03"],
		]);
	});
});
