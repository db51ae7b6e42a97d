import { describe, expect, it } from "vitest";
import { seal, unseal } from "./seal.js";

describe("a sealed key", () => {
	it("opens with its passphrase for its owner, and with nothing else", async () => {
		const sealed = await seal("sk-or-v1-secret", "pass phrase ü", "local");
		expect(sealed).not.toContain("secret");
		expect(await unseal(sealed, "pass phrase u\u0308", "local"), "the same letters, written otherwise").toBe("sk-or-v1-secret");
		expect(await unseal(sealed, "pass phrase", "local")).toBeNull();
		expect(await unseal(sealed, "pass phrase ü", "another")).toBeNull();
	});

	it("is refused when a byte of it was changed, or it was cut", async () => {
		const sealed = await seal("sk-or-v1-secret", "pass phrase", "local");
		const bytes = Buffer.from(sealed.slice(3), "base64url");
		for (const at of [0, bytes.length - 1]) {
			const changed = Buffer.from(bytes);
			changed[at] = (changed[at] ?? 0) ^ 1;
			expect(await unseal(`a1.${changed.toString("base64url")}`, "pass phrase", "local"), `byte ${at}`).toBeNull();
		}
		expect(await unseal(sealed.slice(0, 20), "pass phrase", "local")).toBeNull();
		expect(await unseal(sealed.replace("a1.", "b1."), "pass phrase", "local")).toBeNull();
	});

	it("is another text each time", async () => {
		expect(await seal("same", "pass phrase", "local")).not.toBe(await seal("same", "pass phrase", "local"));
	});
});
