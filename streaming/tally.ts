import { countedMessage } from "../backend/contract/stream.js";
import { digestOf } from "./digest.js";
import { type FrameText, frameOf, frameText } from "./frame.js";

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
	/**
	 * Tells of messages that are read next, in this order. Those of a fetch stand in one piece of memory and become one text, as large as the
	 * fetch: a text for each of them would be garbage of its size, and each collection of garbage moves all messages of the fetch.
	 */
	open(values: readonly (Buffer | null)[]): void;
	/** Null for what is no event as `countedMessage` of the contract says; else what the next reading overwrites. */
	read(value: Buffer | null): Counted | null;
}

/** Behind an identity the digest reads so many zeros. */
const digestRoom = 16;
const between = 0x1f;
/** Pages and types come again and again; a sender that makes them up must not fill the memory. */
const remembered = 10_000;

/** Texts of their bytes as Latin-1, each made once. */
const openTexts = (): ((latin1: string) => string) => {
	const known = new Map<string, string>();
	return (latin1) => {
		const found = known.get(latin1);
		if (found !== undefined) return found;
		if (known.size >= remembered) known.clear();
		// Copied, since a part of a text keeps all of it in memory.
		const bytes = Buffer.from(latin1, "latin1");
		known.set(bytes.toString("latin1"), bytes.toString());
		return bytes.toString();
	};
};

/** Epoch ms of `2026-01-01T12:00:00.000Z`: the minute of the message before is mostly that of the next. NaN for what is no such time. */
const openTimes = (): ((text: string, at: number) => number) => {
	let minute = "";
	let minuteAt = 0;
	const digit = (text: string, at: number): number => {
		const value = text.charCodeAt(at) - 0x30;
		return value >= 0 && value <= 9 ? value : Number.NaN;
	};
	return (text, at) => {
		if (minute === "" || !text.startsWith(minute, at)) {
			const found = text.slice(at, at + 24);
			if (!countedMessage.shape.metadata.shape.ingested_at.safeParse(found).success || !found.endsWith("Z")) return Number.NaN;
			minute = Buffer.from(found.slice(0, 17)).toString();
			minuteAt = Date.parse(`${minute}00.000Z`);
		}
		const tens = digit(text, at + 17);
		if (tens > 5 || text.charCodeAt(at + 19) !== 0x2e || text.charCodeAt(at + 23) !== 0x5a) return Number.NaN;
		const seconds = tens * 10 + digit(text, at + 18);
		return minuteAt + seconds * 1_000 + digit(text, at + 20) * 100 + digit(text, at + 21) * 10 + digit(text, at + 22);
	};
};

/** Milliseconds of seconds that are written plainly, with three decimals at most; NaN for others. */
const plainMs = (text: string, start: number, end: number): number => {
	let [ms, decimals] = [0, -1];
	if (end === start || end - start > 14) return Number.NaN;
	for (let at = start; at < end; at++) {
		const code = text.charCodeAt(at);
		if (code === 0x2e && decimals < 0 && at > start && at < end - 1) decimals = 0;
		else if (code < 0x30 || code > 0x39 || decimals === 3) return Number.NaN;
		else {
			ms = ms * 10 + code - 0x30;
			if (decimals >= 0) decimals += 1;
		}
	}
	const leadingZero = text.charCodeAt(start) === 0x30 && end - start > 1 && text.charCodeAt(start + 1) !== 0x2e;
	return leadingZero ? Number.NaN : ms * 10 ** (3 - Math.max(0, decimals));
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
	/** The text of what was opened, and where its memory begins. */
	let of: FrameText = frameText("");
	let whole: ArrayBufferLike | null = null;
	let wholeAt = 0;

	/** Makes place for so many bytes, zeros behind them. */
	const room = (length: number): Buffer => {
		if (identity.length < length + digestRoom) identity = Buffer.alloc(length * 2 + digestRoom);
		for (let at = length; at < length + digestRoom; at++) identity[at] = 0;
		return identity;
	};
	const readFramed = (value: Buffer): boolean => {
		const at = value.buffer === whole ? value.byteOffset - wholeAt : -1;
		const isWithin = at >= 0 && at + value.length <= of.text.length;
		const own = isWithin ? of : frameText(value.toString("latin1"));
		const start = isWithin ? at : 0;
		const { text } = own;
		const frame = frameOf(own, start, start + value.length);
		if (frame === null) return false;
		found.ts = plainMs(text, frame.time, frame.timeEnd);
		found.receivedAt = timeOf(text, frame.received);
		if (Number.isNaN(found.ts) || Number.isNaN(found.receivedAt)) return false;
		found.eventType = typeText(text.slice(frame.type, frame.typeEnd));
		found.page = frame.page < 0 ? null : pageText(text.slice(frame.page, frame.pageEnd));
		const length = frame.sourceEnd - frame.source + 1 + frame.idEnd - frame.id;
		const bytes = room(length);
		let to = 0;
		for (let at = frame.source; at < frame.sourceEnd; at++) bytes[to++] = text.charCodeAt(at);
		bytes[to++] = between;
		for (let at = frame.id; at < frame.idEnd; at++) bytes[to++] = text.charCodeAt(at);
		digestOf(bytes, length, found.id);
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
		open: (values) => {
			[of, whole] = [frameText(""), null];
			const first = values.find((value) => value !== null);
			const last = values.findLast((value) => value !== null);
			if (!first || !last || first.buffer !== last.buffer || last.byteOffset < first.byteOffset) return;
			const length = last.byteOffset + last.length - first.byteOffset;
			[whole, wholeAt] = [first.buffer, first.byteOffset];
			of = frameText(Buffer.from(first.buffer, first.byteOffset, length).toString("latin1"));
		},
		read: (value) => {
			if (value === null) return null;
			return readFramed(value) || readWhole(value) ? found : null;
		},
	};
};
