import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

export interface FaultyProxy {
	readonly address: string;
	/** How often each happened. */
	readonly faults: { cut: number; refused: number; doubled: number };
	close(): Promise<void>;
}

type Fault = keyof FaultyProxy["faults"];

/** The first three requests that carry events meet one fault each, later ones now and then. */
const faultOf = (turn: number): Fault | null => {
	const early: readonly Fault[] = ["cut", "refused", "doubled"];
	if (turn < early.length) return early[turn] ?? null;
	if (turn % 17 === 0) return "cut";
	return turn % 5 === 0 ? "doubled" : null;
};

interface Answer {
	readonly status: number;
	readonly headers: IncomingMessage["headers"];
	readonly body: Buffer;
}

/**
 * Stands between a client and the server and spoils what clients must bear: it delivers and cuts the answer off, so that the client sends
 * again what was stored; answers 503 without delivering; delivers twice. `carries` tells which requests bring events.
 */
export const startFaultyProxy = async (target: string, carries: (path: string) => boolean): Promise<FaultyProxy> => {
	const { hostname, port, host } = new URL(target);
	const faults = { cut: 0, refused: 0, doubled: 0 };
	let turn = 0;
	const deliver = async (from: IncomingMessage, body: Buffer): Promise<Answer> => {
		const call = request({ hostname, port, path: from.url, method: from.method, headers: { ...from.headers, host }, agent: false });
		call.end(body);
		const [reply] = (await once(call, "response")) as [IncomingMessage];
		return { status: reply.statusCode ?? 0, headers: reply.headers, body: await buffer(reply) };
	};
	const serve = async (from: IncomingMessage, to: ServerResponse): Promise<void> => {
		const body = await buffer(from);
		const fault = from.method === "POST" && carries(from.url ?? "") ? faultOf(turn++) : null;
		if (fault !== null) faults[fault] += 1;
		if (fault === "refused") return void to.writeHead(503).end();
		const answer = await deliver(from, body);
		if (fault === "doubled") await deliver(from, body);
		if (fault === "cut") return void from.socket.destroy();
		to.writeHead(answer.status, answer.headers).end(answer.body);
	};
	const server = createServer((from, to) => {
		serve(from, to).catch((error: unknown) => to.destroy(error instanceof Error ? error : new Error(String(error))));
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const at = server.address();
	if (at === null || typeof at === "string") throw new Error("The proxy has no port.");
	return {
		address: `http://127.0.0.1:${at.port}`,
		faults,
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, "close");
		},
	};
};
