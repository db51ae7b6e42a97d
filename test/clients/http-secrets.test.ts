import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { password, startServer, type TestServer } from "./http-server.js";

let server: TestServer;
beforeAll(async () => {
	server = await startServer();
});
afterAll(() => server.close());

/** Every byte under the data folder but server.json, which holds the local token for this user's eyes only. */
const stored = async (): Promise<Buffer> => {
	const entries = await readdir(server.dataDir, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile() && entry.name !== "server.json");
	return Buffer.concat(await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name)))));
};

describe("what is kept", () => {
	it("holds no token, no password, no one-time code and no address in readable form", async () => {
		const invited = await server.call("/api/users/invite", { method: "POST", as: "owner", body: { username: "spy-proof" } });
		const { code } = invited.json as { code: string };
		await server.call("/api/ingest", { method: "POST", body: { client_id: "plainly-visible", user_id: "u" } });
		const bytes = await stored();
		expect(bytes.includes("plainly-visible"), "the search finds what is stored").toBe(true);
		for (const secret of [
			server.tokens.owner,
			server.tokens.analyst,
			server.tokens.customer,
			server.tokens.local,
			password,
			code,
			"127.0.0.1",
		]) {
			expect(bytes.includes(secret)).toBe(false);
		}
		expect(bytes.includes("$argon2id$v=19$m=19456,t=2,p=1$")).toBe(true);
	});

	it("the local token's file is for its user alone", async () => {
		expect((await stat(join(server.dataDir, "server.json"))).mode & 0o777).toBe(0o600);
	});
});
