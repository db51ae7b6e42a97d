import { clickIdNames } from "./channel.js";
import { Fault } from "./fault.js";
import { moneyText } from "./money.js";

/**
 * The names under which senders put what the typed columns hold, best first: those of the predecessor, of Segment's
 * specification, of GA4 and of PostHog.
 */
const names = {
	source: ["source"],
	url: ["url", "$current_url", "page_url", "page_location"],
	referrer: ["referrer", "referer", "$referrer", "page_referrer"],
	utmSource: ["utm_source"],
	utmMedium: ["utm_medium"],
	utmCampaign: ["utm_campaign"],
	utmTerm: ["utm_term"],
	utmContent: ["utm_content"],
	productId: ["product_id", "productId", "sku", "item_id"],
	productName: ["product_name", "productName", "item_name"],
	productCategory: ["product_category", "productCategory", "item_category", "category"],
	price: ["price", "product_price", "productPrice", "item_price", "unit_price"],
	quantity: ["quantity", "qty"],
	currency: ["currency", "currency_code"],
	orderId: ["order_id", "orderId", "transaction_id"],
	revenue: ["revenue"],
	total: ["total", "total_amount", "order_total", "value"],
	searchTerm: ["search_term", "query", "q", "search_query"],
	device: ["device", "device_type", "$device_type"],
	userAgent: ["user_agent", "userAgent", "$raw_user_agent"],
	channel: ["channel"],
	clickId: clickIdNames,
} as const satisfies Record<string, readonly string[]>;

export type Field = keyof typeof names;

/** Fields under whose own wire name an event row shows the value; only these leave `properties`. */
const shownAs: Partial<Record<Field, string>> = {
	source: "source",
	url: "url",
	referrer: "referrer",
	productId: "product_id",
	price: "price",
	quantity: "quantity",
	currency: "currency",
	orderId: "order_id",
	revenue: "revenue",
};

/** Words that mean money and nothing else: what they hold must be read, or a figure would be wrong in silence. */
const strict = new Set([
	"price",
	"product_price",
	"productPrice",
	"item_price",
	"unit_price",
	"revenue",
	"total_amount",
	"order_total",
	"quantity",
	"qty",
]);

interface Slot {
	readonly field: Field;
	readonly rank: number;
}

const slots: ReadonlyMap<string, Slot> = new Map(
	(Object.entries(names) as [Field, readonly string[]][]).flatMap(([field, all]) =>
		all.map((name, rank) => [name, { field, rank }] as const),
	),
);

type Raw = Readonly<Record<string, unknown>>;

/** The best named value of each field that was sent, with the name it was found under. */
export type Found = { [K in Field]?: { readonly name: string; readonly value: unknown; readonly rank: number } };

export const find = (properties: Raw): Found => {
	const found: Found = {};
	for (const name in properties) {
		const slot = slots.get(name);
		if (slot === undefined) continue;
		const value = properties[name];
		const before = found[slot.field];
		if (value === null || value === "" || (before !== undefined && before.rank < slot.rank)) continue;
		found[slot.field] = { name, value, rank: slot.rank };
	}
	return found;
};

/** Text, or the text of a number, as ids are often sent; null for anything else. */
export const textOf = (found: Found, field: Field): string | null => {
	const value = found[field]?.value;
	if (typeof value === "string") return value;
	return typeof value === "number" ? String(value) : null;
};

const unreadable = (name: string, value: unknown): Fault =>
	new Fault({
		code: "invalid",
		path: `properties.${name}`,
		message: `${JSON.stringify(value)?.slice(0, 60)} is no amount this store can hold`,
		fix: "Send a number, or its decimal text with a point and without currency signs, such as 12.50.",
	});

/**
 * Decimal text. What is no number is refused under a name that means money; under `total` and `value`, which can mean other
 * things, only where the event is an order.
 */
export const moneyOf = (found: Found, field: "price" | "revenue" | "total", ofOrder = false): string | null => {
	const sent = found[field];
	if (sent === undefined) return null;
	const text = moneyText(sent.value);
	if (text === null && (ofOrder || strict.has(sent.name))) throw unreadable(sent.name, sent.value);
	return text;
};

export const quantityOf = (found: Found): number | null => {
	const sent = found.quantity;
	if (sent === undefined) return null;
	const text = moneyText(sent.value);
	if (text === null) throw unreadable(sent.name, sent.value);
	return Number(text);
};

export const currencyOf = (found: Found): string | null => {
	const text = textOf(found, "currency");
	return text !== null && /^[A-Za-z]{3}$/.test(text) ? text.toUpperCase() : null;
};

/** True when the column's value reads back as exactly what was sent. */
const isExact = (sent: unknown, kept: string | number | null): boolean =>
	sent === kept || (typeof sent === "number" && typeof kept === "string" && Number(kept) === sent && String(sent) === kept);

/**
 * What stays in `properties`: all that was sent, but for what an event row shows in the column of the same name exactly as
 * it was sent. Aliases and values that a column holds in another form stay, so that what was sent can always be read.
 */
export const remaining = (properties: Raw, found: Found, columns: Partial<Record<Field, string | number | null>>): Raw => {
	const moved = new Set<string>();
	for (const field in shownAs) {
		const sent = found[field as Field];
		if (sent !== undefined && sent.name === shownAs[field as Field] && isExact(sent.value, columns[field as Field] ?? null))
			moved.add(sent.name);
	}
	if (moved.size === 0) return properties;
	const rest: Record<string, unknown> = {};
	for (const name in properties) {
		if (moved.has(name)) continue;
		if (name === "__proto__")
			Object.defineProperty(rest, name, { value: properties[name], enumerable: true, configurable: true, writable: true });
		else rest[name] = properties[name];
	}
	return rest;
};
