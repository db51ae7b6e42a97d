import { describe, expect, it } from "vitest";
import { reportParams } from "../../../../backend/contract/reports.js";
import { askOf } from "./ask.js";
import { frameOf, weekFilter } from "./builders.js";
import { sortOf, sortText } from "./use-table-state.js";
import { reportSearch } from "./view.js";

describe("what a panel asks", () => {
	it("is the filter of the view with its comparison as instants, and the contract takes it", () => {
		const { report, ...ask } = askOf(
			frameOf({ by: "device" }),
			{ report: "channels", params: { touch: "first" } },
			{ limit: 50, offset: 100 },
		);
		expect(report).toBe("channels");
		expect(ask).toEqual({
			...weekFilter.params,
			compare: "custom",
			compare_from: weekFilter.compared?.instants.from,
			compare_to: weekFilter.compared?.instants.to,
			by: "device",
			touch: "first",
			limit: 50,
			offset: 100,
		});
		expect(reportParams.safeParse(ask).success).toBe(true);
	});

	it("leaves out what the panel does not follow", () => {
		const ask = askOf(frameOf({ by: "device", currency: "none" }), { report: "retention", by: false, compare: false }, {});
		expect(ask).toEqual({ ...weekFilter.params, currency: "none", report: "retention" });
	});
});

describe("the address of a report view", () => {
	it("says how each table stands", () => {
		const search = { by: "status", tables: { channels: { sort: "-sessions", find: "12", page: 3, as: "table" } } };
		expect(reportSearch.parse(search)).toEqual(search);
	});

	it("shows the default where it says nothing that can be read", () => {
		const search = { by: "", tables: { channels: { sort: "sessions; drop", find: "", page: 1, as: "chart" } } };
		expect(reportSearch.parse(search)).toEqual({ tables: { channels: {} } });
		expect(reportSearch.parse({ tables: "x" })).toEqual({});
	});

	it("writes an order as it is read", () => {
		for (const sort of ["-sessions", "channel"]) expect(sortText(sortOf({ sort }) ?? { id: "", desc: false })).toBe(sort);
	});
});
