import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { livingServer, newServerToken, readServerFile, removeServerFile, writeServerFile } from "./server-file.js";

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "server-file-"));
});
afterEach(() => rm(folder, { recursive: true }));

const answering = async (status: number) => {
	const server = createServer((_request, reply) => reply.writeHead(status).end());
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	return { address: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => new Promise<void>((done) => server.close(() => done())) };
};

describe("server file", () => {
	it("is readable by its user alone", async () => {
		await writeServerFile(folder, { address: null, token: newServerToken(), pid: process.pid });
		expect((await stat(join(folder, "server.json"))).mode & 0o777).toBe(0o600);
	});

	it("names a server that lives and answers", async () => {
		await using server = await answering(200);
		const written = { address: server.address, token: newServerToken(), pid: process.pid };
		await writeServerFile(folder, written);
		expect(await livingServer(folder)).toEqual(written);
	});

	it("of a dead process is ignored, even when another program answers at its address", async () => {
		await using server = await answering(200);
		await writeServerFile(folder, { address: server.address, token: newServerToken(), pid: 2 ** 30 });
		expect(await livingServer(folder)).toBeNull();
	});

	it("whose address does not answer is ignored", async () => {
		const { address } = await (async () => {
			await using server = await answering(200);
			return { address: server.address };
		})();
		await writeServerFile(folder, { address, token: newServerToken(), pid: process.pid });
		expect(await livingServer(folder)).toBeNull();
	});

	it("whose address answers with a failure is ignored", async () => {
		await using server = await answering(503);
		await writeServerFile(folder, { address: server.address, token: newServerToken(), pid: process.pid });
		expect(await livingServer(folder)).toBeNull();
	});

	it("of a living process that does not listen is told", async () => {
		const written = { address: null, token: newServerToken(), pid: process.pid };
		await writeServerFile(folder, written);
		expect(await livingServer(folder)).toEqual(written);
	});

	it("that is not one reads as none", async () => {
		await writeFile(join(folder, "server.json"), '{"address":');
		expect(await readServerFile(folder)).toBeNull();
	});

	it("is removed by its own process only", async () => {
		const token = newServerToken();
		await writeServerFile(folder, { address: null, token, pid: process.pid });
		await removeServerFile(folder, newServerToken());
		expect(await readServerFile(folder)).not.toBeNull();
		await removeServerFile(folder, token);
		expect(await readServerFile(folder)).toBeNull();
	});
});
