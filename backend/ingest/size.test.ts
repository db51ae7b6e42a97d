import { describe, expect, it } from "vitest";
import { limits } from "../contract/events.js";
import { checkSize } from "./size.js";

const large = 10 * limits.eventBytes;
const event = (bytes: number) => ({ properties: { text: "x".repeat(bytes - '{"properties":{"text":""}}'.length) } });

describe("checkSize", () => {
	it("takes 32 KB and refuses one byte more", () => {
		expect(() => checkSize(event(limits.eventBytes), large)).not.toThrow();
		expect(() => checkSize(event(limits.eventBytes + 1), large)).toThrow(/32769 bytes; 32768 are allowed/);
	});

	it("counts bytes, not characters", () => {
		expect(() => checkSize({ text: "é".repeat(limits.eventBytes / 2 + 1) }, large)).toThrow(/bytes/);
		expect(() => checkSize({ text: "e".repeat(limits.eventBytes / 2 + 1) }, large)).not.toThrow();
	});

	it("counts many small values, deep ones and long names too", () => {
		expect(() => checkSize({ list: Array(20_000).fill(1) }, large)).toThrow(/bytes/);
		expect(() => checkSize({ ["k".repeat(limits.eventBytes)]: 1 }, large)).toThrow(/bytes/);
		expect(() => checkSize({ list: Array(10_000).fill(1) }, large)).not.toThrow();
	});

	it("refuses a tower of lists, whose writing out would end in the stack", () => {
		const tower = JSON.parse(`${"[".repeat(8_000)}${"]".repeat(8_000)}`);
		expect(() => checkSize({ properties: { tower } }, 16_100)).toThrow(/nested deeper/);
	});

	it("takes what is nested as deep as a page may be", () => {
		const nested = JSON.parse(`${"[".repeat(40)}${"]".repeat(40)}`);
		expect(() => checkSize({ properties: { nested } }, 200)).not.toThrow();
	});
});
