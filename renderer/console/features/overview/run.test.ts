import { describe, expect, it } from "vitest";
import { beginning, withMessage } from "../../app/analysis-run.js";
import { withNumbers } from "./findings-text.js";
import { flatten } from "./flatten.js";

const hidden = { events: 3, by_reason: { "source:simulation": 3 } };

describe("a run", () => {
	it("keeps each section as it comes, and what failed under its name", () => {
		const first = withMessage(beginning, { type: "progress", metric: "hidden", done: 1, total: 12, part: { hidden } });
		const second = withMessage(first, {
			type: "failed",
			metric: "funnel_analysis",
			done: 2,
			total: 12,
			error: { code: "internal", message: "It took too long.", id: "7F3A" },
		});
		expect(second.sections.hidden).toEqual(hidden);
		expect(second.failed.funnel_analysis?.id).toBe("7F3A");
		expect([second.done, second.total]).toEqual([2, 12]);
	});
});

describe("all numbers in one table", () => {
	it("stand under their path beside those of the compared period", () => {
		expect(flatten({ hidden }, { hidden: { events: 1, by_reason: {} } })).toEqual([
			{ path: "hidden.events", value: 3, compared: 1 },
			{ path: "hidden.by_reason.source:simulation", value: 3, compared: null },
		]);
	});
});

describe("a finding's sentence", () => {
	const numbers = (text: string) => withNumbers(text).filter((_, index) => index % 2 === 1);

	it("has its numbers marked, with their units", () => {
		expect(numbers("1,120 of 1,476 sessions (75.9\u202f%) hold an order.")).toEqual(["1,120", "1,476", "75.9\u202f%"]);
		expect(numbers("Cancellations take back −131,364.30 of €691,364.56.")).toEqual(["−131,364.30", "€691,364.56"]);
		expect(numbers("No number at all.")).toEqual([]);
	});
});
