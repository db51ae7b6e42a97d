import { countedMessage } from "../backend/contract/stream.js";
import { digestOf } from "./digest.js";
import { type Frame, frameOf } from "./frame.js";

/** What counting needs of a message. Each message is read into the same one. */
export interface Counted {
	/** Digest of its identity: (source, event_id). */
	readonly id: Int32Array;
	/** Epoch ms. */
	ts: number;
	receivedAt: number;
	page: string | null;
	eventType: string;
}

export interface MessageReader {
	/** Null for what is no event as `countedMessage` of the contract says; else what the next reading overwrites. */
	read(value: Buffer | null): Counted | null;
}

/** Behind an identity the digest reads so many zeros. */
const digestRoom = 16;
const between = 0x1f;
/** Pages and types come again and again; a sender that makes them up must not fill the memory. */
const remembered = 10_000;

interface Known {
	readonly bytes: Uint8Array;
	readonly text: string;
}

const isSame = (bytes: Uint8Array, start: number, end: number, known: Uint8Array): boolean => {
	if (end - start !== known.length) return false;
	for (let n = 0; n < known.length; n++) if (bytes[start + n] !== known[n]) return false;
	return true;
};

/** The texts of bytes [start, end), each made once; of two whose hashes are the same the one that came last is remembered. */
const openTexts = (): ((bytes: Buffer, start: number, end: number) => string) => {
	const known = new Map<number, Known>();
	return (bytes, start, end) => {
		let hash = 0;
		for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
		const found = known.get(hash);
		if (found !== undefined && isSame(bytes, start, end, found.bytes)) return found.text;
		if (known.size >= remembered) known.clear();
		const text = bytes.toString("utf8", start, end);
		known.set(hash, { bytes: Uint8Array.prototype.slice.call(bytes, start, end), text });
		return text;
	};
};

const timeLength = 24;
/** `2026-01-01T12:00:`. */
const minuteLength = 17;

/** 0 to 9; far below where there is no digit, so that no sum with it is a time. */
const digit = (bytes: Uint8Array, at: number): number => {
	const value = (bytes[at] as number) - 0x30;
	return value >= 0 && value <= 9 ? value : -1e9;
};

/** Epoch ms of `2026-01-01T12:00:00.000Z`: the minute of the message before is mostly that of the next. -1 for what is no such time. */
const openTimes = (): ((bytes: Buffer, at: number) => number) => {
	let minute = new Uint8Array(0);
	let minuteAt = 0;
	return (bytes, at) => {
		if (!isSame(bytes, at, at + minuteLength, minute)) {
			const found = bytes.toString("latin1", at, at + timeLength);
			if (!countedMessage.shape.metadata.shape.ingested_at.safeParse(found).success || !found.endsWith("Z")) return -1;
			minute = Uint8Array.prototype.slice.call(bytes, at, at + minuteLength);
			minuteAt = Date.parse(`${found.slice(0, minuteLength)}00.000Z`);
		}
		if ((bytes[at + 17] as number) > 0x35 || bytes[at + 19] !== 0x2e || bytes[at + 23] !== 0x5a) return -1;
		const seconds = digit(bytes, at + 17) * 10 + digit(bytes, at + 18);
		const ms = digit(bytes, at + 20) * 100 + digit(bytes, at + 21) * 10 + digit(bytes, at + 22);
		return seconds < 0 || ms < 0 ? -1 : minuteAt + seconds * 1_000 + ms;
	};
};

/** Milliseconds of seconds that are written plainly, with three decimals at most; -1 for others. */
const plainMs = (bytes: Uint8Array, start: number, end: number): number => {
	let [ms, decimals] = [0, -1];
	if (end === start || end - start > 14) return -1;
	for (let at = start; at < end; at++) {
		const code = bytes[at] as number;
		if (code === 0x2e && decimals < 0 && at > start && at < end - 1) decimals = 0;
		else if (code < 0x30 || code > 0x39 || decimals === 3) return -1;
		else {
			ms = ms * 10 + code - 0x30;
			if (decimals >= 0) decimals += 1;
		}
	}
	const leadingZero = bytes[start] === 0x30 && end - start > 1 && bytes[start + 1] !== 0x2e;
	if (leadingZero) return -1;
	for (let n = Math.max(0, decimals); n < 3; n++) ms *= 10;
	return ms;
};

/**
 * Reads messages. Those that are framed as the forwarder frames them, which are nearly all, are taken by their frame (frame.ts), since
 * parsing and checking each of them cost more than all the rest of counting; others are parsed and checked whole.
 */
export const openMessageReader = (): MessageReader => {
	const found: Counted = { id: new Int32Array(4), ts: 0, receivedAt: 0, page: null, eventType: "" };
	const [pageText, typeText] = [openTexts(), openTexts()];
	const timeOf = openTimes();
	let identity = Buffer.alloc(1_024);
	/** Makes place for so many bytes, zeros behind them. */
	const room = (length: number): Buffer => {
		if (identity.length < length + digestRoom) identity = Buffer.alloc(length * 2 + digestRoom);
		for (let at = length; at < length + digestRoom; at++) identity[at] = 0;
		return identity;
	};
	/** Puts the identity's bytes behind each other; their number. */
	const identify = (value: Buffer, { source, sourceEnd, id, idEnd }: Frame): number => {
		const length = sourceEnd - source + 1 + idEnd - id;
		const bytes = room(length);
		let to = 0;
		for (let at = source; at < sourceEnd; at++) bytes[to++] = value[at] as number;
		bytes[to++] = between;
		for (let at = id; at < idEnd; at++) bytes[to++] = value[at] as number;
		return length;
	};
	const readFramed = (value: Buffer): boolean => {
		const frame = frameOf(value);
		if (frame === null) return false;
		found.ts = plainMs(value, frame.time, frame.timeEnd);
		found.receivedAt = timeOf(value, frame.received);
		// Times before 1970 are rare enough to be read whole.
		if (found.ts < 0 || found.receivedAt < 0) return false;
		found.eventType = typeText(value, frame.type, frame.typeEnd);
		found.page = frame.page < 0 ? null : pageText(value, frame.page, frame.pageEnd);
		const length = identify(value, frame);
		digestOf(identity, length, found.id);
		return true;
	};
	const readWhole = (value: Buffer): boolean => {
		let json: unknown;
		try {
			json = JSON.parse(value.toString());
		} catch {
			return false;
		}
		const read = countedMessage.safeParse(json);
		if (!read.success) return false;
		const { event, metadata } = read.data;
		const id = Buffer.from(`${event.source}${String.fromCharCode(between)}${metadata.event_id}`);
		const bytes = room(id.length);
		id.copy(bytes);
		digestOf(bytes, id.length, found.id);
		found.ts = Math.round(event.timestamp * 1000);
		found.receivedAt = Date.parse(metadata.ingested_at);
		found.page = event.page ?? null;
		found.eventType = event.event_type;
		return true;
	};
	return {
		read: (value) => {
			if (value === null) return null;
			return readFramed(value) || readWhole(value) ? found : null;
		},
	};
};
