import { describe, expect, it } from "vitest";
import { codeOf } from "./code.js";

describe("a one-time code in the address", () => {
	it("is read from the fragment, named or bare", () => {
		expect(codeOf("#code=abc-123&purpose=invite")).toEqual({ code: "abc-123", purpose: "invite" });
		expect(codeOf("#abc-123")).toEqual({ code: "abc-123", purpose: null });
		expect(codeOf("#code=a%2Bb")).toEqual({ code: "a+b", purpose: null });
	});

	it("is none where there is none", () => {
		for (const fragment of ["", "#", "#purpose=owner", `#${"x".repeat(2000)}`, "#code="]) expect(codeOf(fragment)).toBeNull();
	});
});
