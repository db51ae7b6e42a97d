import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Document, MongoClient } from "mongodb";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Mongo, startMongo } from "../../scripts/services/mongo.js";
import { type Answer, type MongoStandIn, startMongoStandIn } from "../stand-ins/mongo.js";
import { type Child, startChild } from "./child.js";
import { type SlowLine, startSlowLine } from "./slow-line.js";
import { canMount, withSmallDisk } from "./small-disk.js";

const run = promisify(execFile);
const password = "Wr0ng-and-secret";

let folder: string;
let child: Child | null = null;
let mongo: Mongo | null = null;
let standIn: MongoStandIn | null = null;
let line: SlowLine | null = null;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "clickstream-mongo-trouble-"));
});
afterEach(async () => {
	await child?.kill();
	await line?.close();
	await mongo?.stop();
	await standIn?.close();
	[child, line, mongo, standIn] = [null, null, null, null];
	await rm(folder, { recursive: true, force: true });
});

const consoleOn = async (uri: string, more: Readonly<Record<string, string>> = {}): Promise<Child> => {
	child = await startChild(join(folder, "console"), { MONGO_URI: uri, ...more });
	return child;
};

const send = ({ address }: Child, ids: readonly string[], padding = ""): Promise<Response> =>
	fetch(`${address}/api/ingest-batch`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ events: ids.map((id) => ({ event_id: id, client_id: "c", page: "/p", properties: { padding } })) }),
		signal: AbortSignal.timeout(120_000),
	});

const ask = async ({ address, token }: Child, path: string, body?: object): Promise<{ status: number; text: string }> => {
	const response = await fetch(`${address}${path}`, {
		headers: { authorization: token, "content-type": "application/json" },
		...(body && { method: "POST", body: JSON.stringify(body) }),
	});
	return { status: response.status, text: await response.text() };
};

const problemOf = async (of: Child): Promise<string> =>
	(JSON.parse((await ask(of, "/api/status")).text) as { store: { problem: string | null } }).store.problem ?? "";

const refusal = async (of: Child): Promise<string> => {
	const reply = await send(of, ["a"]);
	expect(reply.status).toBe(503);
	expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
	return reply.text();
};

const hello: Document = {
	ok: 1,
	isWritablePrimary: true,
	ismaster: true,
	minWireVersion: 0,
	maxWireVersion: 25,
	maxBsonObjectSize: 16_777_216,
	maxMessageSizeBytes: 48_000_000,
	maxWriteBatchSize: 100_000,
};

const isHello = (command: string): boolean => command === "hello" || command.toLowerCase() === "ismaster";

/** Every byte under a folder. */
const everyByte = async (place: string): Promise<string> => {
	const files = (await readdir(place, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
	return (await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), "latin1")))).join("\n");
};

it("wrong credentials: said in the answer and in the state, and the password is in no answer, log or file", {
	timeout: 60_000,
}, async () => {
	standIn = await startMongoStandIn((command) => {
		if (isHello(command)) return { ...hello, saslSupportedMechs: ["SCRAM-SHA-256"] };
		if (command === "saslStart") return { ok: 0, code: 18, codeName: "AuthenticationFailed", errmsg: "Authentication failed." };
		return { ok: 1 };
	});
	const uri = `mongodb://ana:${password}@127.0.0.1:${standIn.port}/?authSource=admin`;
	const own = await consoleOn(uri, { LOG_LEVEL: "debug" });
	const words = /does not accept the user name and password\. Mend them in MONGO_URI/;
	await expect.poll(() => problemOf(own), { timeout: 20_000 }).toMatch(words);
	const told = [
		await refusal(own),
		(await ask(own, "/api/status")).text,
		(await ask(own, "/api/storage")).text,
		(await ask(own, "/api/storage/test", {})).text,
		(await ask(own, "/api/live/health")).text,
	];
	expect(told[0]).toMatch(words);
	expect(told[3]).toMatch(words);
	expect(own.said(), "a log that says nothing proves nothing").toContain("127.0.0.1");
	for (const text of [...told, own.said(), await everyByte(join(folder, "console"))]) expect(text).not.toContain(password);
});

const versions: readonly (readonly [string, Answer, RegExp])[] = [
	[
		"3.6, which the driver does not speak to",
		(command) => (isHello(command) ? { ...hello, maxWireVersion: 6 } : { ok: 1 }),
		/is of version before 4\.4\. The console needs 6\.0 or newer: update the server/,
	],
	[
		"5.0, which lacks what the console needs",
		(command) => (isHello(command) ? { ...hello, maxWireVersion: 13 } : { ok: 1, version: "5.0.31" }),
		/is of version 5\.0\.31\. The console needs 6\.0 or newer: update the server/,
	],
];

it.each(versions)(
	"a server of version %s: said in the answer, the state and the test of the connection",
	{ timeout: 60_000 },
	async (_, answer, words) => {
		standIn = await startMongoStandIn(answer);
		const own = await consoleOn(`mongodb://127.0.0.1:${standIn.port}`);
		await expect.poll(() => problemOf(own), { timeout: 20_000 }).toMatch(words);
		expect(await refusal(own)).toMatch(words);
		expect((await ask(own, "/api/storage/test", {})).text).toMatch(words);
	},
);

it("a slow network delays and loses nothing; one that carries nothing is told of within bounds, and work goes on by itself", {
	timeout: 170_000,
}, async () => {
	mongo = await startMongo(join(folder, "engine"));
	line = await startSlowLine(mongo.port);
	const own = await consoleOn(`mongodb://127.0.0.1:${line.port}`);
	expect((await send(own, ["first"])).status).toBe(200);

	line.delay(200);
	expect((await send(own, ["late-1", "late-2"])).status, "a second and more for each, and stored").toBe(200);

	line.delay(Number.POSITIVE_INFINITY);
	const replies = await Promise.all([send(own, ["stalled-1"]), send(own, ["stalled-2"])]);
	for (const reply of replies) {
		expect(reply.status).toBe(503);
		expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
		expect(await reply.text()).toMatch(/store_unavailable/);
	}
	expect(await problemOf(own)).toMatch(/cannot be reached/);

	line.delay(0);
	await expect
		.poll(async () => (await send(own, ["stalled-1", "stalled-2", "after"])).status, { timeout: 60_000, interval: 500 })
		.toBe(200);
	const counted = JSON.parse((await ask(own, "/api/events?count=true&limit=1")).text) as { total: number };
	expect(counted.total, "each once").toBe(6);
	await expect.poll(() => problemOf(own), { timeout: 20_000 }).toBe("");
});

const withDisk = (
	work: (disk: string, leave: (bytes: number) => Promise<void>, empty: () => Promise<void>) => Promise<void>,
): Promise<void> =>
	withSmallDisk(900, async (disk) => {
		const filler = join(disk, "filler");
		const leave = async (bytes: number): Promise<void> => {
			const { stdout } = await run("df", ["--output=avail", "-B1", disk]);
			await run("fallocate", ["-l", String(Number(stdout.split("\n")[1]) - bytes), filler]);
		};
		await work(disk, leave, () => rm(filler));
		await mongo?.stop();
		mongo = null;
	});

const megabyte = 1024 * 1024;
const full = /disk of MongoDB .* is full, or nearly so.*Free some space/;

it.skipIf(!canMount)(
	"a server without room for indexes: said in the answer and in the state, and work goes on by itself once there is room",
	{ timeout: 90_000 },
	() =>
		withDisk(async (disk, leave, empty) => {
			mongo = await startMongo(join(disk, "engine"));
			await leave(200 * megabyte);
			const own = await consoleOn(mongo.uri);
			expect(await refusal(own)).toMatch(full);
			expect(await problemOf(own)).toMatch(full);
			await empty();
			await expect.poll(async () => (await send(own, ["after"])).status, { timeout: 60_000, interval: 500 }).toBe(200);
			expect(await problemOf(own)).toBe("");
		}),
);

it.skipIf(!canMount)(
	"a server whose disk becomes full: nothing acknowledged is lost, and work goes on once it has room and runs",
	{ timeout: 170_000 },
	() =>
		withDisk(async (disk, leave, empty) => {
			mongo = await startMongo(join(disk, "engine"));
			const { port } = mongo;
			const own = await consoleOn(mongo.uri);
			expect((await send(own, ["first"])).status).toBe(200);
			await leave(12 * megabyte);
			const acknowledged = new Set(["first"]);
			let reply: Response;
			for (let n = 0; ; n++) {
				const ids = Array.from({ length: 50 }, (_, index) => `b${n}-${index}`);
				reply = await send(own, ids, `${Math.random()}`.repeat(400));
				if (reply.status !== 200) break;
				for (const id of ids) acknowledged.add(id);
			}
			expect(reply.status).toBe(503);
			expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
			// A mongod that cannot write its journal ends itself: from then on nobody can ask it why.
			expect(await reply.text()).toMatch(/is full|cannot be reached/);
			await empty();
			await mongo.stop();
			mongo = await startMongo(join(disk, "engine"), port);
			await expect.poll(async () => (await send(own, ["after"])).status, { timeout: 60_000, interval: 500 }).toBe(200);
			const raw = new MongoClient(mongo.uri);
			const stored = await raw.db("clickstream").collection("events").distinct("event_id");
			await raw.close();
			const there = new Set(stored.map(String));
			expect([...acknowledged].filter((id) => !there.has(id))).toEqual([]);
		}),
);
