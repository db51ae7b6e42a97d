import { countedMessage } from "../backend/contract/stream.js";

/** What counting needs of a message. */
export interface Counted {
	/** Identity: (source, event_id). */
	readonly id: string;
	/** Epoch ms. */
	readonly ts: number;
	readonly receivedAt: number;
	readonly page: string | null;
	readonly eventType: string;
}

/** Null for what is no event as the contract says. */
export const readMessage = (value: Buffer | null): Counted | null => {
	if (value === null) return null;
	let json: unknown;
	try {
		json = JSON.parse(value.toString());
	} catch {
		return null;
	}
	const read = countedMessage.safeParse(json);
	if (!read.success) return null;
	const { event, metadata } = read.data;
	return {
		id: `${event.source}\u001f${metadata.event_id}`,
		ts: Math.round(event.timestamp * 1000),
		receivedAt: Date.parse(metadata.ingested_at),
		page: event.page ?? null,
		eventType: event.event_type,
	};
};
