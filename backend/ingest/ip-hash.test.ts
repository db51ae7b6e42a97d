import { describe, expect, it } from "vitest";
import { openAddressHash } from "./ip-hash.js";

const hash = openAddressHash(new Uint8Array(32).fill(7));

describe("openAddressHash", () => {
	it("gives one hash to one address however it is written", () => {
		expect(hash("::ffff:192.0.2.9")).toEqual(hash("192.0.2.9"));
		expect(hash("2001:DB8:0:0:0:0:0:1")).toEqual(hash("2001:db8::1"));
		expect(hash("fe80::1%eth0")).toEqual(hash("fe80::1"));
	});

	it("gives one network hash to a /24 and to a /48", () => {
		expect(hash("192.0.2.9")?.netHash).toBe(hash("192.0.2.200")?.netHash);
		expect(hash("192.0.2.9")?.netHash).not.toBe(hash("192.0.3.9")?.netHash);
		expect(hash("2001:db8:1::1")?.netHash).toBe(hash("2001:db8:1:ffff::9")?.netHash);
		expect(hash("2001:db8:1::1")?.netHash).not.toBe(hash("2001:db8:2::1")?.netHash);
		expect(hash("::1")?.netHash).toBe(hash("::2")?.netHash);
	});

	it("depends on the store's secret, so that a list of addresses undoes nothing", () => {
		expect(openAddressHash(new Uint8Array(32).fill(8))("192.0.2.9")).not.toEqual(hash("192.0.2.9"));
	});

	it("is null for what is no address", () => expect(hash("unknown")).toBeNull());
});
