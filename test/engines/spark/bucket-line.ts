import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** Whether the line passes a request on, never answers it, or answers it itself. */
export type Passing =
	| "pass"
	| "hold"
	| { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

export interface BucketLine {
	readonly endpoint: string;
	/** "PUT /bucket/key?query" of each, in the order they came. */
	readonly asked: readonly string[];
	/** Asked of each request, with how often such a one came before. */
	judge: (asked: string, before: number) => Passing;
	close(): Promise<void>;
}

const named = ({ method, url = "" }: IncomingMessage): string => `${method} ${decodeURIComponent(url)}`;

/** The line to a real S3 server, on which requests can be held, or be answered as AWS and overloaded services do. */
export const openLine = async (to: string): Promise<BucketLine> => {
	const { hostname, port } = new URL(to);
	const asked: string[] = [];
	const pass = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
		const what = named(req);
		const judged = line.judge(what, asked.filter((one) => one === what).length);
		asked.push(what);
		const body = await buffer(req).catch(() => null); // Who asked went away.
		if (judged === "hold" || body === null) return;
		if (judged !== "pass") {
			res.writeHead(judged.status, judged.headers).end(judged.body);
			return;
		}
		const onward = request({ hostname, port, method: req.method, path: req.url, headers: req.headers }, (reply) => {
			res.writeHead(reply.statusCode ?? 502, reply.headers);
			reply.pipe(res);
		});
		onward.on("error", () => res.destroy());
		onward.end(body);
	};
	const server = createServer((req, res) => void pass(req, res)).listen(0, "127.0.0.1");
	await once(server, "listening");
	const line: BucketLine = {
		endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		asked,
		judge: () => "pass",
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, "close");
		},
	};
	return line;
};
