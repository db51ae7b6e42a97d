import type { ImportRecord } from "../../../../backend/contract/transfer.js";
import { dayOf } from "../../app/period.js";

/** The address of Overview over exactly the days that were imported, in the zone the file was read in. */
export const overviewOf = (record: Pick<ImportRecord, "first_ts" | "last_ts">, tz: string): Readonly<Record<string, string>> =>
	record.first_ts === null || record.last_ts === null
		? {}
		: { from: dayOf(record.first_ts, tz), to: dayOf(record.last_ts, tz), tz, compare: "none" };
