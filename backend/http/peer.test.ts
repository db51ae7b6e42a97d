import { describe, expect, it } from "vitest";
import { isLoopback } from "./peer.js";

describe("isLoopback", () => {
	it.each([
		["127.0.0.1", true],
		["127.9.8.7", true],
		["::1", true],
		["127.0.0.1.evil.example", false],
		["128.0.0.1", false],
		["10.0.0.1", false],
		["::2", false],
		["", false],
		[null, false],
	])("%s: %s", (address, local) => expect(isLoopback(address)).toBe(local));
});
