import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RPCHandler } from "@orpc/server/message-port";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../../backend/client/client.js";
import { httpClient } from "../../backend/client/http.js";
import { portClient } from "../../backend/client/port.js";
import { readConfig } from "../../backend/config.js";
import type { RunMessage } from "../../backend/contract/analysis.js";
import { AppError } from "../../backend/contract/errors.js";
import { type Backend, compose, local } from "../../backend/main.js";
import type { CallContext } from "../../backend/operations.js";
import { readServerFile } from "../../backend/server-file.js";

let folder: string;
let backend: Backend;
let address: string;
let clients: Readonly<Record<"http" | "port" | "in process", Client>>;
const channel = new MessageChannel();

const shop = ["/home", "/product/1", "/checkout"].map((page, index) => ({
	event_id: `e${index}`,
	client_id: "visitor",
	session_id: "session",
	page,
	timestamp: 1_760_000_000 + index,
}));

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "transports-"));
	const config = readConfig({ DATA_DIR: folder, PORT: "0", LOG_LEVEL: "silent" });
	backend = await compose(config);
	address = backend.listening().address ?? "";
	const { token } = (await readServerFile(folder)) ?? { token: "" };
	new RPCHandler<CallContext>(backend.router, { clientInterceptors: [backend.failures] }).upgrade(channel.port2, {
		context: { caller: local },
	});
	channel.port2.start();
	clients = { http: httpClient(address, { token }), port: portClient(channel.port1), "in process": backend.client };
	const sent = await fetch(`${address}/api/ingest-batch`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ events: shop }),
	});
	expect(await sent.json()).toMatchObject({ inserted: 3 });
});

afterAll(async () => {
	channel.port1.close();
	await backend.close();
	await rm(folder, { recursive: true, force: true });
});

const failureOf = async (work: Promise<unknown>): Promise<AppError> => {
	const error = await work.then(
		() => null,
		(caught: unknown) => caught,
	);
	expect(error).toBeInstanceOf(AppError);
	return error as AppError;
};

const collect = async <T>(stream: Promise<AsyncIterable<T>>): Promise<T[]> => {
	const messages: T[] = [];
	for await (const message of await stream) messages.push(message);
	return messages;
};

const numbersOf = (messages: readonly RunMessage[]) => {
	const last = messages.at(-1);
	return last?.type === "done" ? last.analysis.detailed_metrics : null;
};

describe.each(["http", "port", "in process"] as const)("over %s", (name) => {
	it("a call answers", async () => {
		expect(await clients[name].system.status()).toMatchObject({ events: 3, address, store: { path: join(folder, "clickstream.duckdb") } });
	});

	it("a change is seen by the next call", async () => {
		await clients[name].system.changeSettings({ shop_name: `Shop of ${name}` });
		expect(await clients[name].system.settings()).toMatchObject({ shop_name: `Shop of ${name}` });
	});

	it("a failure comes back as AppError with its code, message and details", async () => {
		const error = await failureOf(clients[name].analysis.get({ id: "unknown" }));
		expect(error).toMatchObject({ code: "not_found", details: {} });
		expect(error.message).toContain("unknown");
	});

	it("what the contract refuses comes back as invalid, with the place", async () => {
		const error = await failureOf(clients[name].events.list({ limit: 100_000 }));
		expect(error).toMatchObject({ code: "invalid", details: { issues: [{ path: "limit" }] } });
	});

	it("a failure before a stream's first message rejects with its code", async () => {
		const mapping = { columns: [] };
		const error = await failureOf(collect(clients[name].transfer.check({ file_id: "unknown", mapping })));
		expect(error.code).toBe("not_found");
	});

	it("a stream tells each metric and ends with the whole", async () => {
		const messages = await collect(clients[name].analysis.run({ save: false }));
		expect(messages.length).toBeGreaterThan(5);
		expect(messages.slice(0, -1).every(({ type }) => type === "progress")).toBe(true);
		expect(numbersOf(messages)?.basic_metrics).toMatchObject({ total_events: 3, total_sessions: 1, bounce_rate: 0 });
	});

	it("a listener of the tracking hears the newest and what comes, and leaves", async () => {
		const heard: string[] = [];
		for await (const { items } of await clients[name].tracking.live({ newest: 2 })) {
			heard.push(...items.map(({ event_id, verdict }) => `${event_id} ${verdict}`));
			if (heard.length > 2) break;
			const body = JSON.stringify(shop[0]);
			await fetch(`${address}/api/ingest`, { method: "POST", headers: { "content-type": "application/json" }, body });
		}
		expect(heard).toEqual([expect.any(String), expect.any(String), "e0 duplicate"]);
	});

	it("two streams run beside each other", async () => {
		const both = await Promise.all([1, 2].map(() => collect(clients[name].analysis.run({ save: false }))));
		expect(both.map((messages) => messages.at(-1)?.type)).toEqual(["done", "done"]);
	});

	it("leaving streams early gives their places back", async () => {
		for (let round = 0; round < 5; round++) {
			for await (const message of await clients[name].analysis.run({ save: false })) {
				expect(message.type).toBe("progress");
				break;
			}
		}
		expect((await collect(clients[name].analysis.run({ save: false }))).at(-1)?.type).toBe("done");
	});

	it("an abort ends a stream as cancelled, and gives its place back", async () => {
		for (let round = 0; round < 5; round++) {
			const stop = new AbortController();
			const reading = (async () => {
				for await (const _ of await clients[name].analysis.run({ save: true }, { signal: stop.signal })) stop.abort();
			})();
			expect((await failureOf(reading)).code).toBe("cancelled");
		}
		expect((await collect(clients[name].analysis.run({ save: false }))).at(-1)?.type).toBe("done");
		expect(await clients[name].analysis.list({})).toEqual([]);
	});

	it("a call whose signal has aborted is cancelled", async () => {
		expect((await failureOf(clients[name].system.status(undefined, { signal: AbortSignal.abort() }))).code).toBe("cancelled");
	});
});

it("every transport gives the same numbers", async () => {
	const runs = await Promise.all(
		Object.values(clients).map(async (client) => numbersOf(await collect(client.analysis.run({ save: false })))),
	);
	expect(runs[0]).not.toBeNull();
	expect(runs[1]).toEqual(runs[0]);
	expect(runs[2]).toEqual(runs[0]);
});

it("a client without a token may not read", async () => {
	expect((await failureOf(httpClient(address).system.status())).code).toBe("unauthenticated");
});

it("a server that is not there is told as such", async () => {
	const error = await failureOf(httpClient("http://127.0.0.1:9").system.health());
	expect(error.code).toBe("store_unavailable");
	expect(error.message).toContain("running");
});
