import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../../backend/config.js";
import type { StorageState, Trial } from "../../backend/contract/storage.js";
import { type Backend, compose } from "../../backend/main.js";
import { type Mongo, startMongo } from "../../scripts/services/mongo.js";
import { errorOf, type Reply, startServer, type TestServer } from "./http-server.js";

let folder: string;
let mongo: Mongo;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "clickstream-storage-"));
	mongo = await startMongo(join(folder, "engine"));
});
afterAll(async () => {
	await mongo.stop();
	await rm(folder, { recursive: true, force: true });
});

const post = (server: TestServer, path: string, body: object, as: "owner" | "analyst" = "owner"): Promise<Reply> =>
	server.call(path, { method: "POST", as, body });

const open = (name: string, env: NodeJS.ProcessEnv = {}): Promise<Backend> =>
	compose(readConfig({ DATA_DIR: join(folder, name), LOG_LEVEL: "silent", ...env }), { listen: "never" });

/** Every byte under a data folder. */
const bytesOf = async (place: string): Promise<string> => {
	const entries = await readdir(place, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile());
	return (await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), "latin1")))).join("\n");
};

describe("the store of a console", () => {
	it("is an owner's to see and to choose, and a MongoDB is tested first: what it is, what may be done, why it cannot be used", async () => {
		const server = await startServer();
		try {
			expect((await server.call("/api/storage", { as: "analyst" })).status).toBe(403);
			const state = (await server.call("/api/storage", { as: "owner" })).json as StorageState;
			expect(state).toMatchObject({
				in_use: { kind: "embedded", where: null },
				chosen: { kind: "embedded", by: "nobody" },
				keeping: { kind: "refused" },
				may_restart: false,
			});
			const tested = (await post(server, "/api/storage/test", { uri: mongo.uri, database: "looked_at" })).json as Trial;
			expect(tested).toMatchObject({
				topology: "standalone",
				collections: [],
				holds: "nothing",
				version: expect.stringMatching(/^\d+\.\d/),
			});
			expect(tested.rights.every(({ granted }) => granted)).toBe(true);
			const nobody = await post(server, "/api/storage/test", { uri: "mongodb://ana:s3cret@127.0.0.1:1" });
			expect(errorOf(nobody).message).toContain("nothing listens on that port");
			expect(nobody.text).not.toContain("s3cret");
			const unknown = await post(server, "/api/storage/test", { uri: "mongodb://no-such-host.invalid:27017" });
			expect(errorOf(unknown).message).toContain("is no host that is known");
			expect((await post(server, "/api/storage/test", { uri: "http://x" })).status).toBe(422);
			const secret = await post(server, "/api/storage/choice", { kind: "mongodb", uri: "mongodb://ana:s3cret@h" });
			expect(errorOf(secret).message).toContain("SECRET_KEY");
			expect((await post(server, "/api/storage/restart", {})).status).toBe(415);
		} finally {
			await server.close();
		}
	});

	it("keeps an address sealed, shows it masked, opens it at the next start, and gives MONGO_URI the last word", async () => {
		const env = { SECRET_KEY: "a long secret of chance" };
		const secretUri = `mongodb://${new URL(mongo.uri).host}/?appName=s3cret`;
		const first = await open("kept", env);
		expect(await first.client.storage.choose({ kind: "mongodb", uri: secretUri, database: "kept" })).toMatchObject({
			in_use: { kind: "embedded" },
			chosen: { kind: "mongodb", by: "settings", address: mongo.uri, database: "kept" },
			keeping: { kind: "secret_key", durable: true },
		});
		await first.close();
		expect(await bytesOf(join(folder, "kept"))).not.toContain("s3cret");
		await expect(open("kept")).rejects.toMatchObject({ code: "store_unavailable", details: { reason: "sealed" } });
		const second = await open("kept", env);
		expect((await second.client.storage.state()).in_use).toEqual({ kind: "mongodb", where: `${new URL(mongo.uri).host}, database kept` });
		await second.client.storage.choose({ kind: "embedded" });
		await second.close();
		const third = await open("kept", { ...env, MONGO_URI: mongo.uri, MONGO_DB: "other" });
		expect(await third.client.storage.state()).toMatchObject({
			in_use: { kind: "mongodb" },
			chosen: { by: "environment", database: "other" },
		});
		await expect(third.client.storage.choose({ kind: "embedded" })).rejects.toMatchObject({ code: "conflict" });
		await third.close();
	});

	it("moves on request, refuses writes meanwhile and until the restart, and is another one after it", async () => {
		const backend = await open("moved");
		const { client } = backend;
		await client.system.changeSettings({ shop_name: "Larch" });
		const input = { to: "mongodb", uri: mongo.uri, database: "moved", use: true } as const;
		const steps = new Set<string>();
		for await (const message of await client.storage.move(input)) {
			if (message.type === "progress") steps.add(message.step);
			else expect(message.result).toMatchObject({ events: 0, unmoved: [] });
		}
		expect(steps.size).toBeGreaterThan(0);
		expect(await client.storage.state()).toMatchObject({ chosen: { kind: "mongodb", by: "settings" }, moving: false, held: true });
		await expect(client.system.changeSettings({ shop_name: "Late" })).rejects.toMatchObject({
			code: "store_unavailable",
			details: { reason: "moving" },
		});
		expect((await client.system.settings()).shop_name).toBe("Larch");
		await expect(
			(async () => {
				for await (const _ of await client.storage.move(input)) throw new Error("it began");
			})(),
		).rejects.toMatchObject({ code: "conflict" });
		await backend.close();
		const again = await open("moved");
		expect((await again.client.system.status()).store.kind).toBe("mongodb");
		expect((await again.client.system.settings()).shop_name).toBe("Larch");
		await again.close();
	});
});
