import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../../backend/config.js";
import { compose } from "../../backend/main.js";
import { errorOf, send, startServer, type TestServer } from "./http-server.js";

let server: TestServer;
let webRoot: string;
beforeAll(async () => {
	webRoot = await mkdtemp(join(tmpdir(), "clickstream-web-"));
	await mkdir(join(webRoot, "console"));
	await mkdir(join(webRoot, "assets"));
	await writeFile(join(webRoot, "console", "index.html"), "<!doctype html><title>The console</title>");
	await writeFile(join(webRoot, "assets", "main-abc.js"), "export {};");
	server = await startServer({ webRoot });
});
afterAll(async () => {
	await server.close();
	await rm(webRoot, { recursive: true, force: true });
});

const event = { client_id: "c", page: "/" };
const json = { "content-type": "application/json" };

describe("DNS rebinding: a foreign Host is refused on every route", () => {
	it.each(["/", "/dashboard", "/docs", "/healthz", "/api/health", "/api/openapi.json", "/api/events", "/nothing"])(
		"GET %s",
		async (path) => {
			const reply = await send(server.address, path, { headers: { host: `rebound.example:${new URL(server.address).port}` } });
			expect([reply.status, errorOf(reply).code]).toEqual([403, "forbidden"]);
		},
	);

	it("POST /api/ingest, and nothing is stored", async () => {
		const before = await server.call("/api/status", { as: "owner" });
		const reply = await send(server.address, "/api/ingest", { method: "POST", body: event, headers: { host: "rebound.example" } });
		expect(reply.status).toBe(403);
		const after = await server.call("/api/status", { as: "owner" });
		expect((after.json as { events: number }).events).toBe((before.json as { events: number }).events);
	});

	it("the right name with another port is foreign too", async () => {
		expect((await send(server.address, "/api/health", { headers: { host: "localhost:1" } })).status).toBe(403);
	});
});

describe("foreign pages: an Origin that is not ours is refused, for reads and changes alike", () => {
	it.each([
		["GET", "/api/health"],
		["GET", "/api/events"],
		["POST", "/api/ingest"],
		["POST", "/api/ingest-batch"],
		["POST", "/api/login"],
		["OPTIONS", "/api/login"],
		["GET", "/dashboard"],
	])("%s %s", async (method, path) => {
		for (const origin of ["https://evil.example", "null", "http://localhost:1"]) {
			const reply = await server.call(path, { method, headers: { origin }, ...(method === "POST" && { body: event }) });
			expect([reply.status, errorOf(reply).code]).toEqual([403, "forbidden"]);
			expect(reply.headers["access-control-allow-origin"]).toBeUndefined();
			expect(reply.headers["access-control-allow-credentials"]).toBeUndefined();
		}
	});

	it("our own Origin passes", async () => {
		expect((await server.call("/api/health", { headers: { origin: server.address } })).status).toBe(200);
	});

	it("a request without Origin that a browser marks as of another site is refused", async () => {
		expect((await server.call("/api/health", { headers: { "sec-fetch-site": "cross-site" } })).status).toBe(403);
		expect((await server.call("/api/health", { headers: { "sec-fetch-site": "same-site" } })).status).toBe(403);
		expect((await server.call("/api/health", { headers: { "sec-fetch-site": "same-origin" } })).status).toBe(200);
		expect((await server.call("/dashboard", { headers: { "sec-fetch-site": "cross-site" } })).status).toBe(200);
	});
});

describe("failures have one JSON shape", () => {
	it.each([
		["malformed JSON", "POST", "/api/login", { body: "{" }, 400, "malformed_json"],
		["malformed JSON in an event", "POST", "/api/ingest", { body: "{" }, 400, "malformed_json"],
		["malformed JSON in a batch", "POST", "/api/ingest-batch", { body: "[1," }, 400, "malformed_json"],
		["a body too large", "POST", "/api/login", { body: JSON.stringify({ username: "x".repeat(2_000_000) }) }, 413, "too_large"],
		[
			"a body that is no JSON",
			"POST",
			"/api/login",
			{ body: "a=1", headers: { "content-type": "application/x-www-form-urlencoded" } },
			415,
			"unsupported",
		],
		["an unknown encoding", "POST", "/api/login", { body: "{}", headers: { ...json, "content-encoding": "compress" } }, 415, "unsupported"],
		["a broken gzip body", "POST", "/api/login", { body: "{}", headers: { ...json, "content-encoding": "gzip" } }, 400, "bad_request"],
		["a body against the schema", "POST", "/api/login", { body: { username: 7 } }, 422, "invalid"],
		["an unknown path", "GET", "/api/nothing", {}, 404, "not_found"],
		["an unknown page", "GET", "/nothing", {}, 404, "not_found"],
		["a wrong method", "PUT", "/api/login", { body: {} }, 405, "method_not_allowed"],
		["a wrong method of a plain route", "GET", "/api/ingest", {}, 405, "method_not_allowed"],
		["a broken escape in the path", "GET", "/api/analyses/%E0%A4%A", {}, 401, "unauthenticated"],
	] as const)("%s", async (_name, method, path, sent, status, code) => {
		const reply = await server.call(path, { method, ...sent });
		expect([reply.status, errorOf(reply)?.code], reply.text).toEqual([status, code]);
		expect(reply.headers["content-type"]).toMatch(/^application\/json/);
		expect(errorOf(reply).message.length).toBeGreaterThan(20);
	});

	it("a wrong method tells the right ones", async () => {
		expect((await server.call("/api/users/x", { method: "PUT", body: {} })).headers.allow).toBe("DELETE");
	});

	it("a schema's refusal names the fields", async () => {
		const reply = await server.call("/api/signup", { method: "POST", body: { username: "x", email: "no", password: "short" } });
		const { issues } = errorOf(reply).details as { issues: { path: string }[] };
		expect(issues.map(({ path }) => path)).toEqual(["username", "email", "password"]);
	});

	it("a body is measured inflated: a small gzip that grows past the bound is refused", async () => {
		const body = gzipSync(JSON.stringify({ events: [], padding: "x".repeat(5 * 1024 * 1024) }));
		const reply = await server.call("/api/ingest-batch", { method: "POST", body, headers: { "content-encoding": "gzip" } });
		expect([body.length < 100_000, reply.status]).toEqual([true, 413]);
	});

	it("query parameters are strict: an empty number is not 0", async () => {
		expect((await server.call("/api/events?limit=", { as: "analyst" })).status).toBe(422);
		expect((await server.call("/api/events?limit=1e1", { as: "analyst" })).status).toBe(422);
		expect((await server.call("/api/events?limit=10", { as: "analyst" })).status).toBe(200);
	});

	it("a JSON number sent as text is refused, not guessed", async () => {
		const reply = await server.call("/api/settings", { method: "PATCH", as: "owner", body: { shop_name: 7 } });
		expect(reply.status).toBe(422);
	});

	it("a HEAD is answered as its GET, without a body", async () => {
		const reply = await server.call("/api/health", { method: "HEAD" });
		expect([reply.status, reply.text]).toEqual([200, ""]);
	});
});

describe("pages", () => {
	it("/ leads to the console", async () => {
		const reply = await server.call("/");
		expect([reply.status, reply.headers.location]).toEqual([302, "/dashboard"]);
	});

	it.each(["/dashboard", "/dashboard/", "/dashboard/overview", "/dashboard/analyses/1?tz=UTC"])(
		"%s is the console's page, asked anew each time",
		async (path) => {
			const reply = await server.call(path);
			expect([reply.status, reply.text]).toEqual([200, "<!doctype html><title>The console</title>"]);
			expect(reply.headers["cache-control"]).toBe("no-cache");
			const policy = String(reply.headers["content-security-policy"]);
			expect(policy).toContain("script-src 'self';");
			expect(policy).toContain("frame-ancestors 'none'");
			expect(reply.headers["x-content-type-options"]).toBe("nosniff");
			expect(reply.headers["x-powered-by"]).toBeUndefined();
		},
	);

	it("assets are kept for good, and a missing one is not the page", async () => {
		expect((await server.call("/dashboard/assets/main-abc.js")).headers["cache-control"]).toBe("public, max-age=31536000, immutable");
		const missing = await server.call("/dashboard/assets/gone.js");
		expect([missing.status, errorOf(missing).code]).toEqual([404, "not_found"]);
	});

	it("no path leads out of the built folder", async () => {
		for (const path of [
			"/dashboard/assets/../../package.json",
			"/dashboard/assets/..%2f..%2fpackage.json",
			"/dashboard/assets/%2e%2e/console/index.html",
		]) {
			expect((await server.call(path)).text).not.toContain('"name"');
		}
	});

	it("tells how to build the console where it is not built", async () => {
		const bare = await startServer();
		const reply = await bare.call("/dashboard");
		expect([reply.status, reply.text.includes("npm run build")]).toEqual([503, true]);
		await bare.close();
	});
});

describe("listening", () => {
	it("a port already taken is a conflict that names the port", async () => {
		const dataDir = await mkdtemp(join(tmpdir(), "clickstream-port-"));
		const port = Number(new URL(server.address).port);
		const config = readConfig({ PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: "silent" });
		await expect(compose(config)).rejects.toMatchObject({ code: "conflict", details: { port } });
		await rm(dataDir, { recursive: true, force: true });
	});

	it("closing ends within its bound although a client keeps its connection open", async () => {
		const other = await startServer();
		const { hostname, port } = new URL(other.address);
		const socket = connect(Number(port), hostname);
		await new Promise((resolve) => socket.once("connect", resolve));
		socket.write(`GET /api/health HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
		await new Promise((resolve) => socket.once("data", resolve));
		const gone = new Promise((resolve) => socket.once("close", resolve));
		socket.once("error", () => {});
		const before = Date.now();
		await other.close();
		await gone;
		expect(Date.now() - before).toBeLessThan(6_000);
		await expect(send(other.address, "/healthz")).rejects.toThrow("ECONNREFUSED");
	});

	it("GET /healthz is 200 while it serves", async () => {
		expect((await server.call("/healthz")).json).toEqual({ status: "ok" });
	});
});

describe("behind a proxy", () => {
	it("a proxy on this computer makes no stranger local: without TRUST_PROXY its requests need a write key", async () => {
		for (const header of ["x-forwarded-for", "forwarded", "x-real-ip", "via"]) {
			const reply = await server.call("/api/ingest", { method: "POST", body: event, headers: { [header]: "127.0.0.1" } });
			expect([header, reply.status, errorOf(reply)?.code]).toEqual([header, 401, "unauthenticated"]);
		}
	});

	it("with TRUST_PROXY the address that the proxy names decides, and https makes the cookie Secure", async () => {
		const proxied = await startServer({ trustProxy: true, allowedHosts: ["shop.example"] });
		const from = (address: string) => proxied.call("/api/ingest", { method: "POST", body: event, headers: { "x-forwarded-for": address } });
		expect((await from("203.0.113.9")).status).toBe(401);
		expect((await from("127.0.0.1, 203.0.113.9")).status).toBe(401);
		expect((await from("127.0.0.1")).status).toBe(200);
		const headers = { host: "shop.example", origin: "https://shop.example", "x-forwarded-proto": "https" };
		const login = await proxied.call("/api/login", {
			method: "POST",
			headers,
			body: { username: "olga", password: "correct horse battery", cookie: true },
		});
		expect([login.status, String(login.headers["set-cookie"])]).toEqual([200, expect.stringContaining("Secure")]);
		await proxied.close();
	});
});
