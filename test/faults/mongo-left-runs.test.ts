import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { httpClient } from "../../backend/client/http.js";
import { type Mongo, startMongo } from "../../scripts/services/mongo.js";
import { type Child, startChild } from "./child.js";

let folder: string;
let mongo: Mongo;
let raw: MongoClient;
let children: Child[] = [];
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "clickstream-left-"));
	mongo = await startMongo(join(folder, "engine"));
	raw = new MongoClient(mongo.uri);
});
afterEach(async () => {
	for (const child of children) await child.kill();
	children = [];
});
afterAll(async () => {
	await raw.close();
	await mongo.stop();
	await rm(folder, { recursive: true, force: true });
});

const consoleOn = async (name: string, database: string) => {
	const child = await startChild(join(folder, `${database}-${name}`), { MONGO_URI: mongo.uri, MONGO_DB: database });
	children.push(child);
	return { child, client: httpClient(child.address, { token: child.token }) };
};

/** As if a minute had passed since the console was last there. */
const silent = (database: string, collection: string) =>
	raw
		.db(database)
		.collection(collection)
		.updateMany({ seen_at: { $exists: true } }, { $set: { seen_at: new Date(Date.now() - 61_000) } });

it("a run of demo data that a console died over: another one refuses to touch it while it may live, then tells it as interrupted and undoes it", {
	timeout: 90_000,
}, async () => {
	const database = "seeded";
	const [one, other] = [await consoleOn("one", database), await consoleOn("other", database)];
	const options = { days: 30, user_count: 200, sessions_per_user: 5, seed: 7 };
	const dying = (async () => {
		for await (const message of await one.client.seeding.run(options))
			if (message.type === "progress" && message.events > 3_000) await one.child.kill();
	})();
	await expect(dying).rejects.toThrow();
	const listed = await other.client.seeding.list({ limit: 10 });
	const [run] = listed.items;
	expect(run?.status, "it may still be at it").toBe("running");
	const undo = async () => {
		for await (const message of await other.client.seeding.undo({ run_id: run?.run_id ?? "" }))
			if (message.type === "done") return message.result;
		throw new Error("It ended without a result.");
	};
	await expect(undo()).rejects.toMatchObject({ code: "conflict" });
	expect((await other.client.system.status()).events).toBeGreaterThan(0);
	await silent(database, "seed_runs");
	const [left] = (await other.client.seeding.list({ limit: 10 })).items;
	expect(left).toMatchObject({ status: "interrupted", error: expect.stringContaining("The program ended during this run") });
	await undo();
	expect((await other.client.seeding.list({ limit: 10 })).items[0]?.status).toBe("undone");
	expect((await other.client.system.status()).events).toBe(0);
});

it("an import that a console died over: another one tells it as interrupted, goes on with the same file, and no row counts twice", {
	timeout: 90_000,
}, async () => {
	const database = "imported";
	const rows = 30_000;
	const path = join(folder, "rows.csv");
	const lines = Array.from(
		{ length: rows },
		(_, n) => `${new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString()},c${n % 500},pageview,/p/${n % 40}`,
	);
	await writeFile(path, `ts,client_id,event_type,page\n${lines.join("\n")}\n`);
	const [one, other] = [await consoleOn("one", database), await consoleOn("other", database)];
	const opened = await one.client.transfer.open({ path });
	const dying = (async () => {
		for await (const message of await one.client.transfer.run({ file_id: opened.file_id, mapping: opened.mapping }))
			if (message.type === "progress" && message.rows > 8_000) await one.child.kill();
	})();
	await expect(dying).rejects.toThrow();
	expect((await other.client.transfer.list({ limit: 5 })).items[0]?.status, "it may still be at it").toBe("running");
	await silent(database, "imports");
	expect((await other.client.transfer.list({ limit: 5 })).items[0]).toMatchObject({
		status: "interrupted",
		error: expect.stringContaining("The program ended during this import"),
	});
	const again = await other.client.transfer.open({ path });
	for await (const message of await other.client.transfer.run({ file_id: again.file_id, mapping: again.mapping }))
		if (message.type === "done") expect(message.result.status).toBe("done");
	expect((await other.client.transfer.list({ limit: 5 })).items.map(({ status }) => status)).toEqual(["done"]);
	expect((await other.client.events.list({ count: true, limit: 1 })).total).toBe(rows);
});
