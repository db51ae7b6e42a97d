import { z } from "zod";
import sql from "./channels.sql";
import { defineReport } from "./report.js";
import { creditColumns, creditRow } from "./session-columns.js";
import { withCredit } from "./touch.js";

/**
 * How visitors come: sessions that start in the range by channel (backend/ingest/channel.ts judges each event's evidence; a session
 * has that of its first event with any, else `direct`). `touch` moves the credit: to the visitor's first session ever, also before
 * the range (first), or to the last one that was not direct, up to and with this one (last); both look back without limit, as
 * Google Analytics' last non-direct click does for its look-back window.
 *
 * - visitors: distinct, in each channel of theirs; bounce_rate = sessions of one event / sessions; conversion = sessions with an order / sessions.
 * - revenue: of orders in the range, of one currency, in these sessions; an order whose session began before the range is not in it.
 * - Rows: channels with a session; by sessions descending, then channel. With `by`: the first value among the session's events.
 * - Zone: only as far as the range was given in it.
 */
export const channels = defineReport({
	name: "channels",
	title: "Channels",
	question: "How do visitors come, and which way brings orders?",
	sql: withCredit(sql),
	row: creditRow.extend({ channel: z.string() }),
	columns: { channel: { role: "key", unit: "text" }, ...creditColumns },
	order: { column: "sessions", descending: true },
	takes: ["by", "currency", "touch"],
});
