import { describe, expect, it } from "vitest";
import { formatUnit, makeFormat, none } from "./format.js";

const format = makeFormat("en-GB");
const thin = "\u202f";

describe("numbers", () => {
	it("are exact, with the separators of the locale", () => {
		expect(format.count(26907)).toBe("26,907");
		expect(makeFormat("de-DE").count(26907)).toBe("26.907");
		expect(format.decimal(22.1731)).toBe("22.17");
	});

	it("have a true minus sign", () => {
		expect(format.count(-12)).toBe("−12");
		expect(format.money(-206153.42, "GBP")).toBe("−£206,153.42");
	});

	it("show an en dash where there is no data, and zero only for a counted zero", () => {
		for (const missing of [null, undefined, Number.NaN]) {
			expect([format.count(missing), format.percent(missing), format.money(missing, "EUR"), format.seconds(missing)]).toEqual([
				none,
				none,
				none,
				none,
			]);
		}
		expect(format.count(0)).toBe("0");
	});

	it("name no currency where none was sent", () => {
		expect(format.money(1515110.7, null)).toBe("1,515,110.70");
		expect(format.money(1515110.7, "")).toBe("1,515,110.70");
	});
});

describe("rates", () => {
	it("have two decimals below 10 %, one above, and a narrow space before the sign", () => {
		expect(format.percent(0.0276)).toBe(`2.76${thin}%`);
		expect(format.percent(0.739)).toBe(`73.9${thin}%`);
		expect(format.percent(1)).toBe(`100${thin}%`);
		expect(format.percent(0)).toBe(`0${thin}%`);
	});

	it("change in points, with sign", () => {
		expect(format.points(-0.0022)).toBe(`−0.22${thin}pp`);
		expect(format.points(0.017)).toBe(`+1.70${thin}pp`);
		expect(format.change(0.035)).toBe(`+3.5${thin}%`);
		expect([2_000, 0, -3].map(format.countChange)).toEqual(["+2,000", "0", "−3"]);
	});
});

describe("durations and sizes", () => {
	it("use the two largest units", () => {
		expect(format.seconds(4.2)).toBe(`4.2${thin}s`);
		expect(format.seconds(0.1371)).toBe(`0.14${thin}s`);
		expect(format.seconds(4320)).toBe(`1${thin}h 12${thin}min`);
		expect(format.seconds(3599.7)).toBe(`1${thin}h`);
		expect(format.seconds(90)).toBe(`1${thin}min 30${thin}s`);
		expect(format.milliseconds(815)).toBe(`815${thin}ms`);
		expect(format.bytes(41_200_000)).toBe(`41.2${thin}MB`);
		expect(format.bytes(0)).toBe(`0${thin}B`);
	});
});

describe("times", () => {
	const at = Date.UTC(2026, 10, 16, 13, 2);

	it("are told in the zone asked for", () => {
		expect(format.time(at, "Europe/Berlin")).toBe("14:02");
		expect(format.date(Date.UTC(2026, 10, 16, 23, 30), "Europe/Berlin")).toBe("17 Nov 2026");
	});

	it("have their milliseconds before PM, not after it", () => {
		const at = Date.UTC(2026, 10, 22, 16, 57, 0, 30);
		expect(makeFormat("en-US").timeExact(at, "UTC")).toMatch(/^04:57:00\.030\sPM$/);
		expect(format.timeExact(at, "UTC")).toBe("16:57:00.030");
	});

	it("are relative only under an hour", () => {
		expect(format.ago(at - 2000, at, "UTC")).toBe(`2${thin}s ago`);
		expect(format.ago(at - 12 * 60_000, at, "UTC")).toBe(`12${thin}min ago`);
		expect(format.ago(at - 2 * 3_600_000, at, "UTC")).toBe("11:02");
		expect(format.ago(at - 48 * 3_600_000, at, "UTC")).toBe("14 Nov 2026");
		expect(format.nearDate(at - 48 * 3_600_000, at, "UTC")).toBe("14 Nov");
		expect(format.nearDate(Date.UTC(2025, 10, 14), at, "UTC")).toBe("14 Nov 2025");
		expect(format.nearDate(Date.UTC(2025, 11, 31, 23, 30), at, "Europe/Berlin")).toBe("1 Jan");
		expect(format.nearDate(at, null, "UTC")).toBe("16 Nov 2026");
		expect(format.nearDate(null, at, "UTC")).toBe("–");
	});

	it("share what two dates have in common", () => {
		expect(format.dateRange(Date.UTC(2026, 9, 25), Date.UTC(2026, 10, 21), "UTC")).toBe("25 Oct – 21 Nov 2026");
	});
});

describe("a value of a unit", () => {
	it("is shown in it", () => {
		expect(formatUnit(0.5, "ratio", null, format)).toBe(`50.0${thin}%`);
		expect(formatUnit(3, "money", "EUR", format)).toBe("€3.00");
		expect(formatUnit(1500, "ms", null, format)).toBe(`1.5${thin}s`);
	});
});
