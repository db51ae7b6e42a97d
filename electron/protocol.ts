import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { type ProtocolResponse, protocol } from "electron";

/** Before ready: a scheme with an origin of its own, so that 'self' in a content security policy means it. */
export const registerScheme = (): void =>
	protocol.registerSchemesAsPrivileged([
		{ scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
	]);

/** Mantine and recharts set inline styles; scripts only ever come from our own files. */
const consolePolicy = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self' 'unsafe-inline'",
	"img-src 'self' data: blob:",
	"font-src 'self' data:",
	"connect-src 'self'",
	"worker-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
].join("; ");

/** A start page has no script at all. */
const startPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const types: Readonly<Record<string, string>> = {
	".html": "text/html; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8",
	".json": "application/json",
	".svg": "image/svg+xml",
	".png": "image/png",
	".ico": "image/x-icon",
	".woff2": "font/woff2",
	".woff": "font/woff",
};

const reply = (body: string | Buffer, type: string, policy: string, status = 200): ProtocolResponse => ({
	statusCode: status,
	mimeType: type.replace(/;.*/, ""),
	headers: {
		"content-type": type,
		"content-security-policy": policy,
		"x-content-type-options": "nosniff",
		"referrer-policy": "no-referrer",
		"cache-control": "no-store",
	},
	data: typeof body === "string" ? Buffer.from(body) : body,
});

/** The file below `root` that a path below /dashboard names; every address without a file ending is the console's page. */
const fileOf = (root: string, pathname: string): string | null => {
	const path = decodeURIComponent(pathname.slice("/dashboard".length));
	if (extname(path) === "") return join(root, "console", "index.html");
	const file = normalize(join(root, path));
	return file.startsWith(root + sep) ? file : null;
};

const serveConsole = async (root: string, pathname: string): Promise<ProtocolResponse> => {
	const file = fileOf(root, pathname);
	const content = file === null ? null : await readFile(file).catch(() => null);
	if (file === null || content === null) return reply("There is no such file.", "text/plain; charset=utf-8", consolePolicy, 404);
	return reply(content, types[extname(file)] ?? "application/octet-stream", consolePolicy);
};

export interface Pages {
	/** Folder of the built renderer. */
	readonly root: string;
	/** The start page shown now. */
	readonly start: () => string;
	/** Only while developing: where the renderer's own server runs, such as http://localhost:5173. */
	readonly developing: string | null;
	/** The SVG of a product of the demo shop; null for one that it does not have. */
	readonly picture: (slug: string) => Promise<string | null>;
}

/** While developing, the same addresses give the development server's files, and its page may run inline scripts and hear of changes. */
const serveDeveloping = async (server: string, url: URL): Promise<ProtocolResponse> => {
	const page = extname(url.pathname) === "" && !/^\/dashboard\/(@|node_modules\/)/.test(url.pathname);
	const found = await fetch(new URL(page ? "/dashboard/console/index.html" : url.pathname + url.search, server));
	const policy = `default-src 'self' 'unsafe-inline' data: blob:; connect-src 'self' ${server.replace("http", "ws")}`;
	return reply(Buffer.from(await found.arrayBuffer()), found.headers.get("content-type") ?? "", policy, found.status);
};

/** At the address where the embedded server has it too, so that a catalog's own paths show in the window as in a browser. */
const servePicture = async (slug: string, picture: Pages["picture"]): Promise<ProtocolResponse> => {
	const svg = await picture(slug);
	if (svg === null) return reply("There is no such picture.", "text/plain; charset=utf-8", startPolicy, 404);
	return reply(svg, types[".svg"] ?? "", startPolicy);
};

/** Of Chromium's own codes: the page that asked is told that nothing came. */
const failed: ProtocolResponse = { error: -2 };

/**
 * Serves app://console: /dashboard is the console, /start the page before it. Not by `protocol.handle`: that answers with Node's fetch and
 * its streams, which take longer to load than the page's first files to read.
 */
export const servePages = (pages: Pages): void => {
	const answer = answerOf(pages);
	protocol.registerBufferProtocol("app", (request, give) => {
		const url = new URL(request.url);
		void answer(url)
			.catch((error: unknown) => {
				console.error(`The window's file ${url.pathname} could not be given out.`, error);
				return failed;
			})
			.then(give);
	});
};

const answerOf =
	({ root, start, developing, picture }: Pages) =>
	async (url: URL): Promise<ProtocolResponse> => {
		if (url.host === "console" && url.pathname.startsWith("/start/")) return reply(start(), "text/html; charset=utf-8", startPolicy);
		if (url.host === "console" && /^\/dashboard(\/|$)/.test(url.pathname)) {
			return developing === null ? serveConsole(root, url.pathname) : serveDeveloping(developing, url);
		}
		const slug = url.host === "console" ? /^\/static\/products\/([\w-]+)\.svg$/.exec(url.pathname)?.[1] : undefined;
		if (slug !== undefined) return servePicture(slug, picture);
		return reply("There is no such page.", "text/plain; charset=utf-8", startPolicy, 404);
	};
