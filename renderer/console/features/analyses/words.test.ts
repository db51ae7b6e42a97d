import { describe, expect, it } from "vitest";
import { periodOf, whoOf } from "./words.js";

const parameters = (from: number | null, to: number | null, tz = "UTC") => ({
	parameters: { from, to, tz, noise: "hide", sessions: "client", visitor: "default" } as const,
});

describe("a saved analysis in words", () => {
	it("names the days it read, both inclusive, in its own zone", () => {
		const [from, to] = [Date.UTC(2010, 11, 1), Date.UTC(2011, 1, 1)];
		expect(periodOf(parameters(from, to))).toMatch(/1.*Dec.*2010.*–.*31.*Jan.*2011|Dec 1, 2010.*–.*Jan 31, 2011/);
		expect(periodOf(parameters(null, null))).toBe("All data");
		expect(periodOf(parameters(from, null))).toMatch(/^From .*2010$/);
		expect(periodOf(parameters(null, to))).toMatch(/^Until .*31.*2011$/);
	});

	it("says who ran it", () => {
		const user = { user_id: "u1", username: "ines", email: null, role: "owner", created_at: "", pending: false } as const;
		const asking = { me: { user }, people: new Map([["u2", "otto"]]) };
		expect([null, "u1", "u2", "u3"].map((id) => whoOf(id, asking))).toEqual(["This computer", "You", "otto", "An account since removed"]);
	});
});
