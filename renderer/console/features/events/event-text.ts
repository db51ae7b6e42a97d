import type { EventRow } from "../../../../backend/contract/events.js";
import { format, none } from "../../ui/format.js";

/** What an event is worth where it says so: its revenue, else price × quantity. */
export const amountOf = (event: Pick<EventRow, "revenue" | "price" | "quantity">): number | null => {
	if (event.revenue !== null) return event.revenue;
	return event.price === null ? null : event.price * (event.quantity ?? 1);
};

/** Day and time to the second: a list of what was received is a stream. */
export const stamp = (ms: number, tz: string): string => `${format.date(ms, tz)}, ${format.timeSeconds(ms, tz)}`;

const exactly = (ms: number, tz: string): string => `${format.date(ms, tz)}, ${format.timeExact(ms, tz)}`;

export interface Field {
	readonly name: string;
	readonly value: string;
	/** Ids and texts from outside stand in the monospace face. */
	readonly code: boolean;
}

/** Every field of an event, in the order in which one asks: when, who, what, where, worth, origin. */
export const fieldsOf = (event: EventRow, tz: string): readonly Field[] => {
	const text = (name: string, value: string | null): Field => ({ name, value: value ?? none, code: value !== null });
	const plain = (name: string, value: string): Field => ({ name, value, code: false });
	return [
		plain("Time", `${exactly(event.ts, tz)} (${tz})`),
		plain("Received", exactly(event.received_at, tz)),
		text("Event type", event.event_type),
		text("Counts as", event.action),
		text("Visitor", event.visitor),
		text("Client id", event.client_id),
		text("Session", event.session_id),
		text("User", event.user_id),
		text("Page", event.page),
		text("Page address", event.url),
		text("Referrer", event.referrer),
		text("Product", event.product_id),
		plain("Price", format.money(event.price, event.currency)),
		plain("Quantity", format.count(event.quantity)),
		text("Order", event.order_id),
		plain("Revenue", format.money(event.revenue, event.currency)),
		text("Currency", event.currency),
		plain("Noise", noiseText(event)),
		text("Source", event.source),
		text("Event id", event.event_id),
		plain("Number in this store", format.count(event.seq)),
	];
};

const noiseText = ({ noisy, noise_reasons: reasons }: EventRow): string => {
	if (!noisy) return "no";
	return reasons.length > 0 ? `yes: ${reasons.join(", ")}` : "yes, by its source";
};

/** Properties as they are kept: JSON text, never markup. */
export const propertiesText = (properties: EventRow["properties"]): string => JSON.stringify(properties, null, 2);

/** The line over the list: how many are shown, of how many. */
export const countLine = (shown: number, total: number | null | undefined): string => {
	if (total === null || total === undefined) return `newest ${format.count(shown)}`;
	return shown >= total
		? `${format.count(total)} ${total === 1 ? "event" : "events"}`
		: `newest ${format.count(shown)} of ${format.count(total)}`;
};
