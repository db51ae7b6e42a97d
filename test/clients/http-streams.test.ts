import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { httpClient } from "../../backend/client/http.js";
import { openHttp } from "../../backend/http/http.js";
import type { Operations } from "../../backend/http/operations-mount.js";
import { openLog } from "../../backend/logging.js";
import { os } from "../../backend/operations.js";
import { errorOf, startServer, type TestServer } from "./http-server.js";

let server: TestServer;
beforeAll(async () => {
	server = await startServer();
	const events = Array.from({ length: 500 }, (_, index) => ({
		client_id: `c${index % 40}`,
		session_id: `s${index % 90}`,
		page: `/p/${index % 7}`,
	}));
	await server.call("/api/ingest-batch", { method: "POST", body: { events } });
});
afterAll(() => server.close());

/** The border alone, with one operation that goes on until its signal ends it. */
const openEndless = async () => {
	let tell: (how: string) => void = () => {};
	const ended = new Promise<string>((resolve) => {
		tell = resolve;
	});
	const run = os.analysis.run.handler(async function* ({ signal }) {
		try {
			for (let done = 0; ; done++) {
				yield { type: "progress" as const, metric: "endless", done, total: 1, part: {} };
				await new Promise((resolve) => setTimeout(resolve, 10));
			}
		} finally {
			tell(signal?.aborted ? "aborted" : "ended");
		}
	});
	const http = openHttp({
		config: { host: "127.0.0.1", port: 0, trustProxy: false, allowedHosts: [], shop: true },
		router: { analysis: { run } } as unknown as Operations,
		ingest: { batch: () => Promise.reject(new Error("unused")), one: () => Promise.reject(new Error("unused")) },
		keys: {
			find: () => Promise.reject(new Error("unused")),
			admits: () => Promise.resolve(false),
			ofShop: () => Promise.reject(new Error("unused")),
		},
		findCaller: async () => null,
		localToken: "local-token",
		version: "0",
		log: openLog("silent"),
	});
	const { address } = await http.listen();
	return { address, close: () => http.close(), ended };
};

const owner = () => httpClient(server.address, { token: server.tokens.owner });

describe("progress streams over HTTP", () => {
	it("tell each step, then the whole", async () => {
		const seen: string[] = [];
		for await (const message of await owner().analysis.run({ params: { kind: "detailed" }, save: false })) seen.push(message.type);
		expect(seen.filter((type) => type === "progress").length).toBeGreaterThan(3);
		expect(seen.at(-1)).toBe("done");
	});

	it("are refused before they begin: 401 as JSON, not a stream with an error in it", async () => {
		const reply = await server.call("/api/analyze/stream", { method: "POST", body: {} });
		expect([reply.status, reply.headers["content-type"], errorOf(reply).code]).toEqual([401, "application/json", "unauthenticated"]);
	});

	it("tell a failure inside with its code", async () => {
		const firstMessage = async () => (await owner().transfer.check({ file_id: "none-such", mapping: { columns: [] } })).next();
		await expect(firstMessage()).rejects.toMatchObject({ code: "not_found" });
	});

	it("stop when the reader stops, and the server serves on", async () => {
		const abort = new AbortController();
		const stream = await owner().analysis.run({ params: { kind: "detailed" } }, { signal: abort.signal });
		await stream.next();
		abort.abort();
		await expect(stream.next()).rejects.toMatchObject({ code: "cancelled" });
		expect((await server.call("/api/health")).status).toBe(200);
	});

	it("a connection that drops ends the work behind it", async () => {
		const { address, close, ended } = await openEndless();
		const { hostname, port } = new URL(address);
		await new Promise<void>((resolve, reject) => {
			const headers = { authorization: "local-token", "content-type": "application/json" };
			const call = request({ host: hostname, port, path: "/api/analyze/stream", method: "POST", headers }, (response) => {
				response.once("error", () => {});
				response.once("data", () => {
					response.destroy();
					resolve();
				});
			});
			call.once("error", reject);
			call.end("{}");
		});
		expect(await ended).toBe("aborted");
		await close();
	});

	it("closing the server ends what still streams, within its bound", async () => {
		const { address, close, ended } = await openEndless();
		const stream = await httpClient(address, { token: "local-token" }).analysis.run({});
		await stream.next();
		const before = Date.now();
		await close();
		expect(await ended).toBe("aborted");
		expect(Date.now() - before).toBeLessThan(6_000);
		const rest = async (): Promise<void> => {
			for await (const _message of stream);
		};
		await expect(rest()).rejects.toMatchObject({ code: "store_unavailable" });
	});
});
