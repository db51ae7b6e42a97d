import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { isNewer, newestRelease } from "./releases.js";

describe("isNewer", () => {
	it("compares by number", () => {
		expect(isNewer("0.10.0", "0.9.9")).toBe(true);
		expect(isNewer("v1.0.0", "0.99.99")).toBe(true);
		expect(isNewer("0.9.9", "0.10.0")).toBe(false);
		expect(isNewer("0.1.0", "0.1.0")).toBe(false);
		expect(isNewer("tomorrow", "0.1.0")).toBe(false);
	});
});

describe("newestRelease", () => {
	let server: Server | null = null;
	const headers: Record<string, unknown>[] = [];
	const serve = async (status: number, body: string): Promise<string> => {
		server = createServer((request, reply) => {
			headers.push(request.headers);
			reply.writeHead(status).end(body);
		});
		await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}/latest`;
	};
	afterEach(() => new Promise<void>((resolve) => (server === null ? resolve() : server.close(() => resolve()))));

	it("tells the newest version and where it is, having sent nothing about this console", async () => {
		const place = await serve(200, JSON.stringify({ tag_name: "v0.2.0", html_url: "https://example.org/releases/v0.2.0" }));
		expect(await newestRelease(place, "0.1.0")).toEqual({ version: "0.2.0", newer: true, url: "https://example.org/releases/v0.2.0" });
		expect(JSON.stringify(headers)).not.toContain("0.1.0");
	});

	it.each([
		[404, "{}", "answered 404"],
		[200, "no JSON", "names no version"],
		[200, JSON.stringify({ tag_name: "latest", html_url: "https://example.org/" }), "names no version"],
		[200, JSON.stringify({ tag_name: "v9.0.0", html_url: "javascript:alert(1)" }), "names no version"],
	])("says why it cannot tell: %s %s", async (status, body, why) => {
		await expect(newestRelease(await serve(status, body), "0.1.0")).rejects.toMatchObject({
			code: "unsupported",
			message: expect.stringContaining(why),
		});
	});

	it("asks nobody where no place is set", async () => {
		await expect(newestRelease(null, "0.1.0")).rejects.toMatchObject({ message: expect.stringContaining("RELEASES_URL is not set") });
	});
});
