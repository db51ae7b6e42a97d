import { expect, test } from "vitest";
import type { StoredModelKey } from "../../../backend/store/model-ports.js";
import type { Bench } from "../suite.js";

const key = (owner: string, overrides: Partial<StoredModelKey> = {}): StoredModelKey => ({
	owner,
	source: "manual",
	lastFour: "9f2c",
	hash: null,
	label: "desk",
	expiresAt: null,
	sealedBy: "secret_key",
	sealed: "a1.sealed",
	createdAt: 1,
	updatedAt: 2,
	testedAt: null,
	answeredMs: null,
	...overrides,
});

const run = (runId: string, at: number, cost: number) => ({
	runId,
	owner: "local",
	at,
	model: "some/model",
	promptTokens: 10,
	completionTokens: 5,
	cost,
	estimated: false,
});

export const modelPromises = (bench: Bench): void => {
	test("a model key is kept one an owner: saved again it is replaced", async () => {
		expect(await bench.store().modelKey("a")).toBeNull();
		await bench.store().saveModelKey(key("a"));
		await bench.store().saveModelKey(key("b", { sealed: null, sealedBy: "keyring" }));
		await bench.store().saveModelKey(key("a", { lastFour: "0000", hash: "h" }));
		expect(await bench.store().modelKey("a")).toEqual(key("a", { lastFour: "0000", hash: "h" }));
		expect(await bench.store().modelKey("b")).toEqual(key("b", { sealed: null, sealedBy: "keyring" }));
	});

	test("a removed model key is gone; removing none is false", async () => {
		await bench.store().saveModelKey(key("a"));
		expect(await bench.store().removeModelKey("a")).toBe(true);
		expect(await bench.store().removeModelKey("a")).toBe(false);
		expect(await bench.store().modelKey("a")).toBeNull();
	});

	test("a user's model key goes with the user", async () => {
		await bench.store().createUser({ userId: "u", username: "uma", email: null, role: "analyst", passwordHash: "x", createdAt: 1 });
		await bench.store().saveModelKey(key("u"));
		await bench.store().removeUser("u");
		expect(await bench.store().modelKey("u")).toBeNull();
	});

	test("spending is of all users from an instant on: distinct runs, and the sum of their calls", async () => {
		expect(await bench.store().modelSpending(0)).toEqual({ runs: 0, cost: 0 });
		for (const one of [run("old", 99, 1_000), run("r1", 100, 21_400), run("r1", 101, 3), { ...run("r2", 102, 0), owner: "u" }]) {
			await bench.store().addModelRun(one);
		}
		expect(await bench.store().modelSpending(100)).toEqual({ runs: 2, cost: 21_403 });
	});

	test("model settings are null until saved, then the last ones", async () => {
		expect(await bench.store().modelSettings()).toBeNull();
		const settings = { models: ["a/b"], max_per_run: 0.1, max_per_month: 10, max_answer_tokens: 4_000, deny_keeping: true };
		await bench.store().saveModelSettings(settings);
		await bench.store().saveModelSettings({ ...settings, models: ["c/d", "e/f"] });
		expect(await bench.store().modelSettings()).toEqual({ ...settings, models: ["c/d", "e/f"] });
	});
};
