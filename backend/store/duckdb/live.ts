import type { LiveEvent, LiveReader, Recent, Since } from "../live-port.js";
import type { Database, Link } from "./database.js";
import rowsSql from "./sql/live/events.sql";
import type { Params, PlainRow } from "./values.js";

const text = (cell: unknown): string | null => (typeof cell === "string" ? cell : null);

const liveEvent = (row: PlainRow): LiveEvent => ({
	source: String(row["source"]),
	eventId: String(row["event_id"]),
	ts: Number(row["ts"]),
	receivedAt: Number(row["received_at"]),
	visitor: String(row["visitor"]),
	eventType: String(row["event_type"]),
	action: text(row["action"]),
	page: text(row["page"]),
	productId: text(row["product_id"]),
	productName: text(row["product_name"]),
	price: text(row["price"]),
	quantity: typeof row["quantity"] === "number" ? row["quantity"] : null,
	currency: text(row["currency"]),
	orderId: text(row["order_id"]),
	revenue: text(row["revenue"]),
	total: text(row["total"]),
	searchTerm: text(row["search_term"]),
	properties: JSON.parse(String(row["properties"])) as LiveEvent["properties"],
});

const eventsWhere = async (link: Link, which: string, params: Params): Promise<LiveEvent[]> =>
	(await link.rows(rowsSql.replace("/*which*/", which), params)).map(liveEvent);

const minutesSql = `SELECT ts - ((ts % 60000) + 60000) % 60000 AS window_start, action, count(*) AS n
	FROM events WHERE ts >= $hour AND ts < $until GROUP BY ALL`;
const pagesSql = `SELECT ts - ((ts % 60000) + 60000) % 60000 AS window_start, page, count(*) AS n
	FROM events WHERE ts >= $near AND ts < $until AND page IS NOT NULL GROUP BY ALL`;
const visitorsSql = `SELECT visitor, min(ts) AS first_ts, max(ts) AS last_ts
	FROM events WHERE ts >= $here AND ts < $until GROUP BY visitor, ts - ((ts % 300000) + 300000) % 300000`;
const ordersWhere = "action = 'order_completed' AND ts >= $day AND ts < $until ORDER BY seq";
const newestWhere = "seq > (SELECT coalesce(max(seq), 0) - 1000 FROM events) ORDER BY seq DESC LIMIT 100";

const read = async (link: Link, { hour, near, here, day, until }: Since): Promise<Recent> => ({
	upto: Number((await link.row("SELECT coalesce(max(seq), 0) AS upto FROM events"))["upto"]),
	minutes: (await link.rows(minutesSql, { hour, until })).map((row) => ({
		windowStart: Number(row["window_start"]),
		action: text(row["action"]),
		count: Number(row["n"]),
	})),
	pages: (await link.rows(pagesSql, { near, until })).map((row) => ({
		windowStart: Number(row["window_start"]),
		page: String(row["page"]),
		count: Number(row["n"]),
	})),
	visitors: (await link.rows(visitorsSql, { here, until })).map((row) => ({
		visitor: String(row["visitor"]),
		firstTs: Number(row["first_ts"]),
		lastTs: Number(row["last_ts"]),
	})),
	orders: await eventsWhere(link, ordersWhere, { day, until }),
	newest: await eventsWhere(link, newestWhere, {}),
});

export interface Live {
	readonly reader: LiveReader;
	/** Tells the followers of a commit. */
	readonly stored: (events: readonly LiveEvent[], first: number) => void;
}

export const openLive = (database: Database): Live => {
	const followers = new Set<(events: readonly LiveEvent[], first: number) => void>();
	return {
		reader: {
			recent: (since) => database.use((link) => link.transaction(() => read(link, since))),
			follow: (listener) => {
				followers.add(listener);
				return () => {
					followers.delete(listener);
				};
			},
		},
		stored: (events, first) => {
			for (const follower of followers) follower(events, first);
		},
	};
};
