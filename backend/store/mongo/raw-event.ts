import { BSON } from "mongodb";
import type { NewEvent } from "../event.js";
import { dateAt, decimalAt, kinds, nameAt, nameEnd, objectAt, odd, sizeAt, textAt, wholeAt } from "./bson-values.js";
import { type EventDocument, eventOf, type FoundEvent, noiseOf, type TextKey, textNames } from "./documents.js";

/** An event while its document is read; what is further down in the document is read last, when all of it is known. */
interface Held {
	readonly event: { -readonly [Key in keyof NewEvent]: NewEvent[Key] };
	seq: number;
	changed: number;
	ownSource: boolean;
	/** Where these begin; -1 when there are none. */
	properties: number;
	flag: number;
}

/** One literal without spreads, as in eventOf. */
const blank = (): Held => ({
	event: {
		source: "",
		eventId: "",
		ts: Number.NaN,
		receivedAt: Number.NaN,
		visitor: "",
		clientId: null,
		sessionId: null,
		userId: null,
		userVerified: false,
		eventType: "",
		action: null,
		page: null,
		url: null,
		referrer: null,
		utmSource: null,
		utmMedium: null,
		utmCampaign: null,
		utmTerm: null,
		utmContent: null,
		productId: null,
		productName: null,
		productCategory: null,
		price: null,
		quantity: null,
		currency: null,
		orderId: null,
		revenue: null,
		total: null,
		searchTerm: null,
		device: null,
		userAgent: null,
		channel: null,
		writeKey: null,
		ipHash: null,
		netHash: null,
		properties: {},
	},
	seq: Number.NaN,
	changed: Number.NaN,
	ownSource: false,
	properties: -1,
	flag: -1,
});

type Read = (held: Held, bytes: Buffer, at: number, kind: number) => void;

const only = (kind: number, wanted: number): void => {
	if (kind !== wanted) throw odd;
};

const numberAt = (bytes: Buffer, at: number, kind: number): number => {
	if (kind === kinds.int) return bytes.readInt32LE(at);
	if (kind === kinds.double) return bytes.readDoubleLE(at);
	only(kind, kinds.long);
	return wholeAt(bytes, at);
};

const text =
	(key: TextKey): Read =>
	({ event }, bytes, at, kind) => {
		event[key] = kind === kinds.text ? textAt(bytes, at) : null;
	};
const identity =
	(key: "source" | "eventId" | "visitor" | "eventType"): Read =>
	({ event }, bytes, at, kind) => {
		only(kind, kinds.text);
		event[key] = textAt(bytes, at);
	};
const time =
	(key: "ts" | "receivedAt"): Read =>
	({ event }, bytes, at, kind) => {
		only(kind, kinds.date);
		event[key] = dateAt(bytes, at);
	};
const amount =
	(key: "price" | "revenue" | "total"): Read =>
	({ event }, bytes, at, kind) => {
		event[key] = kind === kinds.decimal ? decimalAt(bytes, at) : null;
	};

/** By the name that a document has it under. What has no entry stands beside the event, and is passed over. */
const reads: ReadonlyMap<string, Read> = new Map<string, Read>([
	...textNames.map(([key, name]): [string, Read] => [name, text(key)]),
	["source", identity("source")],
	["event_id", identity("eventId")],
	["visitor", identity("visitor")],
	["event_type", identity("eventType")],
	["timestamp", time("ts")],
	["received_at", time("receivedAt")],
	["price", amount("price")],
	["revenue", amount("revenue")],
	["total", amount("total")],
	[
		"quantity",
		({ event }, bytes, at, kind) => {
			event.quantity = numberAt(bytes, at, kind);
		},
	],
	[
		"user_verified",
		({ event }, bytes, at, kind) => {
			only(kind, kinds.bool);
			event.userVerified = bytes[at] === 1;
		},
	],
	[
		"seq",
		(held, bytes, at, kind) => {
			held.seq = numberAt(bytes, at, kind);
		},
	],
	[
		"changed",
		(held, bytes, at, kind) => {
			held.changed = numberAt(bytes, at, kind);
		},
	],
	[
		"own_source",
		(held, bytes, at, kind) => {
			only(kind, kinds.bool);
			held.ownSource = bytes[at] === 1;
		},
	],
	[
		"properties",
		(held, _bytes, at, kind) => {
			only(kind, kinds.object);
			held.properties = at;
		},
	],
	[
		"properties_text",
		() => {
			throw odd;
		},
	],
	[
		"flag",
		(held, _bytes, at, kind) => {
			held.flag = kind === kinds.object ? at : -1;
		},
	],
]);

const isWhole = ({ event, seq, changed, properties }: Held): boolean =>
	event.source !== "" &&
	event.eventId !== "" &&
	event.visitor !== "" &&
	event.eventType !== "" &&
	!Number.isNaN(event.ts + event.receivedAt + seq + changed) &&
	properties >= 0;

const flagOf = (bytes: Buffer, at: number): EventDocument["flag"] =>
	BSON.deserialize(bytes.subarray(at, at + bytes.readInt32LE(at))) as EventDocument["flag"];

const read = (bytes: Buffer): FoundEvent => {
	const held = blank();
	for (let at = 4; bytes[at] !== 0; ) {
		const kind = bytes[at] as number;
		const end = nameEnd(bytes, at + 1);
		reads.get(nameAt(bytes, at + 1, end))?.(held, bytes, end + 1, kind);
		at = end + 1 + sizeAt(bytes, end + 1, kind);
	}
	if (!isWhole(held)) throw odd;
	const { event, seq, changed, ownSource, flag } = held;
	event.properties = objectAt(bytes, held.properties, ownSource ? null : "source");
	const noise = flag < 0 ? null : noiseOf({ flag: flagOf(bytes, flag), received_at: new Date(event.receivedAt) });
	return { event, seq, changed, noise };
};

/**
 * As eventOf of the document in these bytes, in a part of the time. Documents with something in them that consoles do not write, such as
 * what was edited by hand, take the way through the driver's reader. Throws as both do for what is no event at all.
 */
export const readEvent = (bytes: Uint8Array): FoundEvent => {
	const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	try {
		return read(buffer);
	} catch (error) {
		if (error !== odd) throw error;
		return eventOf(BSON.deserialize(buffer) as EventDocument);
	}
};
