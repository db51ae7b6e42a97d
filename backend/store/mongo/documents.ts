import { Decimal128, type Document, type ObjectId } from "mongodb";
import type { NewEvent } from "../event.js";

/** Why an event is noise: one reason of one run, 0 for what no run found. */
export interface MarkDocument {
	run: number;
	/** Among the reasons of its run. */
	place: number;
	reason: string;
	score: number;
	at: Date;
	/** Its run was undone. */
	off?: true;
}

/**
 * An event as it stands in the collection `events`: the predecessor's fields with the same names, and what it had not. Absent is left
 * out. `seq` is its place in the order of storing; `changed` the number of the last change, by which copies find what is new to them.
 */
export interface EventDocument {
	_id?: ObjectId;
	source: string;
	event_id: string;
	seq: number;
	changed: number;
	timestamp: Date;
	received_at: Date;
	visitor: string;
	event_type: string;
	user_verified?: boolean;
	quantity?: number;
	price?: Decimal128;
	revenue?: Decimal128;
	total?: Decimal128;
	/** With the source in it, as the predecessor's tools look for it there. */
	properties: Document;
	/** JSON, in place of `properties`, where these cannot be a document: names with $, NUL, or that the driver reads as its own. */
	properties_text?: string;
	/** The properties had a `source` of their own. */
	own_source?: boolean;
	/** What follows from `marks`. Other tools may set it alone. */
	flag?: { noisy: true; reasons: string[]; updated_at: Date };
	marks?: MarkDocument[];
	updated_at?: Date;
	[text: string]: unknown;
}

/** A stored event with what is known of it beside what was sent. */
export interface FoundEvent {
	readonly event: NewEvent;
	readonly seq: number;
	readonly changed: number;
	readonly noise: { readonly reasons: readonly string[]; readonly at: number } | null;
}

const texts = {
	clientId: "client_id",
	sessionId: "session_id",
	userId: "user_id",
	action: "action",
	page: "page",
	url: "url",
	referrer: "referrer",
	utmSource: "utm_source",
	utmMedium: "utm_medium",
	utmCampaign: "utm_campaign",
	utmTerm: "utm_term",
	utmContent: "utm_content",
	productId: "product_id",
	productName: "product_name",
	productCategory: "product_category",
	currency: "currency",
	orderId: "order_id",
	searchTerm: "search_term",
	device: "device",
	userAgent: "user_agent",
	channel: "channel",
	writeKey: "write_key",
	ipHash: "ip_hash",
	netHash: "net_hash",
} as const satisfies Partial<Record<keyof NewEvent, string>>;

export type TextKey = keyof typeof texts;
/** Fields of an event that are text or null, and what a document calls them. */
export const textNames = Object.entries(texts) as [TextKey, string][];
const moneyNames = ["price", "revenue", "total"] as const;

const money = /^-?\d{1,14}(?:\.\d{1,4})?$/;

const moneyOf = (text: string): Decimal128 => {
	if (!money.test(text)) throw new TypeError("An amount of an event is no decimal text of at most 14 digits and 4 places.");
	return Decimal128.fromString(text);
};

/** Whether BSON can hold it as it is: see `properties_text`. */
const isPlain = (value: unknown): boolean => {
	if (typeof value !== "object" || value === null) return true;
	if (Array.isArray(value)) return value.every(isPlain);
	return Object.entries(value).every(([name, inner]) => name[0] !== "$" && name !== "_bsontype" && !name.includes("\0") && isPlain(inner));
};

const propertiesOf = ({ properties, source }: NewEvent): Pick<EventDocument, "properties" | "properties_text" | "own_source"> => {
	if (!isPlain(properties)) return { properties: { source }, properties_text: JSON.stringify(properties) };
	if (Object.hasOwn(properties, "source")) return { properties, own_source: true };
	return { properties: { ...properties, source } };
};

/** Its numbers come when it is stored. Throws for what the store cannot hold. */
export const documentOf = (event: NewEvent): EventDocument => {
	const document: EventDocument = {
		source: event.source,
		event_id: event.eventId,
		seq: 0,
		changed: 0,
		timestamp: new Date(event.ts),
		received_at: new Date(event.receivedAt),
		visitor: event.visitor,
		event_type: event.eventType,
		...propertiesOf(event),
	};
	for (const [key, name] of textNames) if (event[key] !== null) document[name] = event[key];
	for (const name of moneyNames) {
		const amount = event[name];
		if (amount !== null) document[name] = moneyOf(amount);
	}
	if (event.quantity !== null) document.quantity = event.quantity;
	if (event.userVerified) document.user_verified = true;
	return document;
};

const readProperties = (document: EventDocument): NewEvent["properties"] => {
	if (document.properties_text !== undefined) return JSON.parse(document.properties_text) as NewEvent["properties"];
	if (document.own_source) return document.properties;
	const { source: _, ...properties } = document.properties;
	return properties;
};

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
const amount = (value: unknown): string | null => (value instanceof Decimal128 ? value.toString() : null);

/** Another tool may have set `noisy` alone. */
export const noiseOf = ({
	flag,
	received_at,
}: Pick<EventDocument, "received_at"> & { flag?: EventDocument["flag"] | undefined }): FoundEvent["noise"] => {
	if (flag?.noisy !== true) return null;
	const { reasons, updated_at: at }: { readonly reasons?: unknown; readonly updated_at?: unknown } = flag;
	return { reasons: Array.isArray(reasons) ? reasons.map(String) : [], at: (at instanceof Date ? at : received_at).getTime() };
};

/** One literal without spreads, as normalising has it: with them building an object takes many times as long. */
export const eventOf = (document: EventDocument): FoundEvent => ({
	event: {
		source: document.source,
		eventId: document.event_id,
		ts: document.timestamp.getTime(),
		receivedAt: document.received_at.getTime(),
		visitor: document.visitor,
		clientId: text(document["client_id"]),
		sessionId: text(document["session_id"]),
		userId: text(document["user_id"]),
		userVerified: document.user_verified === true,
		eventType: document.event_type,
		action: text(document["action"]),
		page: text(document["page"]),
		url: text(document["url"]),
		referrer: text(document["referrer"]),
		utmSource: text(document["utm_source"]),
		utmMedium: text(document["utm_medium"]),
		utmCampaign: text(document["utm_campaign"]),
		utmTerm: text(document["utm_term"]),
		utmContent: text(document["utm_content"]),
		productId: text(document["product_id"]),
		productName: text(document["product_name"]),
		productCategory: text(document["product_category"]),
		price: amount(document.price),
		quantity: typeof document.quantity === "number" ? document.quantity : null,
		currency: text(document["currency"]),
		orderId: text(document["order_id"]),
		revenue: amount(document.revenue),
		total: amount(document.total),
		searchTerm: text(document["search_term"]),
		device: text(document["device"]),
		userAgent: text(document["user_agent"]),
		channel: text(document["channel"]),
		writeKey: text(document["write_key"]),
		ipHash: text(document["ip_hash"]),
		netHash: text(document["net_hash"]),
		properties: readProperties(document),
	},
	seq: document.seq,
	changed: document.changed,
	noise: noiseOf(document),
});
