import fc from "fast-check";
import { BSON, Decimal128, Long } from "mongodb";
import { describe, expect, test } from "vitest";
import { event } from "../../../test/builders/event.js";
import { documentOf, eventOf, textNames } from "./documents.js";
import { readEvent } from "./raw-event.js";

const text = fc.oneof(
	fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
	fc.string({ unit: "binary", minLength: 1, maxLength: 6 }),
	fc.constantFrom("a", "/product/sku-0001", "é", "\u00e9\u0080\u0080", "\u9000", "x".repeat(200), "\u0000", "__proto__", "$a", "\ufffd"),
);
const amount = fc.oneof(
	fc.constantFrom("0", "-0.00", "4.25", "0.0001", "12345678901234.5678", "-99999999999999", "100"),
	fc.tuple(fc.bigInt(-99_999n, 99_999n), fc.integer({ min: 0, max: 4 })).map(([digits, places]) => {
		const sign = digits < 0n ? "-" : "";
		const all = String(digits < 0n ? -digits : digits).padStart(places + 1, "0");
		return places === 0 ? sign + all : `${sign}${all.slice(0, -places)}.${all.slice(-places)}`;
	}),
);
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 3 });
const texts = fc.record(Object.fromEntries(textNames.map(([key]) => [key, orNull(text)])));
const events = fc
	.record({
		source: text,
		eventId: text,
		visitor: text,
		eventType: text,
		ts: fc.integer({ min: -8.64e15, max: 8.64e15 }),
		receivedAt: fc.integer({ min: 0, max: 4e12 }),
		userVerified: fc.boolean(),
		quantity: orNull(fc.oneof(fc.double({ noNaN: true }), fc.integer(), fc.constant(-0))),
		price: orNull(amount),
		revenue: orNull(amount),
		total: orNull(amount),
		properties: fc.dictionary(text, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 }),
	})
	.chain((own) => texts.map((more) => event({ ...more, ...own } as never)));
/** What other tools may make of a field. */
const any = fc.constantFrom<unknown>(
	null,
	7,
	-1.5,
	"text",
	true,
	new Date(5),
	Long.fromNumber(2 ** 60),
	new Decimal128(Buffer.alloc(16, 0x5f)),
	[1],
	{
		noisy: true,
	},
);
const marks = fc.constantFrom<object>(
	{},
	{ flag: { noisy: true } },
	{ flag: { noisy: true, reasons: ["bot"], updated_at: new Date(7) }, marks: [{ run: 1, place: 0, at: new Date(7) }] },
	{ flag: { noisy: false } },
);

const told = (read: () => unknown): unknown => {
	try {
		return read();
	} catch (error) {
		return `failed: ${error instanceof Error}`;
	}
};

describe("an event read from the bytes of its document", () => {
	const same = (document: object): void => {
		const bytes = BSON.serialize(document);
		expect(told(() => readEvent(bytes))).toEqual(told(() => eventOf(BSON.deserialize(bytes) as never)));
	};

	test("is what the driver's reader makes of it", () => {
		fc.assert(
			fc.property(events, marks, fc.integer({ min: 1, max: 2 ** 40 }), (one, more, seq) => {
				same({ ...documentOf(one), seq, changed: seq + 1, ...more, _id: new BSON.ObjectId(), updated_at: new Date(1) });
			}),
			{ numRuns: 600 },
		);
	});

	test("is so too where other tools made something else of a field", () => {
		const fields = [
			"client_id",
			"price",
			"quantity",
			"user_verified",
			"own_source",
			"flag",
			"seq",
			"changed",
			"timestamp",
			"source",
			"note",
		];
		fc.assert(
			fc.property(events, fc.constantFrom(...fields), any, (one, field, value) => {
				same({ ...documentOf(one), seq: 1, changed: 1, [field]: value });
				same({ ...documentOf(one), seq: 1, changed: 1, properties: { source: "api", inner: [{ [field]: value }] } });
			}),
			{ numRuns: 400 },
		);
	});

	test("keeps texts apart whose bytes or characters are alike", () => {
		for (const page of ["\u00e9\u0080\u0080", "\u9000", "abc", "abd", "\u00e9\u0080\u0080", "\u9000"])
			expect(readEvent(BSON.serialize({ ...documentOf(event({ page })), seq: 1, changed: 1 })).event.page).toBe(page);
	});

	test("fails where it is none", () => {
		for (const name of ["timestamp", "received_at", "properties"]) {
			const { [name]: _, ...rest } = documentOf(event());
			expect(() => readEvent(BSON.serialize({ ...rest, seq: 1, changed: 1 }))).toThrow(TypeError);
		}
	});
});
