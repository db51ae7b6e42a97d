import { moneyText } from "./money.js";

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === "object" && value !== null && !Array.isArray(value);

/** Of decimal text with at most four places, in ten-thousandths. */
const units = (text: string): bigint => {
	const [whole = "", fraction = ""] = text.replace("-", "").split(".");
	const value = BigInt(whole + fraction.padEnd(4, "0"));
	return text.startsWith("-") ? -value : value;
};

/** Price × quantity of one entry in 10⁻⁸; null where either cannot be read. A missing quantity is one piece, as in Segment's and GA4's forms. */
const amountOf = (item: unknown): bigint | null => {
	if (!isRecord(item)) return null;
	const price = moneyText(item["price"] ?? item["item_price"] ?? item["unit_price"]);
	const quantity = moneyText(item["quantity"] ?? item["qty"] ?? 1);
	return price === null || quantity === null ? null : units(price) * units(quantity);
};

const textOf = (sum: bigint): string => {
	const digits = String(sum < 0n ? -sum : sum).padStart(9, "0");
	return `${sum < 0n ? "-" : ""}${digits.slice(0, -8)}.${digits.slice(-8)}`;
};

/**
 * What an order comes to that tells its lines alone: Σ price × quantity over the entries of `products` (Segment) or `items` (GA4),
 * as decimal text in the currency of the event. List prices: shipping, tax and discounts are not in it. Null without entries, and
 * when the amount of one is unknown: a sum over the others would be too small in silence.
 */
export const itemsTotal = (properties: Readonly<Record<string, unknown>>): string | null => {
	const items = properties["products"] ?? properties["items"];
	if (!Array.isArray(items) || items.length === 0) return null;
	let sum = 0n;
	for (const item of items) {
		const amount = amountOf(item);
		if (amount === null) return null;
		sum += amount;
	}
	const text = moneyText(textOf(sum));
	return text?.includes(".") ? text.replace(/\.?0+$/, "") : text;
};
