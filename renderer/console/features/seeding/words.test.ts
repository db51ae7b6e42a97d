import { expect, test } from "vitest";
import { channelName } from "../acquisition/channel-names.js";
import { channelNames, countOf, saleWords, shareOf, stepWords, tookOf } from "./words.js";

const progress = {
	type: "progress",
	step: "visits",
	step_number: 2,
	steps: 3,
	day: 17,
	events: 93_980,
	expected_events: 148_200,
	visitors: 1,
	orders: 1,
	rate: null,
	left_ms: null,
} as const;

test("the share is of the events expected, and never above one", () => {
	expect(shareOf(null)).toBe(0);
	expect(shareOf(progress)).toBeCloseTo(0.634, 3);
	expect(shareOf({ ...progress, events: 200_000 })).toBe(1);
	expect(shareOf({ ...progress, events: 0, expected_events: 0 })).toBe(0);
});

test("the step names its day", () => {
	const days = Array.from({ length: 28 }, (_, at) => ({
		day: `2026-11-${String(at + 1).padStart(2, "0")}`,
		sessions: 1,
		promotion: false,
	}));
	expect(stepWords(progress, { days } as never)).toMatch(/^step 2 of 3 · day 18 of 28, .*18/);
	expect(saleWords({ promotion: null })).toBeNull();
	expect(saleWords({ promotion: { from: "2026-11-14", to: "2026-11-16", discount: 0.15, lift: 1.31 } })).toMatch(/14.*16.*−15 %/);
});

test("channels are called as the reports call them", () => {
	for (const [channel, name] of Object.entries(channelNames)) expect(name).toBe(channelName(channel));
});

test("a run that was cut off tells no more than its record knows", () => {
	expect(countOf(28_221, { status: "interrupted" })).toBe("at least 28,221");
	expect(countOf(28_221, { status: "done" })).toBe("28,221");
	expect(tookOf({ took_ms: 0 })).toBe("–");
	expect(tookOf({ took_ms: 600 })).toMatch(/^600.ms$/);
});
