import { describe, expect, it } from "vitest";
import { isImport, readOrigins, sourceName } from "./words.js";

describe("allowed origins as they are typed", () => {
	it("are read one a line or with commas, each once, as browsers send them", () => {
		expect(readOrigins(" https://Shop.example/\nhttp://127.0.0.1:5173, https://shop.example:443 ")).toEqual({
			origins: ["https://shop.example", "http://127.0.0.1:5173"],
			fault: null,
		});
		expect(readOrigins(" \n ")).toEqual({ origins: [], fault: null });
	});

	it.each(["shop.example", "https://shop.example/cart", "ftp://shop.example", "https://", "https://a@shop.example", "*"])(
		"%s is none, and the whole is refused with its name",
		(wrong) => {
			const { origins, fault } = readOrigins(`https://ok.example ${wrong}`);
			expect(origins).toEqual([]);
			expect(fault).toContain(`“${wrong}” is not an origin`);
		},
	);
});

describe("sources", () => {
	it("are said in words, and those of shops stay as they are", () => {
		expect([sourceName("segment"), sourceName("kiosk"), sourceName("constructor")]).toEqual(["Segment", "kiosk", "constructor"]);
		expect([isImport("import:abc"), isImport("web")]).toEqual([true, false]);
	});
});
