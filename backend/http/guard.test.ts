import { describe, expect, it } from "vitest";
import { isOwnHost, isOwnOrigin } from "./guard.js";

const rules = { host: "127.0.0.1", port: 8000, allowedHosts: [] as string[] };

describe("isOwnHost", () => {
	it.each([
		["localhost:8000", true],
		["LOCALHOST:8000", true],
		["127.0.0.1:8000", true],
		["[::1]:8000", true],
		["localhost", false],
		["localhost:8001", false],
		["localhost.:8000", false],
		["evil.example:8000", false],
		["127.0.0.1.evil.example:8000", false],
		["localhost:8000@evil.example", false],
		["localhost:8000 evil", false],
		["127.0.0.2:8000", false],
		["", false],
		[undefined, false],
	])("%s: %s", (header, own) => expect(isOwnHost(header, rules)).toBe(own));

	it("takes a name without a port when it listens on 80", () => expect(isOwnHost("localhost", { ...rules, port: 80 })).toBe(true));

	it("takes no name before it listens", () => expect(isOwnHost("localhost:8000", { ...rules, port: null })).toBe(false));

	it("takes the address it was told to listen on, but no wildcard's", () => {
		expect(isOwnHost("192.168.1.5:8000", { ...rules, host: "192.168.1.5" })).toBe(true);
		expect(isOwnHost("[fd00::5]:8000", { ...rules, host: "fd00::5" })).toBe(true);
		expect(isOwnHost("192.168.1.5:8000", { ...rules, host: "0.0.0.0" })).toBe(false);
		expect(isOwnHost("0.0.0.0:8000", { ...rules, host: "0.0.0.0" })).toBe(false);
	});

	it("takes allowed names: for any port, or for the one they name", () => {
		const allowed = { ...rules, allowedHosts: ["shop.example", "other.example:8443"] };
		expect(isOwnHost("shop.example", allowed)).toBe(true);
		expect(isOwnHost("shop.example:8443", allowed)).toBe(true);
		expect(isOwnHost("other.example:8443", allowed)).toBe(true);
		expect(isOwnHost("other.example:8000", allowed)).toBe(false);
		expect(isOwnHost("x.shop.example", allowed)).toBe(false);
	});
});

describe("isOwnOrigin", () => {
	it.each([
		[undefined, true],
		["http://localhost:8000", true],
		["HTTP://LOCALHOST:8000", true],
		["http://localhost:8001", false],
		["https://localhost:8000", false],
		["http://127.0.0.1:8000", false],
		["http://evil.example", false],
		["http://localhost:8000.evil.example", false],
		["null", false],
		["", false],
	])("%s: %s", (origin, own) => expect(isOwnOrigin(origin, "localhost:8000", "http")).toBe(own));
});
