import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { dayOf, startOfDay } from "./zone.js";

const zones = [
	"UTC",
	"Europe/Berlin",
	"America/New_York",
	"Asia/Kolkata",
	"Asia/Beirut",
	"Australia/Lord_Howe",
	"America/Sao_Paulo",
	"Pacific/Apia",
];

describe("local days", () => {
	it("are those of an independent library, for any instant and zone", () => {
		const instant = fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2037, 0, 1) });
		fc.assert(
			fc.property(instant, fc.constantFrom(...zones), (ms, tz) => {
				const local = DateTime.fromMillis(ms, { zone: tz });
				expect(dayOf(ms, tz)).toBe(local.toFormat("yyyy-MM-dd"));
				expect(startOfDay(dayOf(ms, tz), tz)).toBe(local.startOf("day").toMillis());
			}),
			{ numRuns: 300 },
		);
	});

	it("begin at the first instant of their date, also on the days of a change", () => {
		for (const tz of zones) {
			for (let ms = Date.UTC(2018, 0, 1, 12); ms < Date.UTC(2019, 0, 1); ms += 86_400_000) {
				const day = dayOf(ms, tz);
				const start = startOfDay(day, tz);
				expect(dayOf(start, tz)).toBe(day);
				expect(dayOf(start - 1, tz) < day).toBe(true);
			}
		}
	});
});
