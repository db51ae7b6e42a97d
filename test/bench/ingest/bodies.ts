import type { NewEvent } from "../../../backend/store/event.js";
import { clickstream } from "../clickstream.js";

/** A batch body with places for ids, so that no two requests send the same event and making one costs next to nothing. */
export interface Template {
	readonly bytes: Buffer;
	/** Offsets of the eight digits that tell one event from all others. */
	readonly ids: readonly number[];
	/** Offsets of the four digits that tell one lap of the templates from the next: visitors and sessions of a lap are its own. */
	readonly laps: readonly number[];
	/** Offsets of the ten digits of epoch seconds. */
	readonly times: readonly number[];
}

const idMark = "@@@@@@@@";
const lapMark = "####";
const timeMark = "1111111111";

export const batchSize = 50;

const wire = (event: NewEvent): unknown => ({
	event_id: `e-${idMark}`,
	client_id: `${event.clientId}-${lapMark}`,
	session_id: event.sessionId && `${event.sessionId}-${lapMark}`,
	user_id: event.userId,
	event_type: event.eventType,
	page: event.page,
	timestamp: 1_111_111_111,
	properties: {
		url: event.url,
		referrer: event.referrer ?? undefined,
		utm_campaign: event.utmCampaign ?? undefined,
		product_id: event.productId ?? undefined,
		product_name: event.productName ?? undefined,
		price: event.price === null ? undefined : Number(event.price),
		quantity: event.quantity ?? undefined,
		currency: event.currency ?? undefined,
		order_id: event.orderId && `${event.orderId}-${lapMark}`,
		revenue: event.revenue === null ? undefined : Number(event.revenue),
		search_term: event.searchTerm ?? undefined,
		device: event.device,
		user_agent: event.userAgent,
	},
});

const offsets = (bytes: Buffer, mark: string): number[] => {
	const found: number[] = [];
	for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + mark.length)) found.push(at);
	return found;
};

const template = (events: readonly NewEvent[]): Template => {
	const bytes = Buffer.from(JSON.stringify({ events: events.map(wire) }));
	return { bytes, ids: offsets(bytes, idMark), laps: offsets(bytes, lapMark), times: offsets(bytes, timeMark) };
};

/** `count` batches of the generated click stream, in its order. */
export const templates = (count: number): Template[] => {
	const stream = clickstream({ events: count * batchSize, seed: 11, from: Date.UTC(2026, 0, 1), days: 2 });
	const events = [...stream].flat();
	return Array.from({ length: count }, (_, index) => template(events.slice(index * batchSize, (index + 1) * batchSize)));
};

export interface Stamp {
	/** The first id of the batch; each event takes the next. */
	readonly id: number;
	readonly lap: number;
	readonly epochSeconds: number;
}

/** A body of its own, with every place filled in. */
export const fill = (from: Template, { id, lap, epochSeconds }: Stamp): Buffer => {
	const bytes = Buffer.from(from.bytes);
	for (const [index, at] of from.ids.entries()) bytes.write((id + index).toString(36).padStart(8, "0"), at, "latin1");
	const lapText = lap.toString(36).padStart(4, "0");
	for (const at of from.laps) bytes.write(lapText, at, "latin1");
	const time = String(epochSeconds);
	for (const at of from.times) bytes.write(time, at, "latin1");
	return bytes;
};
