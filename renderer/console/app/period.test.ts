import { describe, expect, it } from "vitest";
import { comparisonOf, dayOf, daysIn, defaultRange, instantsOf, oddDays, ordered, presets, sameHours, shift } from "./period.js";

const berlin = "Europe/Berlin";
const hour = 3_600_000;
const hoursOf = (day: string, tz: string): number => {
	const { from, to } = instantsOf({ from: day, to: day }, tz);
	return (to - from) / hour;
};

describe("instants of days", () => {
	it("are half open in the zone", () => {
		expect(instantsOf({ from: "2026-10-25", to: "2026-11-21" }, berlin)).toEqual({
			from: Date.UTC(2026, 9, 24, 22),
			to: Date.UTC(2026, 10, 21, 23),
		});
	});

	it("have 23 and 25 hours when the clocks change", () => {
		expect(hoursOf("2026-03-29", berlin)).toBe(23);
		expect(hoursOf("2026-10-25", berlin)).toBe(25);
		expect(hoursOf("2026-10-24", berlin)).toBe(24);
		expect(hoursOf("2026-10-25", "UTC")).toBe(24);
	});

	it("begin where midnight does not exist with the first hour that does", () => {
		// In Beirut the clocks went from 24:00 to 01:00.
		expect(instantsOf({ from: "2021-03-28", to: "2021-03-28" }, "Asia/Beirut").from).toBe(Date.UTC(2021, 2, 27, 22));
		expect(hoursOf("2021-03-28", "Asia/Beirut")).toBe(23);
	});

	it("name the days in which the clocks change", () => {
		expect(oddDays({ from: "2026-10-01", to: "2026-10-31" }, berlin)).toEqual([{ day: "2026-10-25", hours: 25 }]);
		expect(oddDays({ from: "2026-10-01", to: "2026-10-31" }, "UTC")).toEqual([]);
	});
});

describe("the local day of an instant", () => {
	it("is that of the zone", () => {
		expect(dayOf(Date.UTC(2026, 10, 21, 23, 30), berlin)).toBe("2026-11-22");
		expect(dayOf(Date.UTC(2026, 10, 21, 23, 30), "America/New_York")).toBe("2026-11-21");
	});
});

describe("the period before", () => {
	it("has as many days and ends where the other begins", () => {
		expect(comparisonOf({ from: "2026-10-25", to: "2026-11-21" }, "previous")).toEqual({ from: "2026-09-27", to: "2026-10-24" });
		expect(comparisonOf({ from: "2026-03-01", to: "2026-03-01" }, "previous")).toEqual({ from: "2026-02-28", to: "2026-02-28" });
	});

	it("of whole months is whole months", () => {
		expect(shift({ from: "2026-03-01", to: "2026-03-31" }, -1)).toEqual({ from: "2026-02-01", to: "2026-02-28" });
		expect(shift({ from: "2026-02-01", to: "2026-02-28" }, 1)).toEqual({ from: "2026-03-01", to: "2026-03-31" });
		expect(shift({ from: "2026-01-01", to: "2026-03-31" }, -1)).toEqual({ from: "2025-10-01", to: "2025-12-31" });
	});

	it("of the year before has the same dates", () => {
		expect(comparisonOf({ from: "2026-10-25", to: "2026-11-21" }, "year")).toEqual({ from: "2025-10-25", to: "2025-11-21" });
		expect(comparisonOf({ from: "2026-10-25", to: "2026-11-21" }, "none")).toBeNull();
	});

	it("of one's own choice is those days", () => {
		const own = { from: "2026-01-05", to: "2026-01-11" };
		expect(comparisonOf({ from: "2026-10-25", to: "2026-11-21" }, own)).toEqual(own);
	});

	it("of a running day ends at the same hour", () => {
		const today = instantsOf({ from: "2026-11-22", to: "2026-11-22" }, berlin);
		const yesterday = instantsOf({ from: "2026-11-21", to: "2026-11-21" }, berlin);
		expect(sameHours(today, yesterday, today.from + 14 * hour)).toEqual({ from: yesterday.from, to: yesterday.from + 14 * hour });
		expect(sameHours(yesterday, today, today.to + 1)).toEqual(today);
	});
});

describe("presets", () => {
	const range = (id: string, known: Parameters<typeof presets>[0]) => presets(known).find((preset) => preset.id === id)?.range;

	it("of days leave today out while events still come", () => {
		const live = { today: "2026-11-22", oldest: "2026-01-05", newest: "2026-11-22" };
		expect(range("28", live)).toEqual({ from: "2026-10-25", to: "2026-11-21" });
		expect(range("7", live)).toEqual({ from: "2026-11-15", to: "2026-11-21" });
		expect(range("month", live)).toEqual({ from: "2026-11-01", to: "2026-11-30" });
		expect(range("before", live)).toEqual({ from: "2026-10-01", to: "2026-10-31" });
		expect(range("year", live)).toEqual({ from: "2025-11-22", to: "2026-11-21" });
		expect(range("all", live)).toEqual({ from: "2026-01-05", to: "2026-11-22" });
	});

	it("end with the newest event in a shop of the past", () => {
		const past = { today: "2026-11-22", oldest: "2010-12-01", newest: "2011-01-31" };
		expect(range("28", past)).toEqual({ from: "2011-01-04", to: "2011-01-31" });
		expect(range("month", past)).toEqual({ from: "2011-01-01", to: "2011-01-31" });
		expect(range("today", past)).toEqual({ from: "2026-11-22", to: "2026-11-22" });
	});

	it("have one letter each, those of the key list", () => {
		const letters = presets({ today: "2026-11-22", oldest: "2026-01-05", newest: "2026-11-22" }).map((preset) => preset.letter);
		expect(letters).toEqual(["T", "Y", "7", "8", "9", "M", "L", "A", "E"]);
	});

	it("by default are the 28 days that end with the newest event", () => {
		const range28 = defaultRange({ today: "2026-11-22", oldest: "2010-12-01", newest: "2011-01-31" });
		expect(range28).toEqual({ from: "2011-01-04", to: "2011-01-31" });
		expect(daysIn(range28)).toBe(28);
	});
});

describe("typed dates", () => {
	it("in the wrong order are swapped", () => {
		expect(ordered("2026-11-21", "2026-10-25")).toEqual({ from: "2026-10-25", to: "2026-11-21" });
	});
});
