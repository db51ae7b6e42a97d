import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { password, startServer, type TestServer } from "./http-server.js";

const run = promisify(execFile);

let server: TestServer;
let closed: string;
beforeAll(async () => {
	server = await startServer();
	closed = await mkdtemp(join(tmpdir(), "clickstream-account-"));
});
afterAll(async () => {
	await server.close();
	await rm(closed, { recursive: true, force: true });
});

const account = async (dataDir: string, ...args: string[]): Promise<string> => {
	const env = { PATH: process.env["PATH"], DATA_DIR: dataDir };
	const { stdout } = await run(process.execPath, ["--import", "tsx", "--import", "./scripts/register.mjs", "scripts/account.ts", ...args], {
		env,
	});
	return stdout;
};

const codeIn = (text: string): string => /#code=(\S+)/.exec(text)?.[1] ?? "";

describe("npm run account", () => {
	it("goes through the running app, which holds the store, and tells a link that opens there", async () => {
		expect(await account(server.dataDir, "list")).toContain("anton\tanalyst\t-\tactive");
		const said = await account(server.dataDir, "reset", "ANTON");
		expect(said).toContain(`${server.address}/dashboard/redeem#code=`);
		const reply = await server.call("/api/redeem", { method: "POST", body: { code: codeIn(said), password: "set by command" } });
		expect(reply.json).toMatchObject({ username: "anton", role: "analyst" });
		const old = await server.call("/api/login", { method: "POST", body: { username: "anton", password } });
		expect(old.status).toBe(401);
	});

	it("works on the data folder itself when nothing runs", async () => {
		expect(await account(closed, "list")).toContain("no accounts yet");
		expect(await account(closed, "invite", "greta", "--owner")).toContain("/dashboard/redeem#code=");
		expect(await account(closed, "list")).toContain("greta\towner\t-\twaits for a password");
	});

	it("fails with a sentence when there is no such account", async () => {
		await expect(account(closed, "reset", "nobody")).rejects.toMatchObject({
			code: 1,
			stderr: expect.stringContaining("no account named nobody"),
		});
	});
});
