import { describe, expect, it } from "vitest";
import { authorizationToken, cookieToken } from "./caller.js";

describe("authorizationToken", () => {
	it.each([
		["Bearer abc", "abc"],
		["bearer   abc", "abc"],
		["abc", "abc"],
		["Basic YTpi", null],
		["Bearer a b", null],
		["", null],
		[undefined, null],
	])("%s is %s", (header, token) => expect(authorizationToken(header)).toBe(token));

	it("the word Bearer alone is no token", () => expect(authorizationToken("Bearer")).toBeNull());
});

describe("cookieToken", () => {
	it.each([
		["cc_session=abc", "abc"],
		["a=1; cc_session=abc; b=2", "abc"],
		["xcc_session=abc", null],
		["cc_session=", null],
		["cc_session=a%00b", null],
		[undefined, null],
	])("%s is %s", (header, token) => expect(cookieToken(header)).toBe(token));
});
