import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { httpClient } from "../../backend/client/http.js";
import { openHttp } from "../../backend/http/http.js";
import type { Operations } from "../../backend/http/operations-mount.js";
import { openFeed } from "../../backend/ingest/index.js";
import { openIngest } from "../../backend/ingest/ingest.js";
import { openLog } from "../../backend/logging.js";
import { openDuckStore } from "../../backend/store/duckdb/open.js";
import { openKeys } from "../../backend/tracking/tracking.js";
import { errorOf, type Reply, send, startServer, type TestServer } from "./http-server.js";
import { keptEvents, newKey } from "./shop-keys.js";

const shop = "https://shop.example";
let server: TestServer;
let browser: { key: string; id: string };
let secret: { key: string; id: string };

beforeAll(async () => {
	server = await startServer();
	browser = await newKey(server, { origins: [shop] });
	secret = await newKey(server, { kind: "server" });
});
afterAll(() => server.close());

const batch = (ids: readonly string[], more = {}) => ({ events: ids.map((event_id) => ({ event_id, client_id: "c", ...more })) });
const post = (path: string, body: unknown, headers: Record<string, string> = {}) => server.call(path, { method: "POST", body, headers });

describe("our own form, with a write key", () => {
	const path = (key: string) => `/api/ingest-batch?write_key=${key}`;

	it("is taken from a page of an allowed origin, which is echoed with credentials", async () => {
		const reply = await post(path(browser.key), batch(["k1", "k2"]), { origin: shop, "sec-fetch-site": "cross-site" });
		expect(reply.json).toMatchObject({ inserted: 2, ids: ["k1", "k2"] });
		expect(reply.headers).toMatchObject({ "access-control-allow-origin": shop, "access-control-allow-credentials": "true" });
		expect((await keptEvents(server, "web")).map(({ event_id }) => event_id).sort()).toEqual(["k1", "k2"]);
	});

	it("is refused from a page of another origin, which is not echoed", async () => {
		const reply = await post(path(browser.key), batch(["k3"]), { origin: "https://evil.example" });
		expect([reply.status, errorOf(reply).code, reply.headers["access-control-allow-origin"]]).toEqual([403, "forbidden", undefined]);
	});

	it("an unknown key is 401, and never treated as none, from the server's own computer either", async () => {
		for (const headers of [{}, { "x-write-key": "pub_nothing" }] as const)
			expect((await post("/api/ingest-batch?write_key=pub_nothing", batch(["k4"]), headers)).status).toBe(401);
		expect((await post("/api/ingest", { event_id: "k4" }, { "x-write-key": "pub_nothing" })).status).toBe(401);
		expect((await post("/api/ingest-batch?write_key=", batch(["k4"]))).status).toBe(401);
	});

	it("a revoked key is 401 at once", async () => {
		const { key, id } = await newKey(server);
		expect((await post(path(key), batch(["k5"]))).status).toBe(200);
		expect((await server.call(`/api/write-keys/${id}`, { method: "DELETE", as: "owner" })).status).toBe(200);
		const reply = await post(path(key), batch(["k6"]));
		expect([reply.status, errorOf(reply).code]).toEqual([401, "unauthenticated"]);
		expect(errorOf(reply).message).toContain("revoked");
	});

	it("a preflight is answered for allowed origins, with the headers it asks for", async () => {
		const ask = (origin: string) =>
			server.call("/api/ingest-batch", {
				method: "OPTIONS",
				headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "content-type,x-write-key" },
			});
		const { status, headers } = await ask(shop);
		expect(status).toBe(204);
		expect(headers).toMatchObject({ "access-control-allow-origin": shop, "access-control-allow-headers": "content-type,x-write-key" });
		expect((await ask("https://evil.example")).headers["access-control-allow-origin"]).toBeUndefined();
	});

	it("a server's secret is refused from a page", async () => {
		expect((await post(path(secret.key), batch(["k7"]), { origin: shop })).status).toBe(403);
	});

	it("a stranger's key cannot speak for another source", async () => {
		await post(path(browser.key), batch(["k8"], { properties: { source: "shop" } }));
		expect(await keptEvents(server, "shop")).toEqual([]);
		const kept = (await keptEvents(server, "web")).find(({ event_id }) => event_id === "k8");
		expect(kept?.properties).toEqual({ source: "shop" });
	});
});

describe("keys", () => {
	it("only owners make, change and revoke them; readers see them", async () => {
		const make = (as: "analyst" | "customer" | "anyone") => server.call("/api/write-keys", { method: "POST", as, body: { name: "x" } });
		expect([(await make("analyst")).status, (await make("customer")).status, (await make("anyone")).status]).toEqual([403, 403, 401]);
		const { items } = (await server.call("/api/write-keys", { as: "analyst" })).json as { items: { key_id: string; shown: string }[] };
		expect(items.find(({ key_id }) => key_id === browser.id)?.shown).toBe(browser.key);
		expect(JSON.stringify(items)).not.toContain(secret.key);
	});

	it("an origin is added by a change; what is no origin is refused", async () => {
		const { key, id } = await newKey(server, { origins: ["https://one.example"] });
		const change = (origins: unknown) => server.call(`/api/write-keys/${id}`, { method: "PATCH", as: "owner", body: { origins } });
		expect((await change(["https://two.example/path"])).status).toBe(422);
		expect((await change(["https://TWO.example:443"])).json).toMatchObject({ origins: ["https://two.example"] });
		const sent = await post(`/api/ingest?write_key=${key}`, { event_id: `${id}-1` }, { origin: "https://two.example" });
		expect(sent.status).toBe(200);
		expect((await server.call("/api/write-keys/none", { method: "DELETE", as: "owner" })).status).toBe(404);
	});
});

describe("the tracking doctor", () => {
	it("hears of accepted, duplicate and rejected events as they come, and of each source's last", async () => {
		const client = httpClient(server.address, { token: server.tokens.owner });
		const leaving = new AbortController();
		const seen: string[] = [];
		const told: Promise<void> = (async () => {
			for await (const { items } of await client.tracking.live({ newest: 0 }, { signal: leaving.signal })) {
				seen.push(...items.map(({ verdict, event_id, problem }) => `${verdict} ${event_id ?? problem?.path}`));
				if (seen.length >= 3) return;
				if (seen.length === 0) await post(`/api/ingest-batch?write_key=${browser.key}`, batch(["live", "live"]));
				if (seen.length === 2) await post(`/api/ingest-batch?write_key=${browser.key}`, { events: [{ timestamp: "never" }] });
			}
		})();
		await told;
		leaving.abort();
		expect(seen).toEqual(["accepted live", "duplicate live", "rejected timestamp"]);
		const { items } = await client.tracking.sources();
		expect(items[0]).toMatchObject({ source: "web", last_received_at: expect.any(Number) });
	});
});

describe("too much", () => {
	const narrow = async (perAddress: number, perKey: number) => {
		const store = await openDuckStore({ path: ":memory:" });
		const log = openLog("silent");
		const keys = openKeys({ store, now: Date.now });
		const { key } = await keys.create({ name: "x", kind: "browser", origins: [] });
		const http = openHttp({
			config: { host: "127.0.0.1", port: 0, trustProxy: false, allowedHosts: [], shop: true },
			router: {} as unknown as Operations,
			ingest: openIngest({ store, log, now: Date.now, feed: openFeed() }),
			keys,
			keyedLimits: { perAddress, perKey },
			findCaller: async () => null,
			localToken: "",
			version: "0",
			log,
		});
		const { address } = await http.listen();
		const statuses: number[] = [];
		let last: Reply | undefined;
		for (let index = 0; index < 6; index++) {
			last = await send(address, `/api/ingest?write_key=${key}`, { method: "POST", body: { event_id: `e${index}` } });
			statuses.push(last.status);
		}
		await http.close();
		await store.close();
		return { statuses, last };
	};

	it.each([
		["from one address", 4, 100],
		["with one key", 100, 4],
	])("%s is 429, with the time to wait", async (_name, perAddress, perKey) => {
		const { statuses, last } = await narrow(perAddress, perKey);
		expect(statuses).toEqual([200, 200, 200, 200, 429, 429]);
		expect(last && errorOf(last).code).toBe("rate_limited");
		expect(Number(last?.headers["retry-after"])).toBe(10);
	});
});
