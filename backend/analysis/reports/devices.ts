import { z } from "zod";
import sql from "./devices.sql";
import { defineReport } from "./report.js";
import { creditColumns, creditRow } from "./session-columns.js";

/**
 * On what visitors come: sessions that start in the range by device, that of the first of their events that tells one
 * (backend/ingest/device.ts); null where none does. Measures as in `channels`; rows by sessions descending, then device, null last.
 * With `by`: the first value among the session's events. Zone: only as far as the range was given in it.
 */
export const devices = defineReport({
	name: "devices",
	title: "Devices",
	question: "On what do visitors come, and does the shop sell on all of it?",
	sql,
	row: creditRow.extend({ device: z.string().nullable() }),
	columns: { device: { role: "key", unit: "text" }, ...creditColumns },
	order: { column: "sessions", descending: true },
	takes: ["by", "currency"],
});
