import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Report, ReportParams } from "../../backend/contract/reports.js";
import { importFile, openBackend, type TransferBackend } from "./transfer-backend.js";

/**
 * The reports on visitors over files of real sites. The figures are those of a script of plain loops over the raw lines in another
 * language: sessions by invoice, or by address and agent with 30 minutes of silence; a visitor's first session by start, then key;
 * days and weeks by date arithmetic; lines of one time in the order of their numbers as text, as their ids are. All rows agreed:
 * 62 days, 1,034 cells of retention, 336 of weekdays and hours, 637 entry and 1,368 exit pages.
 */
const folder = process.env["REAL_DATA_DIR"] ?? join(fileURLToPath(new URL("../..", import.meta.url)), "..", "shared", "data");
const present = existsSync(join(folder, "README.md"));
if (!present)
	process.stderr.write(
		`\nSKIPPED: no real data in ${folder}; set REAL_DATA_DIR. Nothing proves the reports on real visitors in this run.\n\n`,
	);

const over = (file: string) => {
	let backend: TransferBackend;
	beforeAll(async () => {
		backend = await openBackend();
		await importFile(backend.client, join(folder, file));
	});
	afterAll(() => backend?.remove());
	return (report: string, params: ReportParams = {}): Promise<Report> => backend.client.reports.get({ report, limit: 2_000, ...params });
};

describe.skipIf(!present)("online retail", () => {
	const ask = over("dev_online_retail_2010-12_2011-01.csv.gz");

	test("new and returning customers, with what they spent to the penny", async () => {
		expect((await ask("visitors")).rows).toEqual([
			["all", 1_926, 3_501, 856, 856 / 3_501, 2_749, 2_749 / 3_501, 1_515_110.7],
			["new", 1_926, 1_926, 469, 469 / 1_926, 1_593, 1_593 / 1_926, 969_545.59],
			["returning", 628, 1_575, 387, 387 / 1_575, 1_156, 1_156 / 1_575, 545_565.11],
		]);
	});

	test("62 days, 44 of them with a visit; the busiest is 9 December", async () => {
		const { rows, sums } = await ask("visitors-over-time");
		expect([rows.length, rows.filter((row) => row[4] !== 0).length, sums]).toEqual([62, 44, [null, null, 1_926, null, 3_501]]);
		expect(rows.find(([start]) => start === "2010-12-09")).toEqual(["2010-12-09", 173, 134, 43, 183]);
		expect(Math.max(...rows.map((row) => Number(row[4])))).toBe(183);
	});

	test("weekly retention; the last week is not over", async () => {
		const { rows, total } = await ask("retention", { sort: "cohort", descending: false });
		expect(total).toBe(49);
		expect(rows.filter(([, period]) => period === 0).map(([cohort, , visitors]) => [cohort, visitors])).toEqual([
			["2010-11-29", 391],
			["2010-12-06", 501],
			["2010-12-13", 266],
			["2010-12-20", 107],
			["2011-01-03", 136],
			["2011-01-10", 157],
			["2011-01-17", 126],
			["2011-01-24", 219],
			["2011-01-31", 23],
		]);
		const first = rows.filter(([cohort]) => cohort === "2010-11-29");
		expect(first.map(([, , , returned]) => returned)).toEqual([391, 80, 86, 28, 0, 67, 53, 48, 47, 12]);
		expect(first.map(([, , , , share]) => share)).toEqual([1, ...[80, 86, 28, 0, 67, 53, 48, 47].map((returned) => returned / 391), null]);
	});

	test("weekdays and hours: most lines on Friday at 14, and 65 cells with any", async () => {
		const { rows, sums } = await ask("weekday-hours", { sort: "events" });
		expect(rows.slice(0, 3)).toEqual([
			[5, 14, 4_014, 100, 57],
			[2, 15, 3_564, 93, 78],
			[1, 9, 2_747, 45, 40],
		]);
		expect([rows.length, rows.filter(([, , events]) => events !== 0).length, sums]).toEqual([168, 65, [null, null, 77_628, 3_501, 2_749]]);
	});

	test("by country, which is a property", async () => {
		const { rows, total } = await ask("devices", { by: "country" });
		expect(total).toBe(28);
		expect(rows.slice(0, 4).map(([, by, , sessions]) => [by, sessions])).toEqual([
			["United Kingdom", 3_212],
			["Germany", 83],
			["France", 63],
			["EIRE", 31],
		]);
	});
});

describe.skipIf(!present)("access log", () => {
	const ask = over("dev_apache_access_log.gz");

	test("new and returning visitors", async () => {
		expect((await ask("visitors")).rows.map((row) => row.slice(0, 4))).toEqual([
			["all", 1_861, 3_223, 1_774],
			["new", 1_861, 1_861, 954],
			["returning", 348, 1_362, 820],
		]);
	});

	test("daily retention", async () => {
		const { rows } = await ask("retention", { period: "day", sort: "cohort", descending: false });
		expect(rows).toEqual([
			["2015-05-17", 0, 365, 365, 1],
			["2015-05-17", 1, 365, 82, 82 / 365],
			["2015-05-17", 2, 365, 63, 63 / 365],
			["2015-05-17", 3, 365, 57, null],
			["2015-05-18", 0, 578, 578, 1],
			["2015-05-18", 1, 578, 39, 39 / 578],
			["2015-05-18", 2, 578, 25, null],
			["2015-05-19", 0, 484, 484, 1],
			["2015-05-19", 1, 484, 16, null],
			["2015-05-20", 0, 434, 434, null],
		]);
	});

	test("where visits begin and end", async () => {
		const entries = await ask("entry-pages");
		expect([entries.total, entries.sums.slice(1, 3)]).toEqual([637, [3_223, 1_774]]);
		expect(entries.rows.slice(0, 4).map((row) => row.slice(0, 3))).toEqual([
			["/", 428, 361],
			["/favicon.ico", 301, 150],
			["/blog/tags/puppet", 169, 58],
			["/robots.txt", 122, 89],
		]);
		const exits = await ask("exit-pages");
		expect([exits.total, exits.sums]).toEqual([1_368, [null, 3_223, null, 9_999, null]]);
		expect(exits.rows.slice(0, 3)).toEqual([
			["/", 433, 529, 575, 433 / 529],
			["/favicon.ico", 302, 769, 807, 302 / 769],
			["/blog/tags/puppet", 170, 171, 489, 170 / 171],
		]);
	});

	/**
	 * The script's plain rule: the first referrer of a session whose host is not the site's own; of a search engine in 535 sessions, of
	 * others in 248. The 54 sessions of six feed readers carry utm marks and no such referrer.
	 */
	test("channels and the one campaign", async () => {
		const { rows } = await ask("channels");
		const sessions = Object.fromEntries(rows.map(([channel, , count]) => [channel, Number(count)]));
		expect(sessions["search"]).toBe(535);
		expect((sessions["referral"] ?? 0) + (sessions["social"] ?? 0)).toBe(248 + 54);
		expect(sessions["direct"]).toBe(3_223 - 535 - 248 - 54);
		const campaigns = await ask("campaigns");
		expect(campaigns.rows.map((row) => row.slice(0, 5))).toEqual([
			["Feed: semicomplete/main (semicomplete.com - Jordan Sissel)", "feedburner", "feed", 6, 54],
		]);
	});

	test("weekdays and hours: 84 cells with a request, most on Tuesday at 19", async () => {
		const { rows } = await ask("weekday-hours", { sort: "events" });
		expect(rows.slice(0, 3)).toEqual([
			[2, 19, 136, 30, 0],
			[2, 14, 134, 49, 0],
			[1, 15, 133, 38, 0],
		]);
		expect(rows.filter(([, , events]) => events !== 0).length).toBe(84);
	});
});
