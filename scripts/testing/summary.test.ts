import { describe, expect, it } from "vitest";
import type { Outcome } from "./stage.js";
import { lastLine, summarise, totals } from "./summary.js";

const outcome = (name: string, tally: Partial<Outcome["tally"]>): Outcome => ({
	stage: { name, program: "", args: [], report: "vitest" },
	ok: (tally.failed?.length ?? 0) === 0,
	ms: 1_500,
	tally: { passed: 0, failed: [], skipped: [], ...tally },
});

describe("totals", () => {
	const stages = [outcome("unit", { passed: 3 }), outcome("e2e", { passed: 2, failed: ["a"], skipped: ["b", "imports recorded data"] })];

	it("adds the stages up", () => {
		expect(totals(stages, false)).toEqual({ passed: 5, failed: 1, skipped: 2 });
		expect(lastLine(totals(stages, false))).toBe("5 passed, 1 failed, 2 skipped");
	});

	it("calls a skipped test failed where nothing may be skipped, but one on recorded data", () => {
		expect(totals(stages, true)).toEqual({ passed: 5, failed: 2, skipped: 1 });
	});

	it("says nothing of skipped tests where there are none", () => {
		expect(lastLine(totals([outcome("unit", { passed: 1 })], true))).toBe("1 passed, 0 failed");
	});
});

describe("summarise", () => {
	it("tells each stage's time and names every test that failed", () => {
		const text = summarise([outcome("unit", { passed: 3 }), outcome("e2e", { failed: ["w.spec.ts › closes"] })], false);
		expect(text).toContain("ok   unit            1.5 s  3 passed, 0 failed");
		expect(text).toContain("FAIL e2e             1.5 s  0 passed, 1 failed");
		expect(text).toContain("failed   w.spec.ts › closes");
	});
});
