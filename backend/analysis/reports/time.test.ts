import { expect, test } from "vitest";
import { type Time, timeBeside } from "./time.js";

const time = (cut: boolean): Time => ({ unit: "day", buckets: [], cut });
const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`);

test("a range beside another has all its buckets, also the one more that a leap year gives", () => {
	const { buckets } = timeBeside(time(false), { from: utc("2023-03-01"), to: utc("2024-07-14") }, "UTC");
	expect([buckets.length, buckets[0]?.label, buckets.at(-1)?.label]).toEqual([501, "2023-03-01", "2024-07-13"]);
});

test("beside the newest buckets of a longer time stand the newest", () => {
	const { buckets } = timeBeside(time(true), { from: utc("2023-03-01"), to: utc("2024-07-14") }, "UTC");
	expect([buckets.length, buckets[0]?.label]).toEqual([500, "2023-03-02"]);
});

test("a range of more buckets than could be shown is refused before they are made", () => {
	const far = { from: Date.UTC(-9000, 0, 1), to: utc("2024-01-01") };
	expect(() => timeBeside(time(false), far, "Europe/Berlin")).toThrow(/has 4,0\d\d,\d{3} buckets, each a day, more than the 1,000/);
	expect(() => timeBeside({ ...time(false), unit: "hour" }, { from: 0, to: utc("2024-01-01") }, "UTC")).toThrow("each an hour");
});
