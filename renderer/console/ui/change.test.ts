import { describe, expect, it } from "vitest";
import { changeOf } from "./change.js";
import { makeFormat } from "./format.js";

const format = makeFormat("en-GB");
const change = (comparison: Parameters<typeof changeOf>[0]) => changeOf(comparison, format);

describe("a change", () => {
	it("is good or bad for the shop, not up or down", () => {
		expect(change({ now: 0.413, before: 0.396, unit: "ratio", better: "down" })).toMatchObject({
			direction: "up",
			tone: "bad",
			text: "+1.70\u202fpp",
		});
		expect(change({ now: 742, before: 751, unit: "count", better: "up" })).toMatchObject({
			direction: "down",
			tone: "bad",
			text: "−1.2\u202f%",
		});
		expect(change({ now: 103, before: 100, unit: "count", better: "none" })).toMatchObject({ direction: "up", tone: "flat" });
	});

	it("is told as a number of its unit too, but for ratios, whose points are it", () => {
		expect(change({ now: 742, before: 751, unit: "count", better: "up" }).amount).toBe("−9");
		expect(change({ now: 63, before: 60.5, unit: "money", better: "up", currency: "EUR" }).amount).toBe("+€2.50");
		expect(change({ now: 742, before: 742, unit: "count", better: "up" })).toMatchObject({ amount: "0", direction: "flat" });
		expect(change({ now: 0.413, before: 0.396, unit: "ratio", better: "down" }).amount).toBeNull();
	});

	it("too small to matter is grey", () => {
		expect(change({ now: 0.0285, before: 0.0281, unit: "ratio", better: "up" }).tone).toBe("flat");
		expect(change({ now: 1004, before: 1000, unit: "count", better: "up" }).tone).toBe("flat");
	});

	it("is not told under ten cases in either period", () => {
		expect(change({ now: 100, before: 9, unit: "count", better: "up" })).toMatchObject({ tooFew: true, text: null });
		expect(change({ now: 0.5, before: 0.2, unit: "ratio", better: "up", base: [400, 5] }).tooFew).toBe(true);
		expect(change({ now: 0.5, before: 0.2, unit: "ratio", better: "up", base: [400, 50] }).tooFew).toBe(false);
	});

	it("is unknown where one of both is", () => {
		expect(change({ now: 5, before: null, unit: "seconds", better: "none" })).toMatchObject({ text: null, tooFew: false, from: "–" });
		expect(change({ now: 5, before: 0, unit: "money", better: "up" }).text).toBeNull();
	});
});
