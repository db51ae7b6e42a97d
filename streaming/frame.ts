import { countedMessage, streamVersion } from "../backend/contract/stream.js";

/** Where the parts of a message stand in its bytes; those with an end are [start, end). */
export interface Frame {
	source: number;
	sourceEnd: number;
	id: number;
	idEnd: number;
	time: number;
	timeEnd: number;
	type: number;
	typeEnd: number;
	/** -1: it has none. */
	page: number;
	pageEnd: number;
	/** A time of 24 characters. */
	received: number;
}

const ascii = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));

const [head, idName, timeName] = [ascii('{"event":{"source":"'), ascii('","event_id":"'), ascii('","timestamp":')];
const [sourceKey, timeKey, typeKey, pageKey] = [ascii("source"), ascii("timestamp"), ascii("event_type"), ascii("page")];
const propertiesKey = ascii("properties");
const metadataName = ascii('},"metadata":{"ingested_at":"');
const timeLength = 24;
const versionName = ascii(`","version":"${streamVersion}","event_id":"`);
const tail = ascii('"}}');
const longestType = countedMessage.shape.event.shape.event_type.maxLength ?? 0;
const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
/** `[` and `{`, `]` and `}` are the same but for this bit. */
const curly = 0x20;
const [opening, closing] = [0x7b, 0x7d];

const frame: Frame = {
	...{ source: 0, sourceEnd: 0, id: 0, idEnd: 0, time: 0, timeEnd: 0, type: 0, typeEnd: 0, page: 0, pageEnd: 0, received: 0 },
};

const isAt = (bytes: Uint8Array, at: number, what: Uint8Array): boolean => {
	if (at + what.length > bytes.length) return false;
	for (let n = 0; n < what.length; n++) if (bytes[at + n] !== what[n]) return false;
	return true;
};

/** Where the quote stands that ends the text; -1 with a backslash in it, or without an end. */
const endOfText = (bytes: Uint8Array, from: number, end: number): number => {
	for (let at = from; at < end; at++) {
		const byte = bytes[at];
		if (byte === quote) return at;
		if (byte === backslash) return -1;
	}
	return -1;
};

/** Where the comma stands that ends a number, true, false or null; -1 where something else comes before it. */
const endOfWord = (bytes: Uint8Array, from: number, end: number): number => {
	for (let at = from; at < end; at++) {
		const byte = bytes[at] as number;
		if (byte === comma) return at;
		if (byte === quote || (byte | curly) === opening || (byte | curly) === closing) return -1;
	}
	return -1;
};

/** Past the brace that closes the object that opens at `from`, whatever is within; -1 where none does, or with a backslash. */
const pastObject = (bytes: Uint8Array, from: number, end: number): number => {
	let depth = 0;
	for (let at = from; at < end; at++) {
		const byte = bytes[at] as number;
		if (byte === quote) {
			at = endOfText(bytes, at + 1, end);
			if (at < 0) return -1;
		} else if ((byte | curly) === opening) depth += 1;
		else if ((byte | curly) === closing) {
			depth -= 1;
			if (depth === 0) return at + 1;
		}
	}
	return -1;
};

const isKey = (bytes: Uint8Array, from: number, end: number, key: Uint8Array): boolean =>
	end - from === key.length && isAt(bytes, from, key);

/** From `"source"` to the time's comma, which is given; -1 where it is framed otherwise. */
const readHead = (bytes: Uint8Array, start: number, end: number): number => {
	if (!isAt(bytes, start, head)) return -1;
	frame.source = start + head.length;
	frame.sourceEnd = endOfText(bytes, frame.source, end);
	if (frame.sourceEnd < 0 || !isAt(bytes, frame.sourceEnd, idName)) return -1;
	frame.id = frame.sourceEnd + idName.length;
	frame.idEnd = endOfText(bytes, frame.id, end);
	if (frame.idEnd <= frame.id || !isAt(bytes, frame.idEnd, timeName)) return -1;
	frame.time = frame.idEnd + timeName.length;
	frame.timeEnd = endOfWord(bytes, frame.time, end);
	return frame.timeEnd;
};

/** A name of which another value came before; the later one would hold. */
const isTold = (bytes: Uint8Array, name: number, nameEnd: number): boolean =>
	(frame.type >= 0 && isKey(bytes, name, nameEnd, typeKey)) ||
	(frame.page >= 0 && isKey(bytes, name, nameEnd, pageKey)) ||
	isKey(bytes, name, nameEnd, sourceKey) ||
	isKey(bytes, name, nameEnd, timeKey);

/** Notes a text that counting needs. False for a type that is none. */
const noted = (bytes: Uint8Array, name: number, nameEnd: number, valueEnd: number): boolean => {
	const value = nameEnd + 3;
	if (isKey(bytes, name, nameEnd, pageKey)) {
		frame.page = value;
		frame.pageEnd = valueEnd;
	} else if (isKey(bytes, name, nameEnd, typeKey)) {
		frame.type = value;
		frame.typeEnd = valueEnd;
		return valueEnd > value && valueEnd - value <= longestType;
	}
	return true;
};

/** Goes through names and values from a comma on; where the brace of the properties stands. -1 for what may be read in another way. */
const readParts = (bytes: Uint8Array, from: number, end: number): number => {
	frame.type = -1;
	frame.page = -1;
	for (let at = from; at + 2 < end; ) {
		const name = at + 2;
		if (bytes[at + 1] !== quote) return -1;
		const nameEnd = endOfText(bytes, name, end);
		if (nameEnd < 0 || bytes[nameEnd + 1] !== colon || isTold(bytes, name, nameEnd)) return -1;
		const value = nameEnd + 2;
		if (bytes[value] === opening) return isKey(bytes, name, nameEnd, propertiesKey) ? value : -1;
		if (bytes[value] === quote) {
			const valueEnd = endOfText(bytes, value + 1, end);
			if (valueEnd < 0 || bytes[valueEnd + 1] !== comma || !noted(bytes, name, nameEnd, valueEnd)) return -1;
			at = valueEnd + 1;
		} else {
			if (isKey(bytes, name, nameEnd, typeKey) || isKey(bytes, name, nameEnd, pageKey)) return -1;
			at = endOfWord(bytes, value, end);
			if (at < 0) return -1;
		}
	}
	return -1;
};

/** What follows the event: where the message ends if all of it is there, and the id is the event's; else -1. */
const readMetadata = (bytes: Uint8Array, from: number): number => {
	if (!isAt(bytes, from, metadataName)) return -1;
	frame.received = from + metadataName.length;
	if (!isAt(bytes, frame.received + timeLength, versionName)) return -1;
	const second = frame.received + timeLength + versionName.length;
	const ids = frame.idEnd - frame.id;
	for (let n = 0; n < ids; n++) if (bytes[frame.id + n] !== bytes[second + n]) return -1;
	return isAt(bytes, second + ids, tail) ? second + ids + tail.length : -1;
};

/**
 * The frame that `messageOf` gives a message (topic.ts), found in one pass over its bytes, without parsing it; the next one found overwrites
 * it. Null for any message that is framed in another way or may be misread: with a backslash anywhere, with a name twice that counting
 * needs, or with an object or a list before the properties.
 *
 * In JSON without a backslash every quote begins or ends a string, so names and braces are found where they are. Whether what stands between
 * them is JSON is not looked at: a message that is framed as ours and is no JSON between is taken, too, and only one who means it can make
 * such a message.
 */
export const frameOf = (bytes: Uint8Array): Frame | null => {
	const end = bytes.length;
	const parts = readHead(bytes, 0, end);
	if (parts < 0) return null;
	const properties = readParts(bytes, parts, end);
	if (properties < 0 || frame.type < 0) return null;
	const past = pastObject(bytes, properties, end);
	return past >= 0 && readMetadata(bytes, past) === end ? frame : null;
};
