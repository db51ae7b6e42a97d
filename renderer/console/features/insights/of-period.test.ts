import { expect, test } from "vitest";
import type { AppliedFilter } from "../../../../backend/contract/analysis.js";
import { instantsOf } from "../../app/period.js";
import { isOfPeriod } from "./of-period.js";

const range = { from: "2026-03-01", to: "2026-03-05" };
const asked = { range, noise: "hide", known: { today: "2026-11-22", oldest: "2026-03-01", newest: "2026-03-04" } } as const;
const applied = (change: Partial<AppliedFilter>): AppliedFilter => {
	const tz = change.tz ?? "Europe/Berlin";
	return { ...instantsOf(range, tz), tz, noise: "hide", sessions: "client", visitor: "default", ...change };
};

test("an analysis is of a period by its whole days in its own zone, and by its noise", () => {
	expect(isOfPeriod(applied({}), asked)).toBe(true);
	expect(isOfPeriod(applied({ tz: "America/New_York" }), asked)).toBe(true);
	expect(isOfPeriod(applied({ noise: "show" }), asked)).toBe(false);
	for (const other of ["2026-02-28", "2026-03-02"])
		expect(isOfPeriod(applied({ from: instantsOf({ ...range, from: other }, "Europe/Berlin").from }), asked), other).toBe(false);
	expect(isOfPeriod(applied({ to: instantsOf({ ...range, to: "2026-03-06" }, "Europe/Berlin").to }), asked)).toBe(false);
});

test("one of all events is of a period that holds them all", () => {
	expect(isOfPeriod(applied({ from: null, to: null }), asked)).toBe(true);
	expect(isOfPeriod(applied({ from: null, to: null }), { ...asked, range: { ...range, from: "2026-03-02" } })).toBe(false);
});
