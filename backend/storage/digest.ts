import { hash } from "node:crypto";
import type { HeldDeleted, HeldEvent, HeldMarks, HeldRecord } from "../store/depot-port.js";

/** 2^48: sums of two such words are exact numbers. */
const word = 2 ** 48;

/** How many texts there were and a sum of their SHA-256, so that the order in which a store gives them says nothing. */
export interface Digest {
	add(text: string): void;
	/** Count, then hex. */
	value(): string;
	readonly count: number;
}

export const openDigest = (): Digest => {
	let [count, high, low] = [0, 0, 0];
	return {
		add: (text) => {
			const bytes = hash("sha256", text, "buffer");
			count += 1;
			high = (high + bytes.readUIntBE(0, 6)) % word;
			low = (low + bytes.readUIntBE(6, 6)) % word;
		},
		value: () => `${count}:${high.toString(16).padStart(12, "0")}${low.toString(16).padStart(12, "0")}`,
		get count() {
			return count;
		},
	};
};

/** An amount without the zeros that a store may add at its end. */
const amount = (text: string | null): string | null => {
	if (text === null) return null;
	const short = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
	return short === "-0" ? "0" : short;
};

/** Every field of an event and its mark; not its number, which each store gives anew. */
export const eventText = ({ event, noise }: HeldEvent): string =>
	JSON.stringify([
		event.source,
		event.eventId,
		event.ts,
		event.receivedAt,
		event.visitor,
		event.clientId,
		event.sessionId,
		event.userId,
		event.userVerified,
		event.eventType,
		event.action,
		event.page,
		event.url,
		event.referrer,
		event.utmSource,
		event.utmMedium,
		event.utmCampaign,
		event.utmTerm,
		event.utmContent,
		event.productId,
		event.productName,
		event.productCategory,
		amount(event.price),
		event.quantity,
		event.currency,
		event.orderId,
		amount(event.revenue),
		amount(event.total),
		event.searchTerm,
		event.device,
		event.userAgent,
		event.channel,
		event.writeKey,
		event.ipHash,
		event.netHash,
		event.properties,
		noise && [noise.reasons, noise.at],
	]);

const markText = ({ run, place, reason, score, at }: HeldDeleted["marks"][number]): unknown[] => [run, place, reason, score, at];

export const marksText = ({ source, eventId, marks }: HeldMarks): string =>
	JSON.stringify([source, eventId, marks.map((mark) => [...markText(mark), mark.off])]);

export const deletedText = ({ event, marks }: HeldDeleted): string =>
	JSON.stringify([eventText({ event, seq: 0, noise: null }), marks.map(markText)]);

/** Names in one order, so that the same content is the same text. */
const sorted = (value: unknown): unknown => {
	if (Array.isArray(value)) return value.map(sorted);
	if (value === null || typeof value !== "object") return value;
	const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
	return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, sorted(inner)]));
};

export const recordText = (record: HeldRecord): string => JSON.stringify(sorted(record));
