import { type AddressInfo, createServer, type Server } from "node:net";
import { expect, it } from "vitest";
import { freePortAfter } from "./free-port.js";

const listen = (port: number): Promise<Server> =>
	new Promise((resolve, reject) => {
		const server = createServer();
		server.once("error", reject);
		server.listen(port, "127.0.0.1", () => resolve(server));
	});

const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

it("names a port after the taken one on which a server can listen", async () => {
	const holder = await listen(0);
	const taken = (holder.address() as AddressInfo).port;
	const port = await freePortAfter("127.0.0.1", taken);
	expect(port).toBeGreaterThan(taken);
	await close(await listen(port));
	await close(holder);
});

it("gives up past the last port", async () => {
	expect(await freePortAfter("127.0.0.1", 65_535)).toBe(0);
});
