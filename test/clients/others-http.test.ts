import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { errorOf, startServer, type TestServer } from "./http-server.js";
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

const post = (path: string, body: unknown, headers: Record<string, string> = {}) => server.call(path, { method: "POST", body, headers });

describe("bodies of other clients", () => {
	const event = (uuid: string) => ({ event: "$pageview", uuid, properties: { distinct_id: "d", $device_id: "d", token: browser.key } });
	const kept = async (uuid: string) => (await keptEvents(server, "posthog")).filter(({ event_id }) => event_id === uuid).length;
	const plain = { "content-type": "text/plain" };

	it.each([
		["raw gzip without a header", (text: string) => gzipSync(text), plain],
		["gzip with its header", (text: string) => gzipSync(text), { "content-encoding": "gzip", "content-type": "application/json" }],
		["text/plain", (text: string) => text, plain],
		[
			"base64 in a form",
			(text: string) => `data=${encodeURIComponent(Buffer.from(text).toString("base64"))}`,
			{ "content-type": "application/x-www-form-urlencoded" },
		],
		[
			"base64 in a form, not escaped",
			(text: string) => `data=${Buffer.from(text).toString("base64")}`,
			{ "content-type": "application/x-www-form-urlencoded" },
		],
		["gzip in base64", (text: string) => `data=${encodeURIComponent(gzipSync(text).toString("base64"))}`, {}],
		["JSON", (text: string) => text, {}],
	])("%s is read, and answered with 200", async (name, wrap, headers: Record<string, string>) => {
		const body = wrap(JSON.stringify([event(`body ${name} ~~~???`)]));
		const length = { "content-length": String(Buffer.byteLength(body)) };
		const reply = await post("/e/?ip=0", body, { ...headers, ...length });
		expect([reply.status, reply.json]).toEqual([200, { status: 1, rejected: [] }]);
		expect(await kept(`body ${name} ~~~???`)).toBe(1);
	});

	it.each([
		["raw", (bomb: Buffer) => bomb, plain],
		["with its header", (bomb: Buffer) => bomb, { "content-encoding": "gzip" }],
		["in base64", (bomb: Buffer) => `data=${bomb.toString("base64")}`, {}],
	])("64 MB of blanks in a small gzip are 413, %s", async (_name, wrap, headers: Record<string, string>) => {
		const body = wrap(gzipSync(Buffer.alloc(64 * 1024 * 1024, " ")));
		const reply = await post("/e/", body, { ...headers, "content-length": String(Buffer.byteLength(body)) });
		expect([reply.status, errorOf(reply).code]).toEqual([413, "too_large"]);
	});

	it("more events than a client ever batches are 413, and none of them is judged or kept", async () => {
		const batch = Array.from({ length: 2_501 }, () => ({}));
		const reply = await post("/batch/", { api_key: browser.key, batch });
		expect([reply.status, errorOf(reply).code]).toEqual([413, "too_large"]);
		const few = await post("/batch/", { api_key: browser.key, batch: batch.slice(0, 3) });
		expect((few.json as { rejected: unknown[] }).rejected).toHaveLength(3);
	});

	it.each([
		["half a gzip", gzipSync("[1]").subarray(0, 12)],
		["no JSON", "{"],
		["nothing", ""],
		["broken UTF-8", Buffer.from([0x22, 0xff, 0x22])],
	])("%s is 400", async (_name, body) => {
		const reply = await post("/batch/", body, { "content-length": String(Buffer.byteLength(body)) });
		expect([reply.status, errorOf(reply).code]).toEqual([400, "malformed_json"]);
	});

	it("without a key, with an unknown one, and from a foreign page nothing is taken", async () => {
		expect((await post("/batch/", { batch: [{ event: "a" }] })).status).toBe(401);
		expect((await post("/batch/", { api_key: "pub_x", batch: [{ event: "a" }] })).status).toBe(401);
		expect((await post("/v1/track", { event: "a", userId: "u" })).status).toBe(401);
		expect((await post("/com.snowplowanalytics.snowplow/tp2", { data: [{ e: "pv" }] })).status).toBe(401);
		expect((await post("/e/", [event("foreign")], { origin: "https://evil.example" })).status).toBe(403);
		expect(await kept("foreign")).toBe(0);
	});

	it("one bad event does not sink its batch, and is told under the client's own name of the field", async () => {
		const headers = { authorization: `Basic ${Buffer.from(`${secret.key}:`).toString("base64")}` };
		const messages = [
			{ type: "track", event: "Good", messageId: "m1", userId: "u" },
			{ type: "track", messageId: "m2", userId: "u" },
			{ type: "track", event: "Long", messageId: "m".repeat(300), userId: "u" },
			{ type: "dance" },
			7,
		];
		const reply = await post("/v1/batch", { batch: messages }, headers);
		expect(reply.status).toBe(200);
		const { rejected } = reply.json as { rejected: { index: number; path: string }[] };
		expect(rejected.map(({ index, path }) => [index, path])).toEqual([
			[1, "event"],
			[2, "messageId"],
			[3, "type"],
			[4, ""],
		]);
		expect((await keptEvents(server, "segment")).map(({ event_id }) => event_id)).toEqual(["m1"]);
	});
});

describe("what clients ask for first", () => {
	it("Segment's settings name this server; an unknown key is 401", async () => {
		const reply = await server.call(`/v1/projects/${browser.key}/settings`, { headers: { origin: shop } });
		const host = new URL(server.address).host;
		expect(reply.json).toMatchObject({ integrations: { "Segment.io": { apiKey: browser.key, apiHost: `${host}/v1`, protocol: "http" } } });
		expect(reply.headers["access-control-allow-origin"]).toBe(shop);
		expect((await server.call("/v1/projects/pub_x/settings")).status).toBe(401);
	});

	it("RudderStack's source and PostHog's flags and settings are answered", async () => {
		expect((await server.call(`/sourceConfig?writeKey=${browser.key}`)).json).toMatchObject({
			source: { enabled: true, destinations: [] },
		});
		expect((await post("/flags/?v=2", { token: browser.key })).json).toMatchObject({ flags: {} });
		expect((await server.call(`/array/${browser.key}/config`)).json).toMatchObject({ supportedCompression: ["gzip-js"] });
	});
});

describe("what is kept of who sent", () => {
	interface Row {
		readonly event_id: string;
		readonly user_verified: boolean;
		readonly write_key: string;
		readonly ip_hash: string | null;
		readonly channel: string | null;
		readonly device: string | null;
	}
	const rows = async (): Promise<Row[]> => {
		const { text } = await server.call("/api/export?format=ndjson", { as: "owner" });
		return text
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line) as Row);
	};
	const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}` });
	const agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36";

	it("a server vouches for its users and tells its visitors' addresses; a page does neither", async () => {
		const message = (messageId: string, ip?: string) => ({ event: "Seen", messageId, userId: "ada", context: { ip } });
		await post("/v1/track", message("s1", "203.0.113.7"), basic(secret.key));
		await post("/v1/track", message("s2", "203.0.113.7"), basic(secret.key));
		await post("/v1/track", message("s3"), basic(secret.key));
		await post("/v1/track", message("b1", "203.0.113.7"), basic(browser.key));
		const found = new Map((await rows()).map((row) => [row.event_id, row]));
		const [s1, s2, s3, b1] = ["s1", "s2", "s3", "b1"].map((id) => found.get(id));
		expect([s1?.user_verified, b1?.user_verified]).toEqual([true, false]);
		expect([s1?.write_key, b1?.write_key]).toEqual([secret.id, browser.id]);
		expect(s1?.ip_hash).toBeTruthy();
		expect([s2?.ip_hash, s3?.ip_hash]).toEqual([s1?.ip_hash, null]);
		expect(b1?.ip_hash).not.toBe(s1?.ip_hash);
	});

	it("an event in an address and one of a beacon are taken", async () => {
		const url = encodeURIComponent("https://shop.example/?gclid=1");
		const pixel = await server.call(`/i?e=pv&eid=px1&duid=d&aid=${browser.key}&url=${url}`, { headers: { "user-agent": agent } });
		expect(pixel.status).toBe(200);
		const message = { type: "track", event: "Left", messageId: "bc1", anonymousId: "a" };
		const beacon = await post(`/beacon/v1/batch?writeKey=${browser.key}`, { batch: [message] }, { "content-type": "text/plain" });
		expect([beacon.status, beacon.text]).toEqual([200, "OK"]);
		const found = new Map((await rows()).map((row) => [row.event_id, row]));
		expect(found.get("px1")).toMatchObject({ channel: "ads", device: "desktop", write_key: browser.id });
		expect(found.get("bc1")).toMatchObject({ write_key: browser.id });
	});
});
