import { expect, test } from "vitest";
import { minutesOf, stepWords, unitWords, windowOf, windowWords } from "./words.js";

test("a window reads in the largest unit that leaves a whole number", () => {
	expect([30, 60, 90, 1440, 10_080].map((minutes) => windowWords(minutes))).toEqual([
		"within 30 minutes",
		"within 1 hour",
		"within 90 minutes",
		"within 1 day",
		"within 7 days",
	]);
	expect(windowWords(null)).toBe("in the same session");
	for (const minutes of [1, 59, 120, 4_320]) {
		const { count, unit } = windowOf(minutes);
		expect(minutesOf(count, unit)).toBe(minutes);
	}
});

test("a step is called by its name, else by what it takes", () => {
	expect(stepWords({ on: "event", is: "order_completed", where: [] })).toBe("Ordered");
	expect(stepWords({ on: "event", is: "my_event", where: [] })).toBe("my_event");
	expect(stepWords({ on: "page", is: "/a*", where: [{ field: "device", is: "equals", value: "mobile" }] })).toBe("/a*, device is mobile");
	expect(stepWords({ on: "page", is: "/a*", name: "A", where: [{ field: "device", is: "exists" }] })).toBe("A");
});

test("what is counted stands in the singular for one", () => {
	expect([unitWords("session", 1), unitWords("person", 2)]).toEqual(["session", "persons"]);
});
