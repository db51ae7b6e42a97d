import { expect, test } from "vitest";
import type { StoredWriteKey } from "../../../backend/store/ports.js";
import type { Bench } from "../suite.js";

const key = (keyId: string, overrides: Partial<StoredWriteKey> = {}): StoredWriteKey => ({
	keyId,
	keyHash: `hash of ${keyId}`,
	name: "Shop",
	kind: "browser",
	shown: `pub_${keyId}`,
	origins: ["https://shop.example"],
	createdAt: 1_000,
	revokedAt: null,
	...overrides,
});

export const writeKeyPromises = (bench: Bench): void => {
	test("write keys come back as they were added, newest first, then by id; revoked ones too", async () => {
		const keys = [key("c", { createdAt: 1 }), key("b", { kind: "server", origins: [] }), key("a", { name: "Ünser", revokedAt: 5 })];
		for (const one of keys) await bench.store().addWriteKey(one);
		expect(await bench.store().writeKeys()).toEqual([keys[2], keys[1], keys[0]]);
	});

	test("a write key whose id or hash is taken rejects as conflict, also when two calls race", async () => {
		await bench.store().addWriteKey(key("a"));
		await expect(bench.store().addWriteKey(key("a", { keyHash: "other" }))).rejects.toMatchObject({ code: "conflict" });
		const racing = [key("b", { keyHash: "same" }), key("c", { keyHash: "same" })].map((one) => bench.store().addWriteKey(one));
		expect((await Promise.allSettled(racing)).map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
		expect(await bench.store().writeKeys()).toHaveLength(2);
	});

	test("a change of a write key sets what it names; an unknown key is null", async () => {
		await bench.store().addWriteKey(key("a"));
		expect(await bench.store().changeWriteKey("a", { name: "Other" })).toEqual(key("a", { name: "Other" }));
		expect(await bench.store().changeWriteKey("a", { origins: [] })).toEqual(key("a", { name: "Other", origins: [] }));
		expect(await bench.store().changeWriteKey("b", { name: "Other" })).toBeNull();
	});

	test("a write key is revoked once, at the first time told; an unknown key is null", async () => {
		await bench.store().addWriteKey(key("a"));
		expect(await bench.store().revokeWriteKey("a", 7)).toEqual(key("a", { revokedAt: 7 }));
		expect(await bench.store().revokeWriteKey("a", 9)).toEqual(key("a", { revokedAt: 7 }));
		expect(await bench.store().revokeWriteKey("b", 9)).toBeNull();
	});
};
