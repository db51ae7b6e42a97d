import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { AppError } from "../contract/errors.js";

/** Not by `import`: that reads every export of the module, one of which loads a WebSocket, some 30 ms of a start. */
const { createServer } = process.getBuiltinModule("node:http");

/**
 * How long a client may take to send a request whole (a large file over a slow line), its headers, and its next request on the
 * same connection; and the longest that closing waits for answers under way.
 */
const bounds = { requestMs: 15 * 60_000, headersMs: 15_000, keepAliveMs: 30_000, graceMs: 3_000, pollMs: 25 } as const;

const listenProblem = (error: NodeJS.ErrnoException, host: string, port: number): Error => {
	if (error.code === "EADDRINUSE") {
		return new AppError("conflict", `Port ${port} is taken by another program. Close it, or choose another port with PORT.`, { port });
	}
	if (error.code === "EACCES") {
		return new AppError("forbidden", `This user may not listen on port ${port}. Choose one of 1024 or more with PORT.`, { port });
	}
	if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
		return new AppError("invalid", `This computer has no address ${host}. Set HOST to one of its own, such as 127.0.0.1.`, { port });
	}
	return error;
};

/** A server that stops has no address any more, and still answers what comes on connections that are open. */
const ports = new WeakMap<Server, number>();

export const startServer = (listener: RequestListener, host: string, port: number): Promise<Server> =>
	new Promise((resolve, reject) => {
		const server = createServer(
			{ requestTimeout: bounds.requestMs, headersTimeout: bounds.headersMs, keepAliveTimeout: bounds.keepAliveMs },
			listener,
		);
		server.once("error", (error) => reject(listenProblem(error, host, port)));
		server.listen(port, host, () => {
			ports.set(server, (server.address() as AddressInfo).port);
			resolve(server);
		});
	});

/** Of a server that startServer gave, also while it stops. */
export const portOf = (server: Server): number => ports.get(server) as number;

/** Takes no new connection, lets answers under way finish, and cuts off what is left after the bound. */
export const stopServer = async (server: Server, graceMs: number = bounds.graceMs): Promise<void> => {
	const closed = new Promise<void>((resolve) => server.close(() => resolve()));
	/** Connections that stay open for a next request become idle one by one. */
	const idle = setInterval(() => server.closeIdleConnections(), bounds.pollMs);
	const cut = setTimeout(() => server.closeAllConnections(), graceMs);
	await closed;
	clearInterval(idle);
	clearTimeout(cut);
};
