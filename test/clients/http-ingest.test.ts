import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limits } from "../../backend/contract/events.js";
import { errorOf, type Reply, startServer, type TestServer } from "./http-server.js";

let server: TestServer;
beforeAll(async () => {
	server = await startServer();
});
afterAll(() => server.close());

interface Batch {
	inserted: number;
	duplicates: number;
	ids: string[];
	rejected: { index: number; path: string; code: string; fix: string }[];
}
interface Listed {
	items: Record<string, unknown>[];
	total: number;
}

const one = (body: unknown, headers: Record<string, string> = {}) => server.call("/api/ingest", { method: "POST", body, headers });
const batch = async (events: unknown[], more: object = {}) =>
	server.call("/api/ingest-batch", { method: "POST", body: { events, ...more } });
const batchOf = (reply: Reply) => reply.json as Batch;
const listed = async (query: string) => (await server.call(`/api/events?count=true&${query}`, { as: "analyst" })).json as Listed;

describe("POST /api/ingest", () => {
	it("answers with the id, and the very next question counts the event", async () => {
		const reply = await one({ event_id: "first", client_id: "v1", page: "/p/1?x=1", event_type: "view_item" });
		expect([reply.status, reply.json]).toEqual([200, { event_id: "first" }]);
		const { items, total } = await listed("visitor=v1");
		expect(total).toBe(1);
		expect(items[0]).toMatchObject({ event_id: "first", source: "api", action: "product_viewed", page: "/p/1", url: "/p/1?x=1" });
	});

	it("an event nested as a tower is refused alone; its batch is stored", async () => {
		const tower = `{"event_id":"tower","properties":{"tower":${"[".repeat(8_000)}${"]".repeat(8_000)}}}`;
		const body = `{"events":[{"event_id":"beside-1"},${tower},{"event_id":"beside-2"}]}`;
		const reply = await server.call("/api/ingest-batch", { method: "POST", body });
		expect(reply.status).toBe(200);
		expect(batchOf(reply)).toMatchObject({ inserted: 2, ids: ["beside-1", "beside-2"], rejected: [{ index: 1, code: "invalid" }] });
		expect((await one(tower)).status).toBe(422);
	});

	it("bytes that are no UTF-8 are refused, so that two ids never become one", async () => {
		const url = new URL("/api/ingest", server.address);
		const body = Buffer.concat([Buffer.from('{"event_id":"'), Buffer.from([0xff]), Buffer.from('1"}')]);
		const reply = await fetch(url, { method: "POST", body, headers: { "Content-Type": "application/json" } });
		expect(reply.status).toBe(400);
		expect(await reply.json()).toMatchObject({ error: { code: "malformed_json" } });
	});

	it("a resend is harmless", async () => {
		for (let time = 0; time < 3; time++) expect((await one({ event_id: "again", client_id: "v2" })).status).toBe(200);
		expect((await listed("visitor=v2")).total).toBe(1);
	});

	it("makes an id when none is sent, and no session", async () => {
		const reply = await one({ client_id: "v3", user_id: "u3" });
		expect((reply.json as { event_id: string }).event_id).toMatch(/^[0-9a-f-]{36}$/);
		expect((await listed("visitor=v3")).items[0]).toMatchObject({ session_id: null });
	});

	it.each([
		["a time that is none", { timestamp: "soon" }, 422, "invalid", "timestamp"],
		["a time before 2000", { timestamp: 0 }, 422, "invalid", "timestamp"],
		["an epoch too big, which crashed the predecessor", { timestamp: 1e20 }, 422, "invalid", "timestamp"],
		["a page that is no text", { page: 7 }, 422, "invalid", "page"],
		["money that is none", { properties: { revenue: "lots" } }, 422, "invalid", "properties.revenue"],
		["more than 32 KB", { properties: { x: "x".repeat(limits.eventBytes) } }, 413, "too_large", ""],
		["no object", 7, 422, "invalid", ""],
	])("refuses %s and says how to mend it", async (_name, body, status, code, path) => {
		const reply = await one(body);
		expect([reply.status, errorOf(reply).code]).toEqual([status, code]);
		expect(errorOf(reply).details).toMatchObject({ path, fix: expect.any(String) });
	});

	it("takes what a page sends as text/plain while it closes", async () => {
		expect((await one(JSON.stringify({ client_id: "v4" }), { "content-type": "text/plain;charset=UTF-8" })).status).toBe(200);
	});

	it("keeps a claimed user apart from a verified one: a session vouches for its own user only", async () => {
		await one({ client_id: "w1", user_id: server.userIds.customer });
		const signedIn = { authorization: server.tokens.customer };
		await one({ client_id: "w2", user_id: server.userIds.customer }, signedIn);
		await one({ client_id: "w3", user_id: server.userIds.owner }, signedIn);
		const run = await server.call("/api/analyze", { method: "POST", as: "customer", body: { params: { kind: "simple" } } });
		expect((run.json as { analysis: { spark_summary: { total_events: number } } }).analysis.spark_summary.total_events).toBe(1);
	});

	it("keeps no address in any column", async () => {
		await one({ client_id: "v5" });
		const { text } = await server.call("/api/events?visitor=v5", { as: "owner" });
		expect(text).not.toContain("127.0.0.1");
		expect(text).not.toContain(createHash("sha256").update("127.0.0.1").digest("hex").slice(0, 32));
	});
});

describe("POST /api/ingest-batch", () => {
	it("one bad event never sinks its batch, and each is told apart", async () => {
		const reply = await batch([
			{ event_id: "b1", client_id: "b" },
			{ event_id: "b2", client_id: "b", timestamp: "soon" },
			"text",
			{ event_id: "b3", client_id: "b", properties: { x: "x".repeat(limits.eventBytes) } },
			{ event_id: "b1", client_id: "b" },
			{ event_id: "b4", client_id: "b", page: 7 },
			{ event_id: "b5", client_id: "b" },
		]);
		expect(reply.status).toBe(200);
		const { rejected, ...counts } = batchOf(reply);
		expect(counts).toEqual({ inserted: 2, duplicates: 1, ids: ["b1", "b1", "b5"] });
		expect(rejected.map(({ index, path, code }) => [index, path, code])).toEqual([
			[1, "timestamp", "bad_time"],
			[2, "", "malformed"],
			[3, "", "too_large"],
			[5, "page", "invalid"],
		]);
		expect((await listed("visitor=b")).total).toBe(2);
	});

	it("keeps what it refused, for who looks after the tracking", async () => {
		await batch([{ client_id: "r", timestamp: "never", note: "find me" }]);
		const { items } = (await server.call("/api/rejects", { as: "analyst" })).json as Listed;
		expect(items[0]).toMatchObject({ code: "bad_time", path: "timestamp", source: "api", excerpt: expect.stringContaining("find me") });
	});

	it("a batch of nothing is fine", async () => {
		expect(batchOf(await batch([]))).toEqual({ inserted: 0, duplicates: 0, ids: [], rejected: [] });
	});

	it("500 events pass, 501 are too many, and none of those is stored", async () => {
		const events = (count: number, name: string) =>
			Array.from({ length: count }, (_, index) => ({ event_id: `${name}-${index}`, client_id: name }));
		expect(batchOf(await batch(events(500, "full"))).inserted).toBe(500);
		const reply = await batch(events(501, "over"));
		expect([reply.status, errorOf(reply).code]).toEqual([413, "too_large"]);
		expect((await listed("visitor=over")).total).toBe(0);
	});

	it("4 MB is the most", async () => {
		const reply = await server.call("/api/ingest-batch", { method: "POST", body: `{"events":[]${" ".repeat(limits.batchBytes)}}` });
		expect([reply.status, errorOf(reply).code]).toEqual([413, "too_large"]);
	});

	it.each([[[]], [{}], [{ events: {} }], [{ events: null }], [null]])("%j is no batch", async (body) => {
		const reply = await server.call("/api/ingest-batch", { method: "POST", body: JSON.stringify(body) });
		expect([reply.status, errorOf(reply).code]).toEqual([422, "invalid"]);
	});

	it("sent_at of the batch takes the client's clock out of every time in it", async () => {
		const before = Date.now();
		await batch([{ event_id: "skew", client_id: "skew", timestamp: 1000 }], { sent_at: 1060 });
		const ts = (await listed("visitor=skew")).items[0]?.["ts"] as number;
		expect(ts).toBeGreaterThanOrEqual(before - 60_000);
		expect(ts).toBeLessThanOrEqual(Date.now() - 60_000);
	});

	it("the same events sent by many at once are stored once", async () => {
		const events = Array.from({ length: 50 }, (_, index) => ({ event_id: `many-${index}`, client_id: "many" }));
		const replies = await Promise.all(Array.from({ length: 10 }, () => batch(events)));
		expect(replies.reduce((sum, reply) => sum + batchOf(reply).inserted, 0)).toBe(50);
		expect((await listed("visitor=many")).total).toBe(50);
	});

	it("page names that are markup stay text: served as JSON that no browser reads as a page", async () => {
		await batch([{ client_id: "xss", page: "<img src=x onerror=alert(1)>" }]);
		const reply = await server.call("/api/events?visitor=xss", { as: "owner" });
		expect(reply.headers["content-type"]).toMatch(/^application\/json/);
		expect(reply.headers["x-content-type-options"]).toBe("nosniff");
	});
});
