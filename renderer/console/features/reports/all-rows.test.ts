import { describe, expect, it } from "vitest";
import type { Report } from "../../../../backend/contract/reports.js";
import type { Client } from "../../app/client.js";
import { allRows } from "./all-rows.js";
import { channelsReport } from "./builders.js";

/** A store of so many rows that tells them page by page; `totals` says how many there are at each asking. */
const clientOf = (totals: readonly number[]) => {
	const asked: (number | undefined)[] = [];
	const get = async ({ limit = 50, offset = 0 }: { limit?: number; offset?: number }): Promise<Report> => {
		const total = totals[Math.min(asked.length, totals.length - 1)] ?? 0;
		asked.push(offset);
		const rows = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, index) => [`c${offset + index}`, 1, null, 0]);
		return channelsReport(rows, { rows: rows.map(() => null), sums: [null, 0, null, 0] }, { total });
	};
	return { asked, client: { reports: { get } } as unknown as Client };
};

describe("every row of a report", () => {
	it("is read page after page, with its compared row", async () => {
		const { client, asked } = clientOf([25_000]);
		const whole = await allRows(client, { report: "channels" });
		expect(asked).toEqual([0, 10_000, 20_000]);
		expect([whole.rows.length, whole.before?.rows.length, new Set(whole.rows.map(([key]) => key)).size]).toEqual([25_000, 25_000, 25_000]);
	});

	it("is not made of pages that do not fit, nor of more than a file holds", async () => {
		await expect(allRows(clientOf([25_000, 25_001]).client, { report: "channels" })).rejects.toThrow(/would not fit/);
		await expect(allRows(clientOf([1_000_001]).client, { report: "channels" })).rejects.toThrow(/fewer days/);
	});
});
