import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Keyring } from "../../backend/main.js";
import { addKey, openStandIn, type StandIn } from "../stand-ins/openrouter.js";
import { errorOf, startServer, type TestServer } from "./http-server.js";

const secret = "sk-or-v1-0123456789abcdef9f2c";
const management = "sk-or-v1-management-key-1234";

let standIn: StandIn;
let server: TestServer | null = null;
beforeEach(async () => {
	standIn = await openStandIn();
	addKey(standIn, secret);
	addKey(standIn, management, { management: true });
});
afterEach(async () => {
	await server?.close();
	server = null;
	await standIn.close();
});

type Model = NonNullable<Parameters<typeof startServer>[0]>["model"];

const start = async (model: Model, keyring?: Keyring): Promise<TestServer> => {
	server = await startServer({ model: { endpoint: standIn.endpoint, ...model }, ...(keyring && { keyring }) });
	return server;
};

const save = (at: TestServer, body: object, as: "owner" | "analyst" | "customer" = "owner") =>
	at.call("/api/openrouter/key", { method: "POST", as, body });

/** Every byte under the data folder but server.json. */
const stored = async (at: TestServer): Promise<Buffer> => {
	const entries = await readdir(at.dataDir, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile() && entry.name !== "server.json");
	return Buffer.concat(await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name)))));
};

const noKeyring: Keyring = {
	state: () => Promise.resolve({ usable: false, name: "" }),
	write: () => Promise.reject(new Error("There is no keyring")),
	read: () => Promise.resolve(null),
	remove: () => Promise.resolve(),
};

describe("a key on a plain server", () => {
	it("is tested, sealed with SECRET_KEY, shown by its last four and nowhere readable", async () => {
		const at = await start({ secretKey: "a long secret of chance" });
		const saved = await save(at, { api_key: secret });
		expect(saved.status, saved.text).toBe(200);
		const state = await at.call("/api/openrouter/key", { as: "owner" });
		expect(state.json).toMatchObject({
			exists: true,
			masked_key: `${"*".repeat(20)}9f2c`,
			source: "manual",
			label: "larch-loom desk",
			keeping: { kind: "secret_key", durable: true },
		});
		expect(`${saved.text}${state.text}`).not.toContain(secret.slice(0, -4));
		expect((await stored(at)).includes("larch-loom desk"), "the search finds what is stored").toBe(true);
		expect((await stored(at)).includes(secret.slice(9, -4))).toBe(false);
	});

	it("is refused without SECRET_KEY, before anybody is asked", async () => {
		const at = await start({});
		const refused = await save(at, { api_key: secret });
		expect([refused.status, errorOf(refused).code]).toEqual([415, "unsupported"]);
		expect(errorOf(refused).message).toContain("SECRET_KEY");
		expect(standIn.asked).toEqual([]);
	});

	it("that the provider does not take is not kept, and is told without itself", async () => {
		const at = await start({ secretKey: "a long secret of chance" });
		const wrong = await save(at, { api_key: "sk-or-v1-unknown-unknown-unknown" });
		expect([wrong.status, errorOf(wrong).message]).toEqual([422, expect.stringContaining("does not take this key")]);
		const odd = await save(at, { api_key: "my-password-typed-here-by-mistake" });
		expect([odd.status, odd.text.includes("mistake")]).toEqual([422, false]);
		expect((await save(at, { api_key: management })).text).toContain("management key");
		expect((await at.call("/api/openrouter/key", { as: "owner" })).json).toMatchObject({ exists: false });
	});

	it("belongs to its user; a customer has none; who removes it removes their own", async () => {
		const at = await start({ secretKey: "a long secret of chance" });
		await save(at, { api_key: secret });
		expect((await at.call("/api/openrouter/key", { as: "analyst" })).json).toMatchObject({ exists: false });
		expect((await save(at, { api_key: secret }, "customer")).status).toBe(403);
		expect((await at.call("/api/openrouter/key", { method: "DELETE", as: "analyst" })).status).toBe(404);
		expect((await at.call("/api/openrouter/key", { method: "DELETE", as: "owner" })).status).toBe(200);
		expect((await at.call("/api/openrouter/key", { as: "owner" })).json).toMatchObject({ exists: false });
	});

	it("of the environment is used and never stored", async () => {
		const at = await start({ apiKey: secret });
		expect((await at.call("/api/openrouter/key", { as: "analyst" })).json).toMatchObject({ exists: true, source: "environment" });
		expect((await at.call("/api/openrouter/test", { method: "POST", as: "analyst" })).json).toMatchObject({ status: "ok" });
		expect((await stored(at)).includes(secret.slice(9))).toBe(false);
		expect((await at.call("/api/openrouter/key", { method: "DELETE", as: "analyst" })).text).toContain("OPENROUTER_API_KEY");
	});
});

describe("a key where there is no keyring", () => {
	it("is kept for this run, and says so", async () => {
		const at = await start({}, noKeyring);
		const saved = await save(at, { api_key: secret });
		expect(saved.json).toMatchObject({ key: { exists: true, keeping: { kind: "memory", durable: false } } });
		expect((await stored(at)).includes(secret.slice(9, -4))).toBe(false);
	});

	it("outlives it under a passphrase, which opens it and nothing else does", async () => {
		const at = await start({}, noKeyring);
		const saved = await save(at, { api_key: secret, passphrase: "correct horse" });
		expect(saved.json).toMatchObject({ key: { locked: false, keeping: { kind: "passphrase", durable: true } } });
		const unlock = (passphrase: string) => at.call("/api/openrouter/unlock", { method: "POST", as: "owner", body: { passphrase } });
		expect((await unlock("wrong horse")).status).toBe(422);
		expect((await unlock("correct horse")).status).toBe(200);
		expect((await save(at, { api_key: secret, passphrase: "short" })).status).toBe(422);
	});
});

describe("a key that is made", () => {
	it("has name, limit and reset, stands in for the one before, and is never shown", async () => {
		const at = await start({ secretKey: "a long secret of chance", provisioningKey: management });
		const make = (body: object) => at.call("/api/openrouter/provision", { method: "POST", as: "owner", body });
		const first = await make({});
		expect(first.json).toMatchObject({ meta: { hash: "hash-1", limit: 10, limit_reset: "monthly", disabled: [] } });
		const second = await make({ name: "second", limit: 3 });
		expect(second.json).toMatchObject({ meta: { hash: "hash-2", name: "second", limit: 3, disabled: ["hash-1"] } });
		const made = [...standIn.keys.entries()].filter(([, { hash }]) => hash.startsWith("hash-"));
		expect(made.map(([, { disabled, limit_reset }]) => [disabled, limit_reset])).toEqual([
			[true, "monthly"],
			[false, "monthly"],
		]);
		const bytes = await stored(at);
		for (const [key] of made) {
			expect(`${first.text}${second.text}`).not.toContain(key.slice(0, -4));
			expect(bytes.includes(key.slice(9, 25))).toBe(false);
		}
		expect(bytes.includes(management)).toBe(false);
		expect((await at.call("/api/openrouter/key", { method: "DELETE", as: "owner" })).text).toContain("disabled at OpenRouter");
		expect(made[1]?.[1].disabled).toBe(true);
	});

	it("needs the management key, a place to be kept, and an owner for much", async () => {
		const without = await start({ secretKey: "a long secret of chance" });
		const refused = await without.call("/api/openrouter/provision", { method: "POST", as: "owner", body: {} });
		expect([refused.status, refused.text]).toEqual([415, expect.stringContaining("OPENROUTER_PROVISIONING_KEY")]);
		await without.close();
		const nowhere = await start({ provisioningKey: management });
		expect((await nowhere.call("/api/openrouter/provision", { method: "POST", as: "owner", body: {} })).status).toBe(415);
		await nowhere.close();
		const at = await start({ secretKey: "a long secret of chance", provisioningKey: management });
		const much = await at.call("/api/openrouter/provision", { method: "POST", as: "analyst", body: { limit: 500 } });
		expect(much.status).toBe(403);
		expect(standIn.asked.filter(({ path }) => path === "/keys")).toEqual([]);
	});
});

describe("settings of the model", () => {
	it("are an owner's to change, and tell what was spent this month", async () => {
		const at = await start({});
		const change = (as: "owner" | "analyst", body: object) => at.call("/api/model", { method: "PATCH", as, body });
		expect((await change("analyst", { max_per_run: 1 })).status).toBe(403);
		expect((await change("owner", { models: ["no slash"] })).status).toBe(422);
		expect((await change("owner", { models: ["mistralai/mistral-large"], max_per_run: 0.2 })).status).toBe(200);
		expect((await at.call("/api/model", { as: "analyst" })).json).toMatchObject({
			month: { runs: 0, cost: 0 },
			settings: { models: ["mistralai/mistral-large"], max_per_run: 0.2, max_per_month: 10, max_answer_tokens: 4_000, deny_keeping: true },
		});
		expect((await change("owner", { max_answer_tokens: 900 })).status).toBe(422);
		expect((await change("owner", { max_answer_tokens: 8_000 })).json).toMatchObject({
			settings: { max_per_run: 0.2, max_answer_tokens: 8_000 },
		});
	});

	it("of the environment have the last word", async () => {
		const at = await start({ models: ["a/first", "b/second"] });
		expect((await at.call("/api/model", { as: "owner" })).json).toMatchObject({
			settings: { models: ["a/first", "b/second"] },
			fixed_models: ["a/first", "b/second"],
		});
	});
});
