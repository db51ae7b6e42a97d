import { describe, expect, test } from "vitest";
import { reportNamed } from "../../backend/analysis/reports/list.js";
import { readReport } from "../../backend/analysis/reports/read.js";
import { type ReportCell, type ReportParams, reportParams } from "../../backend/contract/reports.js";
import { withLog } from "../engines/oracle/run.js";
import { goldenEvents } from "./golden.js";

/**
 * The reports on visitors over clickstream.txt from 24 to 26 October 2026 in Berlin, noise hidden, worked out by hand.
 *
 * Sessions, with who began them and how: sA anna new, search, mobile · Ben's first, new, ads · Ben's second, direct · sC cora new ·
 * sD dan, who came by email the day before the range · sE eve new, social, desktop · f1 eve · sG gus new, desktop · sH anna, by
 * referral · sY yan new · sR rea new. Of one event: Ben's second, sC, f1, sH, sY, sR. With an order: sA (EUR 80), sC (no currency),
 * sD (EUR 20), sY (USD). EUR has most orders. The newest event, x1, is at the very end of the range.
 */
const params = { from: "2026-10-24", to: "2026-10-27", tz: "Europe/Berlin", limit: 200 };

const answered = async (name: string, more: ReportParams = {}): ReturnType<typeof readReport> => {
	const golden = await goldenEvents();
	const log = golden.map(({ event, flag }) => ({ ...event, flagged: flag === null ? null : [flag] }));
	const question = {
		definition: reportNamed(name),
		request: reportParams.parse({ ...params, ...more }),
		dataThrough: Math.max(...log.map(({ ts }) => ts)),
	};
	return withLog(log, (engine) => readReport(engine, question));
};

const asked = async (name: string, more: ReportParams = {}): Promise<ReportCell[][]> => (await answered(name, more)).rows;

describe("new and returning visitors", () => {
	test("ben, dan, eve and anna return; ben, eve and anna are new too", async () => {
		expect(await asked("visitors")).toEqual([
			["all", 8, 11, 6, 6 / 11, 4, 4 / 11, 100],
			["new", 7, 7, 3, 3 / 7, 3, 3 / 7, 80],
			["returning", 4, 4, 3, 3 / 4, 1, 1 / 4, 20],
		]);
	});

	test("day by day; ben and eve are both on the 25th", async () => {
		expect(await asked("visitors-over-time")).toEqual([
			["2026-10-24", 1, 1, 0, 1],
			["2026-10-25", 6, 5, 3, 8],
			["2026-10-26", 2, 1, 1, 2],
		]);
	});

	test("of each day's new visitors, anna alone comes back, on the third day", async () => {
		expect(await asked("retention", { period: "day" })).toEqual([
			["2026-10-26", 0, 1, 1, 1],
			["2026-10-25", 0, 5, 5, 1],
			["2026-10-25", 1, 5, 0, 0],
			["2026-10-24", 0, 1, 1, 1],
			["2026-10-24", 1, 1, 0, 0],
			["2026-10-24", 2, 1, 1, 1],
		]);
	});

	test("in a range that ends years after the data, up to the day of the newest event, which is not over", async () => {
		expect(await asked("retention", { period: "day", to: "2030-01-01", sort: "cohort", descending: false })).toEqual([
			["2026-10-24", 0, 1, 1, 1],
			["2026-10-24", 1, 1, 0, 0],
			["2026-10-24", 2, 1, 1, 1],
			["2026-10-24", 3, 1, 1, null],
			["2026-10-25", 0, 5, 5, 1],
			["2026-10-25", 1, 5, 0, 0],
			["2026-10-25", 2, 5, 0, null],
			["2026-10-26", 0, 1, 1, 1],
			["2026-10-26", 1, 1, 0, null],
		]);
	});

	test("by weeks, whose second is not over", async () => {
		expect(await asked("retention")).toEqual([
			["2026-10-26", 0, 1, 1, null],
			["2026-10-19", 0, 6, 6, 1],
			["2026-10-19", 1, 6, 1, null],
		]);
	});
});

describe("pages", () => {
	test("on which visits begin; sC, sD, sH and sY have none", async () => {
		expect(await asked("entry-pages")).toEqual([
			["/home", 3, 1, 1 / 3, 1, 1 / 3],
			["/about", 1, 0, 0, 0, 0],
			["/checkout", 1, 1, 1, 0, 0],
			["/product/blue-hat", 1, 0, 0, 0, 0],
			["/search", 1, 1, 1, 0, 0],
		]);
	});

	test("on which they end; p2's session began before", async () => {
		expect(await asked("exit-pages")).toEqual([
			["/search", 2, 2, 2, 1],
			["/about", 1, 1, 3, 1],
			["/checkout", 1, 2, 2, 1 / 2],
			["/checkout/done", 1, 1, 1, 1],
			["/home", 1, 4, 4, 1 / 4],
			["/product/blue-hat", 1, 2, 2, 1 / 2],
			["/category/shoes", 0, 1, 1, 0],
			["/product/red-shoe", 0, 1, 2, 0],
		]);
	});
});

describe("where they come from", () => {
	test("each session's own channel", async () => {
		expect(await asked("channels")).toEqual([
			["direct", 7, 7, 5, 5 / 7, 3, 3 / 7, 20],
			["ads", 1, 1, 0, 0, 0, 0, 0],
			["referral", 1, 1, 1, 1, 0, 0, 0],
			["search", 1, 1, 0, 0, 1, 1, 80],
			["social", 1, 1, 0, 0, 0, 0, 0],
		]);
	});

	test("the first touch: dan's lies before the range, anna's second visit is search's too", async () => {
		expect(await asked("channels", { touch: "first" })).toEqual([
			["direct", 4, 4, 3, 3 / 4, 2, 2 / 4, 0],
			["ads", 1, 2, 1, 1 / 2, 0, 0, 0],
			["search", 1, 2, 1, 1 / 2, 1, 1 / 2, 80],
			["social", 1, 2, 1, 1 / 2, 0, 0, 0],
			["email", 1, 1, 0, 0, 1, 1, 20],
		]);
	});

	test("the last that was not direct: anna's second visit is the referral's", async () => {
		expect(await asked("channels", { touch: "last" })).toEqual([
			["direct", 4, 4, 3, 3 / 4, 2, 2 / 4, 0],
			["ads", 1, 2, 1, 1 / 2, 0, 0, 0],
			["social", 1, 2, 1, 1 / 2, 0, 0, 0],
			["email", 1, 1, 0, 0, 1, 1, 20],
			["referral", 1, 1, 1, 1, 0, 0, 0],
			["search", 1, 1, 0, 0, 1, 1, 80],
		]);
	});

	test("campaigns", async () => {
		expect(await asked("campaigns")).toEqual([["spring", "google", "cpc", 1, 1, 0, 0, 0, 0, 0]]);
		expect(await asked("campaigns", { touch: "first" })).toEqual([
			["spring", "google", "cpc", 1, 2, 1, 1 / 2, 0, 0, 0],
			[null, "news", "email", 1, 1, 0, 0, 1, 1, 20],
		]);
	});

	test("devices, also by channel", async () => {
		expect(await asked("devices")).toEqual([
			[null, 7, 8, 6, 6 / 8, 3, 3 / 8, 20],
			["desktop", 2, 2, 0, 0, 0, 0, 0],
			["mobile", 1, 1, 0, 0, 1, 1, 80],
		]);
		expect((await asked("devices", { by: "channel" })).map((row) => row.slice(0, 4))).toEqual([
			[null, null, 6, 6],
			["desktop", "social", 1, 1],
			["desktop", null, 1, 1],
			["mobile", "search", 1, 1],
			[null, "ads", 1, 1],
			[null, "referral", 1, 1],
		]);
	});
});

test("weekdays and hours: at 2 on the Sunday, which comes twice, Ben's two sessions", async () => {
	const rows = await asked("weekday-hours");
	expect(rows.length).toBe(168);
	expect(rows.filter(([, , events]) => events !== 0)).toEqual([
		[1, 10, 1, 1, 0],
		[1, 11, 1, 1, 1],
		[6, 0, 1, 0, 0],
		[6, 23, 3, 1, 0],
		[7, 0, 3, 0, 1],
		[7, 2, 3, 2, 0],
		[7, 11, 2, 2, 1],
		[7, 12, 3, 1, 1],
		[7, 13, 3, 1, 0],
		[7, 16, 1, 1, 0],
		[7, 17, 3, 1, 0],
	]);
	expect(rows.filter(([, , events, sessions, orders]) => events === 0 && (sessions !== 0 || orders !== 0))).toEqual([]);
});

test("noise", async () => {
	const [flagged, simulated] = [Date.UTC(2026, 9, 25, 10, 30), Date.UTC(2026, 9, 25, 10, 31)];
	expect(await asked("noise")).toEqual([
		["burst", 1, 1, flagged, flagged],
		["source:simulation", 1, 1, simulated, simulated],
	]);
});

describe("beside the three days before, of which dan's visit by email on the 23rd is all", () => {
	test("days find theirs by place", async () => {
		const { rows, before } = await answered("visitors-over-time", { compare: "previous" });
		expect(rows.map(([start]) => start)).toEqual(["2026-10-24", "2026-10-25", "2026-10-26"]);
		expect(before).toEqual({
			rows: [
				["2026-10-21", 0, 0, 0, 0],
				["2026-10-22", 0, 0, 0, 0],
				["2026-10-23", 1, 1, 0, 1],
			],
			sums: [null, null, 1, null, 1],
		});
	});

	test("cohorts too: the third day's finds his, which is over", async () => {
		const { rows, before } = await answered("retention", { period: "day", compare: "previous" });
		expect(rows[0]).toEqual(["2026-10-26", 0, 1, 1, 1]);
		expect(before?.rows).toEqual([["2026-10-23", 0, 1, 1, 1], null, null, null, null, null]);
	});

	test("channels by their names", async () => {
		const { rows, before } = await answered("channels", { compare: "previous" });
		expect(rows.map(([channel]) => channel)).toEqual(["direct", "ads", "referral", "search", "social"]);
		expect(before).toEqual({ rows: [null, null, null, null, null], sums: [null, null, 1, 0, null, 0, null, 0] });
	});
});
