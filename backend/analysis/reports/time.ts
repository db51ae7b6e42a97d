import { AppError } from "../../contract/errors.js";
import type { Scope } from "../../engine/port.js";
import { type Bucket, calendar, countOf, type Extent, maxBuckets, type Unit, unitFor } from "../calendar.js";
import { extentOf } from "../extent.js";
import type { Ask } from "../metric.js";
import type { Key } from "./plan.js";
import type { ReportDefinition, ReportRequest } from "./report.js";
import { identity, type ShownColumn } from "./report-columns.js";

/** The buckets of a report over time. */
export interface Time {
	readonly unit: Unit;
	readonly buckets: readonly Bucket[];
	/** Whether older ones were left out, being too many. */
	readonly cut: boolean;
}

/** Null for a report that is not over time. Without events, and with an end open, there are no buckets. */
export const timeOf = async (
	ask: Ask,
	asked: { definition: ReportDefinition; request: ReportRequest; scope: Scope },
): Promise<Time | null> => {
	const { definition, request, scope } = asked;
	if (!definition.calendar) return null;
	const wanted = definition.calendar.unit(request);
	const extent = await extentOf(ask, scope);
	if (extent === null) return { unit: wanted === "fit" ? "day" : wanted, buckets: [], cut: false };
	if (wanted === "fit") return timeIn(unitFor(extent, scope.tz), extent, scope.tz);
	return timeIn(wanted, tooLong(extent, wanted, scope.tz) ? await dataOf(ask, extent, scope.tz) : extent, scope.tz);
};

/** Where the unit is given, a range can have more buckets than are kept: the newest, which may all lie after the data. */
const tooLong = (extent: Extent, unit: Unit, tz: string): boolean => unit !== "hour" && countOf(extent, tz, unit) > maxBuckets;

/** Where the range has events: open ends are those of the data, and the run sees none outside its range. */
const dataOf = async (ask: Ask, extent: Extent, tz: string): Promise<Extent> =>
	(await extentOf(ask, { from: null, to: null, tz })) ?? extent;

const timeIn = (unit: Unit, extent: Extent, tz: string): Time => ({
	unit,
	buckets: calendar(unit, extent, { tz, found: new Set() }),
	cut: tooLong(extent, unit, tz),
});

/** A year earlier can have a day more. */
const mostCompared = 2 * maxBuckets;

/**
 * The buckets of the range to compare with, of the same unit; all of them, so that the first meets the first, unless those of the
 * other time are the newest alone. Throws `invalid` for a range of too many.
 */
export const timeBeside = ({ unit, cut }: Time, { from, to }: Extent, tz: string): Time => {
	const count = unit === "hour" ? Math.ceil((to - from) / 3_600_000) : countOf({ from, to }, tz, unit);
	if (count <= mostCompared) {
		const most = cut ? maxBuckets : mostCompared;
		return { unit, cut, buckets: calendar(unit, { from, to }, { tz, found: new Set(), most }) };
	}
	throw new AppError(
		"invalid",
		`The range to compare with has ${count.toLocaleString("en")} buckets, each ${unit === "hour" ? "an" : "a"} ${unit}, more than the ${mostCompared.toLocaleString("en")} that can stand beside others. Choose a shorter one.`,
		{ path: "compare" },
	);
};

/** The same key with its bucket put in the same place of the other time; null where that has no such place. */
export const samePlace = (
	key: Key,
	times: { from: Time; to: Time },
	{ sql, columns }: { sql: string; columns: readonly ShownColumn[] },
): Key | null => {
	const at = identity(columns).findIndex((column) => column.sql === sql);
	const part = columns.find((column) => column.sql === sql)?.unit === "time" ? "start" : "label";
	const bucket = times.to.buckets[times.from.buckets.findIndex((one) => one[part] === key[at])];
	return bucket ? key.map((value, place) => (place === at ? bucket[part] : value)) : null;
};
