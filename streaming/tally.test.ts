import fc from "fast-check";
import { expect, test } from "vitest";
import { countedMessage } from "../backend/contract/stream.js";
import { digestOf } from "./digest.js";
import { frameOf } from "./frame.js";
import { openMessageReader } from "./tally.js";

const reader = openMessageReader();

const digestOfText = (text: string): number[] => {
	const bytes = Buffer.from(text);
	const into = new Int32Array(4);
	digestOf(Buffer.concat([bytes, Buffer.alloc(16)]), bytes.length, into);
	return [...into];
};

/** As JSON.parse and the contract's schema read it. */
const plainly = (value: Buffer): object | null => {
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
		id: digestOfText(`${event.source}\u001f${metadata.event_id}`),
		ts: Math.round(event.timestamp * 1000) + 0,
		receivedAt: Date.parse(metadata.ingested_at),
		page: event.page ?? null,
		eventType: event.event_type,
	};
};

const read = (value: Buffer): object | null => {
	const found = reader.read(value);
	return found && { ...found, ts: found.ts + 0, id: [...found.id] };
};

const event = {
	source: "web",
	event_id: "e-1",
	timestamp: 1_767_225_600.123,
	visitor: "v",
	event_type: "pageview",
	page: "/a",
	properties: {},
};
const metadata = { ingested_at: "2026-01-01T00:00:00.456Z", version: "3.0", event_id: "e-1" };
const message = (over: object = {}, more: object = {}): string =>
	JSON.stringify({ event: { ...event, ...over }, metadata: { ...metadata, ...more } });

test("a message is read as JSON.parse and the contract's schema read it", () => {
	for (const text of [
		message(),
		message({ page: undefined }),
		message({ page: null }),
		message({ page: 'a "quoted" \\ \u00e4\u{1f600}' }),
		message({ source: "\u00fc", event_type: "\u00fc\n" }),
		message({}, { event_id: 'e"\\1' }),
		message({ properties: { page: "/other", event: { source: "no" }, list: [1, -2.5e-3, [], {}, null, true, false, "]}"] } }),
		message({ timestamp: 0 }),
		message({ timestamp: -1.5 }),
		message({ timestamp: 1e9 }),
		message({ timestamp: 1.23456 }),
		message({ timestamp: 1e30 }),
		message({ timestamp: "1" }),
		message({ timestamp: 123_456_789_012_345 }),
		message({ event_type: "" }),
		message({ event_type: "t".repeat(512) }),
		message({ event_type: "t".repeat(513) }),
		message({ source: 7 }),
		message({ page: 7 }),
		message({ page: false }),
		message({}, { ingested_at: "2026-01-01T00:00:59.999Z" }),
		message({}, { ingested_at: "2026-01-01T00:00:60.000Z" }),
		message({}, { ingested_at: "2026-01-01T00:00:0x.000Z" }),
		message({}, { ingested_at: "2026-01-01T02:00:01+02:00" }),
		message({}, { ingested_at: "2026-02-30T00:00:00.000Z" }),
		message({}, { ingested_at: "yesterday" }),
		message({}, { event_id: "" }),
		message({}, { event_id: undefined }),
		'{"event":1,"event":{"source":"a","timestamp":1,"event_type":"t","page":"/x","page":null},"metadata":{"ingested_at":"2026-01-01T00:00:00Z","event_id":"1"}}',
		`{"metadata":[],${message().slice(1)}`,
		`${message().slice(0, -1)},"metadata":null}`,
		` \n{ "event" : ${JSON.stringify(event)} ,\t"metadata" : ${JSON.stringify(metadata)} } `,
		message().replace('"page"', '"p\\u0061ge"'),
		`\ufeff${message()}`,
		`${message()}x`,
		message().slice(0, -1),
		message().replace("1767225600.123", "01767225600.123"),
		message().replace("1767225600.123", "1767225600."),
		message().replace('"/a"', '"/\\x"'),
		message().replace('"/a"', '"/\\ud800"'),
		message().replace('"properties":{}', `"properties":${"[".repeat(50_000)}${"]".repeat(50_000)}`),
		message().replace('"properties":{}', `"properties":${"[".repeat(50_000)}`),
		message().replace('"properties":{}', '"properties":[1,]'),
		"",
		"null",
		"[]",
		"{}",
	])
		expect([text.slice(0, 400), read(Buffer.from(text))]).toEqual([text.slice(0, 400), plainly(Buffer.from(text))]);
	expect(reader.read(null)).toBeNull();
	expect(read(Buffer.from(message()))).toMatchObject({ ts: 1_767_225_600_123, page: "/a", eventType: "pageview" });
});

test("what begins and ends as the forwarder's messages do is taken by its frame, whatever stands between its parts", () => {
	for (const text of [
		message().replace('"/a"', '"/\u0001"'),
		message().replace('"properties":{}', '"properties":{"a":tru}'),
		message().replace('"properties":{}', '"properties":{"a":1,}'),
	])
		expect([plainly(Buffer.from(text)), read(Buffer.from(text))]).toEqual([null, expect.objectContaining({ eventType: "pageview" })]);
});

test("so is a message of any JSON, and one with a byte of it changed", () => {
	const odd = fc.oneof(fc.constant(undefined), fc.jsonValue());
	const text = fc.string({ unit: "grapheme" });
	const mostly = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
		fc.oneof({ weight: 19, arbitrary }, { weight: 1, arbitrary: odd });
	const seconds = fc.oneof(
		fc.double({ min: -1e12, max: 1e12 }),
		fc.integer(),
		fc.nat().map((n) => n / 1_000),
	);
	const time = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((date) => date.toISOString());
	const parts = fc.record({
		source: mostly(text),
		timestamp: mostly(seconds),
		type: mostly(text),
		page: mostly(fc.oneof(text, fc.constant(undefined))),
		properties: mostly(fc.dictionary(text, text)),
		received: mostly(time),
		id: mostly(text),
		second: mostly(fc.constant(null)),
	});
	const made = parts.map(({ source, timestamp, type, page, properties, received, id, second }) => ({
		event: { source, event_id: id, timestamp, visitor: "v", event_type: type, page, properties },
		metadata: { ingested_at: received, version: "3.0", event_id: second ?? id },
	}));
	let [right, framed] = [0, 0];
	fc.assert(
		fc.property(made, fc.nat(), fc.nat(255), (value, place, byte) => {
			const whole = Buffer.from(JSON.stringify(value));
			const expected = plainly(whole);
			if (expected) right += 1;
			if (frameOf(whole)) framed += 1;
			expect(read(whole)).toEqual(expected);
			const changed = Buffer.from(whole);
			changed[place % changed.length] = byte;
			// What is no UTF-8 is text with replacements for one, and bytes for the other: only the ids differ.
			if (changed.toString().includes("\ufffd")) return;
			const [ours, theirs] = [read(changed), plainly(changed)];
			// What stands between the parts of a frame is not looked at.
			if (theirs !== null || !frameOf(changed)) expect(ours).toEqual(theirs);
		}),
		{ numRuns: 2_000 },
	);
	expect(right, "a test of what is no message alone proves little").toBeGreaterThan(200);
	expect(framed, "messages in the forwarder's frame").toBeGreaterThan(100);
});

test("names in any order, again, and with values of any kind are read as JSON.parse reads them", () => {
	const value = fc.oneof(
		fc.jsonValue(),
		fc.string({ unit: "grapheme" }),
		fc.constantFrom("/a", "pageview", 1_767_225_600.5, '"', "\\", "{", "}", ',"page":"/no"', '"properties":{'),
	);
	const name = fc.constantFrom(
		"page",
		"event_type",
		"timestamp",
		"source",
		"event_id",
		"visitor",
		"url",
		"total",
		"properties",
		'pa"ge',
		"paGe",
	);
	const more = fc.oneof(fc.constant([]), fc.array(fc.tuple(name, value), { maxLength: 5 }));
	const properties = fc.dictionary(fc.string({ unit: "grapheme" }), value, { maxKeys: 4 });
	const text = (pairs: readonly (readonly [string, unknown])[]): string =>
		pairs.map(([key, one]) => `${JSON.stringify(key)}:${JSON.stringify(one)}`).join(",");
	let [right, framed] = [0, 0];
	fc.assert(
		fc.property(more, properties, more, fc.boolean(), fc.nat(400), (before, within, after, hasPage, cut) => {
			const own = [
				["source", "web"],
				["event_id", "e-1"],
				["timestamp", 1_767_225_600.123],
				["visitor", "v"],
			] as const;
			const told = [...own, ...before, ["event_type", "pageview"] as const, ...(hasPage ? [["page", "/a"] as const] : [])];
			const whole = Buffer.from(
				`{"event":{${text([...told, ["properties", within], ...after])}},"metadata":{${text(Object.entries(metadata))}}}`,
			);
			const expected = plainly(whole);
			if (expected) right += 1;
			if (frameOf(whole)) framed += 1;
			expect(read(whole)).toEqual(expected);
			const part = whole.subarray(0, Math.min(cut, whole.length - 1));
			expect(read(part)).toBeNull();
		}),
		{ numRuns: 3_000 },
	);
	expect(right).toBeGreaterThan(500);
	expect(framed).toBeGreaterThan(100);
});

test("messages of one piece of memory are read as each alone, also those that are no frame of ours", () => {
	const texts = [
		message(),
		message({ page: undefined, event_type: "other" }),
		message({ page: 'a "quoted"' }),
		"no JSON",
		message({ properties: { list: [{ page: "/no" }] } }),
		message({ page: "/\u00e4", source: "\u00fc" }),
		message({ page: null }),
		message({}, { ingested_at: "2026-01-01T00:01:00.001Z" }),
	];
	const all = Buffer.from(texts.join("..."));
	const values: Buffer[] = [];
	for (let at = 0, n = 0; n < texts.length; n++) {
		const length = Buffer.byteLength(texts[n] as string);
		values.push(all.subarray(at, at + length));
		at += length + 3;
	}
	const together = openMessageReader();
	for (const value of values) {
		const found = together.read(value);
		expect(found && { ...found, id: [...found.id] }).toEqual(plainly(value));
	}
});

test("the digest is MurmurHash3 x86 of 128 bits", () => {
	const hex = (text: string): string =>
		digestOfText(text)
			.map((part) => (part >>> 0).toString(16).padStart(8, "0"))
			.join("");
	expect(hex("The quick brown fox jumps over the lazy dog")).toBe("2f1583c3ecee2c675d7bf66ce5e91d2c");
	expect(hex("I will not buy this tobacconist's, it is scratched.")).toBe("9b5b7ba2ef3f7866889adeaf00f3f98e");
});
