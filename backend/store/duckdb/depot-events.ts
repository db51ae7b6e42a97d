import type { HeldEvent } from "../depot-port.js";
import type { Database } from "./database.js";
import heldEvents from "./sql/read/held-events.sql";
import type { PlainRow } from "./values.js";

const batchSize = 4_000;

/** The number of the last of the next events; asked of one column alone. */
const bound = `SELECT max(seq) AS upto FROM (SELECT seq FROM events WHERE seq > $after ORDER BY seq LIMIT ${batchSize})`;

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** One literal without spreads: with them building an object takes many times as long. */
export const eventOf = (row: PlainRow): HeldEvent => ({
	seq: row["seq"] as number,
	noise: row["noisy"] === true ? { reasons: (row["noise_reasons"] ?? []) as readonly string[], at: Number(row["noise_at"]) } : null,
	event: {
		source: row["source"] as string,
		eventId: row["event_id"] as string,
		ts: row["ts"] as number,
		receivedAt: row["received_at"] as number,
		visitor: row["visitor"] as string,
		clientId: text(row["client_id"]),
		sessionId: text(row["session_id"]),
		userId: text(row["user_id"]),
		userVerified: row["user_verified"] === true,
		eventType: row["event_type"] as string,
		action: text(row["action"]),
		page: text(row["page"]),
		url: text(row["url"]),
		referrer: text(row["referrer"]),
		utmSource: text(row["utm_source"]),
		utmMedium: text(row["utm_medium"]),
		utmCampaign: text(row["utm_campaign"]),
		utmTerm: text(row["utm_term"]),
		utmContent: text(row["utm_content"]),
		productId: text(row["product_id"]),
		productName: text(row["product_name"]),
		productCategory: text(row["product_category"]),
		price: text(row["price"]),
		quantity: row["quantity"] as number | null,
		currency: text(row["currency"]),
		orderId: text(row["order_id"]),
		revenue: text(row["revenue"]),
		total: text(row["total"]),
		searchTerm: text(row["search_term"]),
		device: text(row["device"]),
		userAgent: text(row["user_agent"]),
		channel: text(row["channel"]),
		writeKey: text(row["write_key"]),
		ipHash: text(row["ip_hash"]),
		netHash: text(row["net_hash"]),
		properties: JSON.parse(row["properties"] as string) as Readonly<Record<string, unknown>>,
	},
});

/** Events after this number, in the order of storing. */
export async function* heldEventsOf(database: Database, first: number): AsyncGenerator<readonly HeldEvent[]> {
	for (let after = first; ; ) {
		const rows = await database.use(async (link) => {
			const { upto } = await link.row(bound, { after });
			return typeof upto === "number" ? link.rows(heldEvents, { after, upto }) : [];
		});
		if (rows.length === 0) return;
		yield rows.map(eventOf);
		after = Number(rows.at(-1)?.["seq"]);
	}
}
