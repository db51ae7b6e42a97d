import { countedMessage, streamVersion } from "../backend/contract/stream.js";

/** Where the parts of a message stand in its text; those with an end are [start, end). */
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

const head = '{"event":{"source":"';
const idName = ',"event_id":"';
const timeName = ',"timestamp":';
const visitorName = ',"visitor":"';
const typeName = ',"event_type":"';
const pageName = ',"page":';
const quote = 0x22;
const propertiesName = ',"properties":{';
const metadataName = '}},"metadata":{"ingested_at":"';
/** Of the metadata's brace behind the end of the properties. */
const metadataBrace = 14;
const timeLength = 24;
const versionName = `","version":"${streamVersion}","event_id":"`;
const tail = '"}}';
const longestType = countedMessage.shape.event.shape.event_type.maxLength ?? 0;

const frame: Frame = {
	...{ source: 0, sourceEnd: 0, id: 0, idEnd: 0, time: 0, timeEnd: 0, type: 0, typeEnd: 0, page: 0, pageEnd: 0, received: 0 },
};

/** A text of one message or of many, one after the other, each of them looked at once. */
export interface FrameText {
	readonly text: string;
	/** Where the next backslash and the next bracket stand that are not before the message looked at; they may be far behind it. */
	backslash: number;
	bracket: number;
}

export const frameText = (text: string): FrameText => ({ text, backslash: -1, bracket: -1 });

/** Looks on from `from`; the end of all when there is none. Each part of the text is looked through once, however many messages it holds. */
const nextOf = (text: string, what: string, from: number, known: number): number => {
	if (known >= from) return known;
	const found = text.indexOf(what, from);
	return found < 0 ? text.length : found;
};

/**
 * The frame that `messageOf` gives a message (topic.ts), found without parsing it; the next one found overwrites it. Null for any message that
 * is framed in another way or may be misread: with a backslash anywhere, or with an object or a list among what it tells. The message is
 * [start, end) of the text, which has its bytes as Latin-1.
 *
 * In JSON without a backslash every quote begins or ends a string, so `,"page":` is a name wherever it stands; and where no brace or bracket
 * comes before the properties, nor one within them, it is the event's own. What stands between the parts is not looked at: a message that
 * begins and ends as ours and is no JSON between is taken, too, and only one who means it can make such a message.
 */
export const frameOf = (of: FrameText, start: number, end: number): Frame | null => {
	const { text } = of;
	if (!text.startsWith(head, start) || !text.startsWith(tail, end - tail.length)) return null;
	of.backslash = nextOf(text, "\\", start, of.backslash);
	of.bracket = nextOf(text, "[", start, of.bracket);
	if (of.backslash < end || of.bracket < end) return null;
	const source = start + head.length;
	const sourceEnd = text.indexOf('"', source);
	const id = sourceEnd + 1 + idName.length;
	if (!text.startsWith(idName, sourceEnd + 1)) return null;
	const idEnd = text.indexOf('"', id);
	if (!text.startsWith(timeName, idEnd + 1)) return null;
	const time = idEnd + 1 + timeName.length;
	const timeEnd = text.indexOf(",", time);
	if (!text.startsWith(visitorName, timeEnd)) return null;
	const type = text.indexOf(typeName, timeEnd) + typeName.length;
	const typeEnd = text.indexOf('"', type);
	// The first brace is the properties', the first that closes ends them, the next one the event.
	const within = text.indexOf("{", source) + 1;
	const properties = within - propertiesName.length;
	const closing = text.indexOf("}", source);
	const received = closing + metadataName.length;
	const secondId = received + timeLength + versionName.length;
	const ids = idEnd - id;
	if (secondId + ids + tail.length !== end || closing < within || type < timeEnd || typeEnd > properties) return null;
	if (!text.startsWith(propertiesName, properties) || !text.startsWith(metadataName, closing)) return null;
	if (!text.startsWith(versionName, received + timeLength) || text.indexOf("{", within) !== closing + metadataBrace) return null;
	for (let at = 0; at < ids; at++) if (text.charCodeAt(id + at) !== text.charCodeAt(secondId + at)) return null;
	if (ids === 0 || typeEnd === type || typeEnd - type > longestType) return null;
	const name = text.indexOf(pageName, timeEnd);
	const hasPage = name >= 0 && name < properties;
	const page = name + pageName.length + 1;
	if (hasPage && text.charCodeAt(page - 1) !== quote) return null;
	frame.source = source;
	frame.sourceEnd = sourceEnd;
	frame.id = id;
	frame.idEnd = idEnd;
	frame.time = time;
	frame.timeEnd = timeEnd;
	frame.type = type;
	frame.typeEnd = typeEnd;
	frame.page = hasPage ? page : -1;
	frame.pageEnd = hasPage ? text.indexOf('"', page) : -1;
	frame.received = received;
	return frame;
};
