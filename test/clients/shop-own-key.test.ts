import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { WriteKey } from "../../backend/contract/tracking.js";
import { errorOf, password, send, startServer, type TestServer } from "./http-server.js";
import { keptEvents, newKey } from "./shop-keys.js";

let webRoot: string;
let server: TestServer;
beforeAll(async () => {
	webRoot = await mkdtemp(join(tmpdir(), "clickstream-shop-"));
	await mkdir(join(webRoot, "static", "shop"), { recursive: true });
	await writeFile(join(webRoot, "static", "shop", "index.html"), '<!doctype html><script src="/static/analytics.js"></script>');
	server = await startServer({ webRoot });
});
afterAll(async () => {
	await server.close();
	await rm(webRoot, { recursive: true, force: true });
});

const keyIn = (html: string): string => /src="\/static\/analytics\.js" data-key="(pub_[\w-]+)"/.exec(html)?.[1] ?? "";

const keyOfPage = async (path = "/"): Promise<string> => keyIn((await server.call(path)).text);

const shopKeys = async (): Promise<WriteKey[]> =>
	((await server.call("/api/write-keys", { as: "owner" })).json as { items: WriteKey[] }).items.filter(({ kind }) => kind === "shop");

const sent = (key: string, events: readonly unknown[], headers: Record<string, string> = {}) =>
	server.call(`/api/ingest-batch?write_key=${key}`, { method: "POST", body: { events }, headers });

const own = () => ({ origin: server.address });

it("pages of the demo shop asked for at once carry one key, which the console lists as the shop's own", async () => {
	const keys = await Promise.all(["/", "/home", "/p/mug", "/cart"].map(keyOfPage));
	expect(keys[0]).toMatch(/^pub_/);
	expect(new Set(keys).size).toBe(1);
	expect(await shopKeys()).toMatchObject([{ name: "Demo shop", shown: keys[0], origins: [], revoked_at: null }]);
	expect((await server.call("/api/write-keys", { method: "POST", as: "owner", body: { name: "x", kind: "shop" } })).status).toBe(422);
});

it("what comes with the shop's key is the shop's, whatever source it claims", async () => {
	const key = await keyOfPage();
	const reply = await sent(key, [{ event_id: "own-1", client_id: "v", properties: { source: "till" } }], own());
	expect(reply.json).toMatchObject({ inserted: 1 });
	expect((await keptEvents(server, "shop")).map(({ event_id }) => event_id)).toEqual(["own-1"]);
});

it("the shop's key opens the server to no other page, not even to preflights", async () => {
	const key = await keyOfPage();
	const evil = "https://evil.example";
	const reply = await sent(key, [{ event_id: "evil" }], { origin: evil });
	expect([reply.status, errorOf(reply).message]).toEqual([403, expect.stringContaining("the demo shop's own")]);
	const asked = await server.call("/api/ingest-batch", {
		method: "OPTIONS",
		headers: { origin: evil, "access-control-request-method": "POST" },
	});
	expect(asked.headers["access-control-allow-origin"]).toBeUndefined();
});

it("an order made up by a page is refused and told; the steps before it are not", async () => {
	const key = await keyOfPage();
	const forged = {
		event_id: "forged",
		client_id: "v",
		event_type: "Purchase",
		properties: { order_id: "o", revenue: 1e6, currency: "EUR" },
	};
	const reply = await sent(key, [forged, { event_id: "step", client_id: "v", event_type: "checkout_started" }], own());
	expect(reply.json).toMatchObject({ inserted: 1, ids: ["step"], rejected: [{ index: 0, path: "event_type" }] });
	const { key: other } = await newKey(server);
	expect((await sent(other, [forged])).json).toMatchObject({ inserted: 1 });
});

/** Of each event whether its user counts as proven. */
const verified = async (): Promise<ReadonlyMap<string, boolean>> => {
	const { text } = await server.call("/api/export?format=ndjson", { as: "owner" });
	const rows = text
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line) as { event_id: string; user_verified: boolean });
	return new Map(rows.map(({ event_id, user_verified }) => [event_id, user_verified]));
};

const claim = (event_id: string, user_id: string) => ({ event_id, client_id: "v", user_id });

it("a signed-in shop session vouches for its own user on requests with a key; on other pages of this computer it does not", async () => {
	const key = await keyOfPage();
	const cara = server.userIds.customer;
	const signedIn = await send(server.address, "/api/login", {
		method: "POST",
		headers: own(),
		body: { username: "cara", password, cookie: true },
	});
	const cookie = String(signedIn.headers["set-cookie"]).split(";", 1)[0] ?? "";
	expect(cookie).toContain("cc_session=");
	await sent(key, [claim("mine", cara), claim("anothers", "someone-else")], { ...own(), cookie });
	await sent(key, [claim("signed-out", cara)], own());
	await sent(key, [claim("no-origin", cara)], { cookie });
	const { key: any } = await newKey(server);
	expect((await sent(any, [claim("neighbour", cara)], { origin: "http://127.0.0.1:1", cookie })).json).toMatchObject({ inserted: 1 });
	const proven = await verified();
	const ids = ["mine", "anothers", "signed-out", "no-origin", "neighbour"];
	expect(ids.map((id) => proven.get(id))).toEqual([true, false, false, false, false]);
});

it("a revoked shop key is refused, and the next page has a new one", async () => {
	const key = await keyOfPage();
	const [living] = (await shopKeys()).filter(({ revoked_at }) => revoked_at === null);
	await server.call(`/api/write-keys/${living?.key_id}`, { method: "DELETE", as: "owner" });
	expect((await sent(key, [{ event_id: "late" }], own())).status).toBe(401);
	const next = await keyOfPage();
	expect(next).not.toBe(key);
	expect((await sent(next, [{ event_id: "new" }], own())).json).toMatchObject({ inserted: 1 });
});

it("a visitor from another computer is counted, which without the key was refused", async () => {
	const away = await startServer({ webRoot, trustProxy: true });
	try {
		const visitor = { "x-forwarded-for": "203.0.113.5", origin: away.address };
		const key = keyIn((await away.call("/", { headers: visitor })).text);
		const post = (search: string) =>
			away.call(`/api/ingest-batch${search}`, { method: "POST", body: { events: [{ client_id: "v" }] }, headers: visitor });
		expect((await post("")).status).toBe(401);
		expect((await post(`?write_key=${key}`)).json).toMatchObject({ inserted: 1 });
	} finally {
		await away.close();
	}
});
