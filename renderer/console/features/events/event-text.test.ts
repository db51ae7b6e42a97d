import { describe, expect, it } from "vitest";
import type { EventRow } from "../../../../backend/contract/events.js";
import { amountOf, countLine, fieldsOf, propertiesText } from "./event-text.js";

const event: EventRow = {
	seq: 7,
	event_id: "e1",
	source: "api",
	ts: Date.UTC(2010, 11, 1, 8, 26, 0, 5),
	received_at: Date.UTC(2026, 10, 22),
	visitor: "v1",
	client_id: null,
	session_id: "536365",
	user_id: null,
	event_type: "purchase",
	action: "order_completed",
	page: null,
	url: null,
	referrer: null,
	product_id: "85123A",
	price: 2.55,
	quantity: 6,
	currency: null,
	order_id: null,
	revenue: null,
	noisy: false,
	noise_reasons: [],
	properties: { name: "<b>not bold</b>", nested: { a: [1] } },
};

const textIn = (name: string, over: Partial<EventRow> = {}): string | undefined =>
	fieldsOf({ ...event, ...over }, "Europe/Berlin").find((field) => field.name === name)?.value;

describe("an event in words", () => {
	it("is worth its revenue, else its lines, else nothing", () => {
		expect(amountOf({ revenue: 10, price: 1, quantity: 3 })).toBe(10);
		expect(amountOf({ revenue: null, price: 2.5, quantity: 3 })).toBe(7.5);
		expect(amountOf({ revenue: null, price: 2.5, quantity: null })).toBe(2.5);
		expect(amountOf({ revenue: null, price: null, quantity: 3 })).toBeNull();
	});

	it("tells its time in the zone shown, to the millisecond", () => {
		expect(textIn("Time")).toMatch(/9:26:00.*\.005 \(Europe\/Berlin\)$/);
	});

	it("shows what is absent as absent, not as zero", () => {
		expect(textIn("Page")).toBe("–");
		expect(textIn("Revenue")).toBe("–");
	});

	it("says why it is noise", () => {
		expect(textIn("Noise")).toBe("no");
		expect(textIn("Noise", { noisy: true, noise_reasons: ["bot", "fast"] })).toBe("yes: bot, fast");
		expect(textIn("Noise", { noisy: true })).toBe("yes, by its source");
	});

	it("keeps properties as text", () => {
		expect(JSON.parse(propertiesText(event.properties))).toEqual(event.properties);
	});
});

describe("the line over the list", () => {
	it("tells what is shown of what matches", () => {
		expect(countLine(100, undefined)).toBe("newest 100");
		expect(countLine(100, 250)).toBe("newest 100 of 250");
		expect(countLine(1, 1)).toBe("1 event");
		expect(countLine(0, 0)).toBe("0 events");
	});
});
