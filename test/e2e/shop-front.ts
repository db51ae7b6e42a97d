import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What happens to events on their way to the server. */
export type Fault =
	| { readonly kind: "none" }
	/** Delivered, but the answer is lost; every n-th request. */
	| { readonly kind: "answers lost"; readonly every: number }
	/** 503 with this Retry-After, undelivered. */
	| { readonly kind: "busy"; readonly retryAfter: string }
	/** Delivered after this long, ms. */
	| { readonly kind: "slow"; readonly wait: number };

export interface ShopFront {
	readonly address: string;
	fault(fault: Fault): void;
	/** Where the server is now. */
	behind(address: string): void;
	/** Bodies of event requests that came, delivered or not. */
	readonly came: readonly string[];
	close(): void;
}

const bodyOf = async (incoming: IncomingMessage): Promise<Buffer> => {
	const parts: Buffer[] = [];
	for await (const part of incoming) parts.push(part as Buffer);
	return Buffer.concat(parts);
};

const shopPage = (script: string): string =>
	`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>${script}</head><body><h1>Shop</h1></body></html>`;

const plainScript = '<script src="/static/analytics.js" data-auto="false"></script>';

/**
 * A shop in front of the server, on one origin as behind a reverse proxy: pages under /shop of its own, everything else from
 * the server, with faults on the way of events when told.
 */
export const openShopFront = async (server: string, script = plainScript): Promise<ShopFront> => {
	let target = new URL(server);
	let fault: Fault = { kind: "none" };
	let requests = 0;
	const came: string[] = [];

	const forward = (incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer, lost: boolean): void => {
		const { host: _, origin: __, ...headers } = incoming.headers;
		const call = request(
			{ host: target.hostname, port: target.port, path: incoming.url, method: incoming.method, headers: { ...headers, host: target.host } },
			(reply) => {
				if (lost) return void reply.resume().once("end", () => outgoing.destroy());
				outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
				reply.pipe(outgoing);
			},
		);
		call.once("error", () => outgoing.destroy());
		call.end(body);
	};

	const events = async (incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer): Promise<void> => {
		came.push(body.toString("utf8"));
		requests += 1;
		if (fault.kind === "busy") return void outgoing.writeHead(503, { "retry-after": fault.retryAfter }).end("{}");
		if (fault.kind === "slow") {
			const { wait } = fault;
			await new Promise((resolve) => setTimeout(resolve, wait));
		}
		forward(incoming, outgoing, body, fault.kind === "answers lost" && requests % fault.every === 0);
	};

	const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
		if (incoming.url?.startsWith("/shop")) return void outgoing.writeHead(200, { "content-type": "text/html" }).end(shopPage(script));
		const body = await bodyOf(incoming).catch(() => null);
		if (body === null) return; // The browser gave up half way.
		if (incoming.url?.startsWith("/api/ingest")) await events(incoming, outgoing, body);
		else forward(incoming, outgoing, body, false);
	};
	const front = createServer((incoming, outgoing) => void answer(incoming, outgoing));
	await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
	return {
		address: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
		fault: (next) => {
			fault = next;
		},
		behind: (address) => {
			target = new URL(address);
		},
		came,
		close: () => {
			front.closeAllConnections();
			front.close();
		},
	};
};
