import { type NewEvent, noisySources } from "../event.js";

const noisy: ReadonlySet<string> = new Set(noisySources);

/** Of a source that the noise filter hides without a flag. */
export const isHidden = (source: string): boolean => noisy.has(source);

type Value = string | number | boolean | null | NewEvent["properties"];

interface Column {
	readonly name: string;
	readonly type: "VARCHAR" | "BIGINT" | "DOUBLE" | "BOOLEAN" | "DECIMAL(18,4)";
	readonly of: (event: NewEvent) => Value;
}

const column = (type: Column["type"], name: string, of: Column["of"]): Column => ({ name, type, of });
const text = (name: string, of: Column["of"]): Column => column("VARCHAR", name, of);

/** Columns of `events` that an event fills; those of noise are set later. Money goes as text, so that no binary fraction comes in between. */
const columns: readonly Column[] = [
	text("source", (event) => event.source),
	text("event_id", (event) => event.eventId),
	column("BIGINT", "ts", (event) => event.ts),
	column("BIGINT", "received_at", (event) => event.receivedAt),
	text("visitor", (event) => event.visitor),
	text("client_id", (event) => event.clientId),
	text("session_id", (event) => event.sessionId),
	text("user_id", (event) => event.userId),
	column("BOOLEAN", "user_verified", (event) => event.userVerified),
	text("event_type", (event) => event.eventType),
	text("action", (event) => event.action),
	text("page", (event) => event.page),
	text("url", (event) => event.url),
	text("referrer", (event) => event.referrer),
	text("utm_source", (event) => event.utmSource),
	text("utm_medium", (event) => event.utmMedium),
	text("utm_campaign", (event) => event.utmCampaign),
	text("utm_term", (event) => event.utmTerm),
	text("utm_content", (event) => event.utmContent),
	text("product_id", (event) => event.productId),
	text("product_name", (event) => event.productName),
	text("product_category", (event) => event.productCategory),
	column("DECIMAL(18,4)", "price", (event) => event.price),
	column("DOUBLE", "quantity", (event) => event.quantity),
	text("currency", (event) => event.currency),
	text("order_id", (event) => event.orderId),
	column("DECIMAL(18,4)", "revenue", (event) => event.revenue),
	column("DECIMAL(18,4)", "total", (event) => event.total),
	text("search_term", (event) => event.searchTerm),
	text("device", (event) => event.device),
	text("user_agent", (event) => event.userAgent),
	text("channel", (event) => event.channel),
	text("write_key", (event) => event.writeKey),
	text("ip_hash", (event) => event.ipHash),
	text("net_hash", (event) => event.netHash),
	/** An object read as VARCHAR is its JSON text. */
	text("properties", (event) => event.properties),
	column("BOOLEAN", "hidden", (event) => isHidden(event.source)),
];

const list = (type: Column["type"], index: number): string => `unnest(from_json_strict($${index + 1}, '["${type}"]'))`;

/**
 * Takes a JSON list a column, the numbers of the events first. Column by column in one statement, since DuckDB reads it in a thread of
 * its own; the appender's call per value holds the main thread (docs/decisions/events-go-in-by-columns.md). A list that is shorter (all
 * null: empty) is filled with nulls; the ids are never null. What a column cannot hold fails the statement.
 */
export const insertInto = (table: string): string => `INSERT INTO ${table} BY NAME SELECT ${list("BIGINT", 0)} AS seq, false AS noisy,
	${columns.map(({ name, type }, index) => `${list(type, index + 1)} AS ${name}`).join(", ")}`;
export const insertSql = insertInto("events");

/** An escape of half a character, which is all that JSON.stringify writes with backslash, u and d. DuckDB's JSON reads none. */
const loneSurrogate = /(?<=(?:^|[^\\])(?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;

const listText = (events: readonly NewEvent[], of: Column["of"]): string => {
	const values: Value[] = [];
	let empty = true;
	for (const event of events) {
		const value = of(event);
		values.push(value);
		if (value !== null) empty = false;
	}
	if (empty) return "[]";
	const json = JSON.stringify(values);
	return json.includes("\\ud") ? json.replace(loneSurrogate, "\ufffd") : json;
};

/** The lists of `insertSql`, in its order; `seq` is the number of the first event. */
export const listsOf = (events: readonly NewEvent[], seq: number): string[] => [
	JSON.stringify(events.map((_, index) => seq + index)),
	...columns.map(({ of }) => listText(events, of)),
];
