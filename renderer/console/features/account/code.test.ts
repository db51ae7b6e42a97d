import { describe, expect, it } from "vitest";
import { codeOf } from "./code.js";

describe("a one-time code in the address", () => {
	it("is read from the fragment", () => {
		expect(codeOf("#code=abc-123")).toBe("abc-123");
		expect(codeOf("#code=a%2Bb&x=1")).toBe("a+b");
	});

	it("is none where there is none", () => {
		for (const fragment of ["", "#", "#main", "#code=", `#code=${"x".repeat(2000)}`]) expect(codeOf(fragment)).toBeNull();
	});
});
