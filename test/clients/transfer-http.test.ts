import { readdir } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FileInfo } from "../../backend/contract/transfer.js";
import { errorOf, startServer, type TestServer } from "./http-server.js";

let server: TestServer;
beforeAll(async () => {
	server = await startServer();
});
afterAll(() => server.close());

const csv = "ts,visitor_id,event_type,page\n2026-01-01T00:00:00Z,v1,pageview,/a\n2026-01-02T00:00:00Z,v2,purchase,/b\n";
const upload = (name: string, body: string | Uint8Array, as: "owner" | "analyst" | "customer" | "anyone" = "owner") =>
	server.call(`/api/imports/files?name=${encodeURIComponent(name)}`, {
		method: "POST",
		body,
		as,
		headers: { "content-type": "application/octet-stream" },
	});
const uploads = () => readdir(join(server.dataDir, "uploads"));

/** The result of a stream of server-sent events. */
const doneOf = (text: string): Record<string, unknown> => {
	const messages = text
		.split("\n")
		.filter((line) => line.startsWith("data: "))
		.map((line) => JSON.parse(line.slice(6)) as Record<string, unknown>);
	return (messages.find((message) => message["type"] === "done")?.["result"] ?? {}) as Record<string, unknown>;
};

test("an uploaded file is inspected, checked, imported and downloaded again", async () => {
	const reply = await upload("C:\\files\\shop.csv.gz", gzipSync(csv));
	expect(reply.status).toBe(200);
	const info = reply.json as FileInfo;
	expect(info).toMatchObject({ name: "shop.csv.gz", format: "csv", detail: "comma separated, UTF-8, gzip", already_imported: null });
	expect((await server.call(`/api/imports/files/${info.file_id}`, { as: "owner" })).json).toEqual(info);
	const body = { file_id: info.file_id, mapping: info.mapping };
	expect(doneOf((await server.call("/api/imports/check", { method: "POST", as: "owner", body })).text)).toMatchObject({
		rows: 2,
		importable: 2,
	});
	expect(doneOf((await server.call("/api/imports/run", { method: "POST", as: "owner", body })).text)).toMatchObject({
		status: "done",
		inserted: 2,
	});
	const file = await server.call("/api/export?format=csv&event_type=purchase", { as: "analyst" });
	expect(file.status).toBe(200);
	expect(file.headers["content-disposition"]).toMatch(/^attachment; filename="?events-\d{4}-\d\d-\d\d\.csv"?$/);
	expect(file.headers["content-type"]).toContain("text/csv");
	expect(file.text.trim().split("\n")).toHaveLength(2);
	expect((await server.call("/api/export?format=ndjson", { as: "owner" })).text.trim().split("\n")).toHaveLength(2);
	/** The file goes once its last byte is sent, which the client may see first. */
	await expect.poll(async () => (await uploads()).filter((name) => name.startsWith("export"))).toEqual([]);
});

test("only who may import uploads, only readers download, and a path is for who sits at the computer", async () => {
	const before = await uploads();
	expect((await upload("a.csv", csv, "anyone")).status).toBe(401);
	expect((await upload("a.csv", csv, "customer")).status).toBe(403);
	expect((await upload("a.csv", csv, "analyst")).status).toBe(403);
	expect((await server.call("/api/export", { as: "customer" })).status).toBe(403);
	expect((await server.call("/api/export", { as: "anyone" })).status).toBe(401);
	expect((await server.call("/api/imports/open", { method: "POST", as: "owner", body: { path: "/etc/passwd" } })).status).toBe(403);
	expect(await uploads()).toEqual(before);
});

test("what cannot be imported is refused with the reason, and not kept", async () => {
	const before = await uploads();
	const book = await upload("book.xlsx", Buffer.from("504b0304140006000800", "hex"));
	expect([book.status, errorOf(book).code]).toEqual([415, "unsupported"]);
	expect(errorOf(book).message).toContain("Excel");
	expect((await upload("empty.csv", "")).status).toBe(422);
	expect((await upload("", csv)).status).toBe(422);
	expect((await server.call("/api/export?format=xlsx", { as: "owner" })).status).toBe(422);
	expect((await server.call("/api/imports/files/..%2F..%2Fserver.json", { as: "owner" })).status).toBe(404);
	expect(await uploads()).toEqual(before);
});

test("a download for a spreadsheet has no cell that it would run; other formats have no such choice", async () => {
	const download = async (query: string) => server.call(`/api/export?${query}`, { as: "owner" });
	const safe = await download("format=csv&spreadsheet=true");
	expect([safe.status, safe.text.startsWith("event_id,source,timestamp")]).toEqual([200, true]);
	const refused = await download("format=ndjson&spreadsheet=true");
	expect([refused.status, errorOf(refused).code]).toEqual([422, "invalid"]);
	expect(errorOf(refused).message).toContain("goes with CSV alone");
});

test("an upload that breaks off leaves nothing behind", async () => {
	const before = await uploads();
	const { hostname, port } = new URL(server.address);
	const call = request({
		host: hostname,
		port,
		method: "POST",
		path: "/api/imports/files?name=a.csv",
		headers: { authorization: server.tokens.owner, "content-length": "1000000" },
	});
	call.on("error", () => undefined);
	call.write(csv);
	while ((await uploads()).length === before.length) await new Promise((done) => setTimeout(done, 5));
	call.destroy();
	while ((await uploads()).length > before.length) await new Promise((done) => setTimeout(done, 5));
	expect(await uploads()).toEqual(before);
});

test("more than the disk can hold is refused before a byte is taken", async () => {
	const { hostname, port } = new URL(server.address);
	const status = await new Promise<number>((done, fail) => {
		const call = request(
			{
				host: hostname,
				port,
				method: "POST",
				path: "/api/imports/files?name=a.csv",
				headers: { authorization: server.tokens.owner, "content-length": String(2 ** 50) },
			},
			(response) => {
				done(response.statusCode ?? 0);
				call.destroy();
			},
		);
		call.on("error", fail);
		call.flushHeaders();
	});
	expect([413, 503]).toContain(status);
});
