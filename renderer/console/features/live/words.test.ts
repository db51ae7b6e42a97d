import { expect, test } from "vitest";
import { whenOf } from "./words.js";

test("an event of long ago is told by its date, not by a time of day that looks like today's", () => {
	const now = Date.UTC(2026, 10, 20, 12);
	expect(whenOf(now - 60_000, "UTC", now)).toMatch(/11:59:00/);
	expect(whenOf(Date.UTC(2011, 0, 31, 16, 59), "UTC", now)).toMatch(/2011/);
});
