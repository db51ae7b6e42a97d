import { createServer, type IncomingMessage } from "node:http";

export interface WireEvent {
	readonly event_id: string;
	readonly client_id: string;
	readonly session_id: string | null;
	readonly user_id: string | null;
	readonly event_type: string;
	readonly page: string;
	readonly timestamp: number;
	readonly properties: Readonly<Record<string, unknown>>;
}

/** Keeps one batch; resolves when it is on disk. */
export type Keep = (events: readonly WireEvent[], body: Buffer) => Promise<void>;

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
};

/** `node:http`, JSON.parse, keep, answer: nothing is checked, nothing is refused. Prints its port. */
export const serveBare = (keep: Keep): void => {
	const server = createServer((request, response) => {
		const answer = async (): Promise<void> => {
			const body = await bodyOf(request);
			const { events } = JSON.parse(body.toString()) as { events: WireEvent[] };
			await keep(events, body);
			const reply = JSON.stringify({ inserted: events.length, ids: events.map(({ event_id }) => event_id) });
			response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(reply) }).end(reply);
		};
		answer().catch((error: unknown) => {
			process.stderr.write(`${String(error)}\n`);
			response.writeHead(500, { "content-length": 0 }).end();
		});
	});
	server.keepAliveTimeout = 60_000;
	server.listen(0, "127.0.0.1", () => {
		const address = server.address();
		if (address !== null && typeof address === "object") process.stdout.write(`http://127.0.0.1:${address.port}\n`);
	});
};

/** Joins what arrives within the interval into one commit, as the product does. */
export const grouped = (intervalMs: number, commit: () => void | Promise<void>): (() => Promise<void>) => {
	let waiting: { resolve: () => void; reject: (error: unknown) => void }[] = [];
	const flush = async (): Promise<void> => {
		const due = waiting;
		waiting = [];
		try {
			await commit();
			for (const { resolve } of due) resolve();
		} catch (error) {
			for (const { reject } of due) reject(error);
		}
		if (waiting.length > 0) setTimeout(() => void flush(), intervalMs);
		else idle = true;
	};
	let idle = true;
	return () =>
		new Promise((resolve, reject) => {
			waiting.push({ resolve, reject });
			if (!idle) return;
			idle = false;
			setTimeout(() => void flush(), intervalMs);
		});
};
