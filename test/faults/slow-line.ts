import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export interface SlowLine {
	readonly port: number;
	/** What each piece waits on its way, ms; Infinity: nothing arrives, and nothing ends. */
	delay(ms: number): void;
	close(): Promise<void>;
}

/** Carries TCP to a port of this computer, as late as it is told. */
export const startSlowLine = async (to: number): Promise<SlowLine> => {
	const sockets = new Set<Socket>();
	let wait = 0;
	const carry = (from: Socket, into: Socket): void => {
		let before: Promise<void> = Promise.resolve();
		sockets.add(from);
		from.on("data", (piece) => {
			const own = wait;
			if (own === Number.POSITIVE_INFINITY) return;
			const arrival = new Promise<void>((resolve) => setTimeout(resolve, own));
			before = before.then(() => arrival).then(() => void into.write(piece));
		});
		from.on("error", () => from.destroy());
		from.on("close", () => {
			sockets.delete(from);
			into.destroy();
		});
	};
	const server = createServer((client) => {
		const inner = connect(to, "127.0.0.1");
		carry(client, inner);
		carry(inner, client);
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as { port: number };
	return {
		port,
		delay: (ms) => {
			wait = ms;
		},
		close: async () => {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, "close");
		},
	};
};
