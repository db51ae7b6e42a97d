import { describe, expect, it } from "vitest";
import { overviewSearch } from "../features/overview/search.js";
import { addressFault } from "./address-faults.js";

describe("an address that cannot be read", () => {
	it("is told with what it says, and what is shown instead", () => {
		expect(addressFault({ from: "0001-01-01", to: "2026-11-21" }, overviewSearch)).toBe(
			"The address cannot be read for the first day “0001-01-01”. The default is shown instead.",
		);
		expect(addressFault({ tz: "Mars/Olympus", noise: 7, tab: "secrets" }, overviewSearch)).toContain(
			"the time zone “Mars/Olympus” and the noise filter “7” and tab “secrets”",
		);
	});

	it("is told of days in the wrong order", () => {
		expect(addressFault({ from: "2026-11-21", to: "2026-11-01" }, overviewSearch)).toContain("ends on 2026-11-01, before it begins");
	});

	it("cuts what is long", () => {
		expect(addressFault({ from: "x".repeat(5000) }, overviewSearch)?.length).toBeLessThan(200);
	});

	it("is silent about what can be read, and about what nobody reads", () => {
		expect(addressFault({ from: "2026-11-01", to: "2026-11-21", measure: "revenue", other: 5 }, overviewSearch)).toBeNull();
		expect(addressFault({}, overviewSearch)).toBeNull();
	});
});
