import { expect, test } from "vitest";
import { portOf, startServer, stopServer } from "./listening.js";

test("a server that stops still tells its port: a request that comes on an open connection then was an unexpected failure", async () => {
	const server = await startServer((_, response) => response.end(), "127.0.0.1", 0);
	const port = portOf(server);
	expect(port).toBeGreaterThan(0);
	const stopped = stopServer(server);
	expect(server.address()).toBeNull();
	expect(portOf(server)).toBe(port);
	await stopped;
});
