import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join, normalize } from "node:path";

const modules = join(import.meta.dirname, "../../node_modules");

const typeOf = (path: string): string => (/\.m?js$/.test(path) ? "text/javascript" : "text/html");

const page = (head: string): string =>
	`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title>${head}</head><body>A shop</body></html>`;

interface ShopPage {
	readonly origin: string;
	/** Of every page that is asked for from now on. */
	putIntoHead(html: string): void;
	close(): Promise<void>;
}

/** A shop's page on an origin of its own, which has the published files of the packages under /modules. */
export const startShopPage = async (): Promise<ShopPage> => {
	let head = "";
	const server = createServer((request, response) => {
		const path = normalize(new URL(request.url ?? "/", "http://shop").pathname);
		if (!path.startsWith("/modules/")) return void response.writeHead(200, { "content-type": "text/html" }).end(page(head));
		readFile(join(modules, path.slice("/modules/".length))).then(
			(bytes) => response.writeHead(200, { "content-type": typeOf(path) }).end(bytes),
			() => response.writeHead(404).end(),
		);
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const at = server.address();
	if (at === null || typeof at === "string") throw new Error("The shop has no port.");
	return {
		origin: `http://127.0.0.1:${at.port}`,
		putIntoHead: (html) => {
			head = html;
		},
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, "close");
		},
	};
};
