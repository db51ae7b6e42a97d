import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventInput } from "../../contract/events.js";
import { Fault } from "../fault.js";
import { decodeNative, surelyFits } from "./native.js";

const refusalOf = (raw: unknown): Fault | null => {
	try {
		decodeNative(raw);
		return null;
	} catch (error) {
		if (error instanceof Fault) return error;
		throw error;
	}
};

const verdictOn = (raw: unknown): string => refusalOf(raw)?.code ?? "taken";

/** Values that lie on both sides of every bound of the schema. */
const value = fc.oneof(
	fc.constantFrom(
		undefined,
		null,
		"",
		"a",
		"x".repeat(64),
		"x".repeat(65),
		"x".repeat(128),
		"x".repeat(129),
		"x".repeat(256),
		"x".repeat(257),
	),
	fc.constantFrom(
		"x".repeat(2048),
		"x".repeat(2049),
		"a\u0000b",
		"é",
		"\u007f",
		0,
		1.5,
		Number.NaN,
		Number.POSITIVE_INFINITY,
		true,
		[],
		{},
		[1],
		{ a: 1 },
	),
);

const event = fc.dictionary(
	fc.constantFrom("event_id", "client_id", "user_id", "session_id", "event_type", "page", "timestamp", "sent_at", "properties", "other"),
	value,
);

describe("decodeNative", () => {
	it("takes a shortcut only where the contract's schema accepts", () => {
		fc.assert(
			fc.property(event, (raw) => {
				expect(surelyFits(raw) && !eventInput.safeParse(raw).success).toBe(false);
			}),
			{ numRuns: 5_000 },
		);
	});

	it("agrees with the contract's schema on every event", () => {
		fc.assert(
			fc.property(event, (raw) => {
				expect(verdictOn(raw)).toBe(eventInput.safeParse(raw).success ? "taken" : "invalid");
			}),
			{ numRuns: 5_000 },
		);
	});

	it("keeps unknown top-level fields in the properties, where a property of that name goes first", () => {
		const decoded = decodeNative({ event_type: "x", referrer: "a", color: "red", properties: { color: "blue" } });
		expect(decoded.properties).toEqual({ referrer: "a", color: "blue" });
	});

	it("a field named __proto__ is data and changes no prototype", () => {
		const decoded = decodeNative(JSON.parse('{"__proto__": {"admin": true}, "event_type": "x"}'));
		expect(Object.getPrototypeOf(decoded.properties)).toBe(Object.prototype);
		expect((decoded.properties as Record<string, unknown>)["admin"]).toBeUndefined();
		expect(JSON.stringify(decoded.properties)).toBe('{"__proto__":{"admin":true}}');
	});

	it.each([[null], ["text"], [7], [[{}]]])("%j is malformed", (raw) => expect(verdictOn(raw)).toBe("malformed"));

	it("names the field, what is wrong and how to mend it", () => {
		expect(refusalOf({ page: 7 })).toMatchObject({ code: "invalid", path: "page", fix: expect.stringContaining("/product/42") });
	});

	it.each([
		[{ event_type: "" }, "event_type is empty", /^Send a name of 1 to 128 characters/],
		[{ event_type: "x".repeat(129) }, "event_type is longer than 128 characters", /^Send a name/],
		[{ client_id: "a\u0000" }, "client_id holds control characters", /^Send the visitor's id/],
		[{ event_id: null }, "event_id is null", /or leave it out/],
		[{ timestamp: true }, "timestamp is a boolean", /^Send epoch seconds/],
		[{ timestamp: "1".repeat(65) }, "timestamp is longer than 64 characters", /^Send epoch seconds/],
		[{ properties: [1] }, "properties is a list", /^Send a JSON object/],
		[7, "The event is a number, not a JSON object", /^Send a JSON object/],
		[[{ event_type: "view" }], "The event is a list, not a JSON object", /to \/api\/ingest-batch/],
	])("says in words what is wrong with %j", (raw, message, fix) => {
		expect(refusalOf(raw)).toMatchObject({ message, fix: expect.stringMatching(fix) });
	});
});
