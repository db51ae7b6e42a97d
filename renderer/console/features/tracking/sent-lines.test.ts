import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sentLines, sentName } from "./sent-lines.js";

const order = JSON.stringify({ event: "Order Completed", properties: { products: [{ price: 48 }, { price: "59,00" }] } });
const marked = (path: string): string[] =>
	sentLines(order, path)
		.filter(({ faulty }) => faulty)
		.map(({ text }) => text.trim());

describe("what was sent, in lines", () => {
	it("marks the line where the fault is, however its path is written", () => {
		for (const path of ["properties.products.1.price", "properties.products[1].price", "/properties/products/1/price"])
			expect(marked(path)).toEqual(['"price": "59,00"']);
	});

	it("marks nothing for the event as a whole and for a field that is missing", () => {
		expect(marked("")).toEqual([]);
		expect(marked("properties.order_id")).toEqual([]);
	});

	it("is the same JSON, whatever it is", () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				const text = JSON.stringify(value);
				expect(
					JSON.parse(
						sentLines(text, "a")
							.map((line) => line.text)
							.join("\n"),
					),
				).toEqual(JSON.parse(text));
			}),
		);
	});

	it("is called what its sender called it, where that can be read", () => {
		expect([sentName(order), sentName('{"event_type":"a","event":"b"}'), sentName('{"type":"track","event":7}')]).toEqual([
			"Order Completed",
			"a",
			"track",
		]);
		expect([sentName('{"event":"cu'), sentName("[]"), sentName("7"), sentName('{"event":{}}')]).toEqual([null, null, null, null]);
	});

	it("leaves what was cut, and markup, as it is", () => {
		expect(sentLines('{"a":"<b>', "a")).toEqual([{ text: '{"a":"<b>', faulty: false }]);
		expect(sentLines('{"a":"<b>"}', "a")[1]).toEqual({ text: '  "a": "<b>"', faulty: true });
	});
});
