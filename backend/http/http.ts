import type { Server } from "node:http";
import express, { type Express, type RequestHandler } from "express";
import { rateLimit } from "express-rate-limit";
import helmet from "helmet";
import type { Config } from "../config.js";
import { plainContract } from "../contract/contract.js";
import { AppError } from "../contract/errors.js";
import type { Ingest } from "../ingest/ingest.js";
import type { Log } from "../logging.js";
import type { Keys } from "../tracking/tracking.js";
import { jsonBody } from "./body.js";
import { type FindCaller, requireRole, resolveCaller } from "./caller.js";
import { clientRoutes } from "./client-routes.js";
import { consolePages } from "./console-pages.js";
import { docsPage } from "./docs-page.js";
import { embeddedFiles } from "./embedded-files.js";
import { failurePages } from "./failure-pages.js";
import { hostGuard, originGuard } from "./guard.js";
import { healthRoutes } from "./health-routes.js";
import { ingestRoutes, keyedIngestRoutes } from "./ingest-routes.js";
import { defaultLimits, type KeyedLimits } from "./keyed.js";
import { portOf, startServer, stopServer } from "./listening.js";
import { openApiDocument } from "./openapi.js";
import { mountOperations, type Operations } from "./operations-mount.js";
import { peerOf } from "./peer.js";
import { productPictures } from "./product-pictures.js";
import { methodsOf } from "./routes.js";
import { onlyReaders, shopPages, shopPaths } from "./shop-pages.js";

export interface HttpDeps {
	readonly config: Pick<Config, "host" | "port" | "trustProxy" | "allowedHosts" | "shop">;
	/** The contract, implemented. */
	readonly router: Operations;
	readonly ingest: Ingest;
	readonly keys: Pick<Keys, "find" | "admits" | "ofShop">;
	/** For tests; else as keyed.ts has them. */
	readonly keyedLimits?: KeyedLimits;
	readonly findCaller: FindCaller;
	/** Secret of DATA_DIR/server.json; empty means that no token makes a caller local. */
	readonly localToken: string;
	/** Serves POST /api/imports/files and GET /api/export; called only for roles that the contract allows. */
	readonly files?: RequestHandler;
	/** The SVG of a product of the demo shop; null for others. */
	readonly picture?: (slug: string) => string | null;
	/** Folder of the built renderer; without it a page tells how to build it. */
	readonly webRoot?: string | undefined;
	/** Why the service cannot do its work now; null when it can. Without it, that it listens is enough. */
	readonly notReady?: () => Promise<string | null>;
	/** Prometheus' text. */
	readonly metrics?: () => Promise<{ readonly contentType: string; readonly body: string }>;
	readonly version: string;
	readonly log: Log;
}

export interface Http {
	readonly app: Express;
	/** Where it listens, such as http://127.0.0.1:8000; null before and after. */
	address(): string | null;
	/** Rejects with AppError `conflict` and details {port} when the port is taken. A second call moves to the new port. */
	listen(port?: number): Promise<{ readonly address: string; readonly port: number }>;
	/** Takes no more requests, finishes those under way within a bound. Idempotent. */
	close(): Promise<void>;
}

/** Scripts and connections only from here; styles inline too, which the console's component library writes. */
const securityHeaders = helmet({
	contentSecurityPolicy: {
		useDefaults: false,
		directives: {
			defaultSrc: ["'self'"],
			scriptSrc: ["'self'"],
			styleSrc: ["'self'", "'unsafe-inline'"],
			imgSrc: ["'self'", "data:", "blob:"],
			fontSrc: ["'self'", "data:"],
			connectSrc: ["'self'"],
			objectSrc: ["'none'"],
			baseUri: ["'none'"],
			formAction: ["'self'"],
			frameAncestors: ["'none'"],
		},
	},
	/** On loopback there is no https to insist on; behind a proxy it is the proxy's to say. */
	strictTransportSecurity: false,
	referrerPolicy: { policy: "no-referrer" },
	xFrameOptions: { action: "deny" },
});

/** Credentials are tried here: a bound per client address on top of the backoff per name. */
const credentialLimit = () =>
	rateLimit({
		windowMs: 60_000,
		limit: 120,
		standardHeaders: false,
		legacyHeaders: false,
		keyGenerator: (request) => peerOf(request) ?? "unknown",
		handler: (_request, _response, next) =>
			next(new AppError("rate_limited", "Too many attempts from this computer. Wait a minute, then try again.", { retry_after: 60 })),
		validate: false,
	});

const noSuchPath: RequestHandler = (request, response) => {
	const methods = methodsOf(request.path);
	if (methods.length === 0) throw new AppError("not_found", `There is nothing at ${request.path}. The routes are listed at /docs.`);
	response.setHeader("Allow", methods.join(", "));
	throw new AppError("method_not_allowed", `${request.path} takes ${methods.join(" and ")}, not ${request.method}.`);
};

const documentation = (version: string): { readonly json: RequestHandler; readonly page: RequestHandler } => {
	let made: ReturnType<typeof openApiDocument> | undefined;
	const document = () => {
		made ??= openApiDocument(version);
		return made;
	};
	return {
		json: async (_request, response) => void response.json(await document()),
		page: async (_request, response) => void response.type("html").send(docsPage(await document())),
	};
};

interface State {
	server: Server | null;
	closing: boolean;
}

const alive =
	(state: State): RequestHandler =>
	(_request, response) => {
		const ready = state.server !== null && !state.closing;
		response
			.status(ready ? 200 : 503)
			.setHeader("Cache-Control", "no-store")
			.json({ status: ready ? "ok" : state.closing ? "closing" : "starting" });
	};

/** No answer of the API is to be kept by a browser or a proxy, or read as anything but what it says it is. */
const neverStored: RequestHandler = (_request, response, next) => {
	response.setHeader("Cache-Control", "no-store");
	response.setHeader("X-Content-Type-Options", "nosniff");
	next();
};

/** Order matters: who may speak at all, what any shop may embed and send with a key, then the hot path, then who speaks, then everything else. */
const buildApp = (deps: HttpDeps, state: State): Express => {
	const { config, router, ingest, keys, keyedLimits = defaultLimits, files, picture, log, webRoot, version } = deps;
	const app = express();
	const docs = documentation(version);
	const keyed = { ingest, keys, limits: keyedLimits, resolveCaller: resolveCaller(deps) };
	app
		.disable("x-powered-by")
		.set("etag", false)
		.set("query parser", "simple")
		.set("trust proxy", config.trustProxy ? "loopback" : false);
	app.use(hostGuard(() => ({ host: config.host, port: state.server && portOf(state.server), allowedHosts: config.allowedHosts })));
	if (picture) app.get("/static/products/:slug.svg", productPictures(picture));
	app.use("/static", embeddedFiles(webRoot));
	app.use(keyedIngestRoutes(keyed), clientRoutes(keyed));
	app.use(originGuard());
	app.use("/api", neverStored, keyed.resolveCaller);
	app.use(ingestRoutes({ ingest, trustProxy: config.trustProxy }));
	app.use(securityHeaders);
	app.get("/healthz", alive(state));
	app.use(healthRoutes({ ...deps, trustProxy: config.trustProxy, listens: () => state.server !== null && !state.closing }));
	app.get("/api/openapi.json", docs.json);
	app.get("/docs", docs.page);
	if (files) {
		app.post("/api/imports/files", requireRole(...plainContract.files.upload["~orpc"].meta.roles), files);
		app.get("/api/export", requireRole(...plainContract.files.download["~orpc"].meta.roles), files);
	}
	app.use(["/api/login", "/api/signup", "/api/redeem"], credentialLimit());
	app.use("/api", jsonBody({ limit: 1024 * 1024, types: ["application/json"] }));
	if (!config.shop) app.use(shopPaths, onlyReaders);
	app.use("/api", mountOperations(router, log));
	if (config.shop) app.use(shopPages(webRoot, keys.ofShop));
	app.use(consolePages(webRoot));
	app.use(noSuchPath);
	app.use(failurePages(log));
	return app;
};

const shownHost = (host: string): string => (host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host);

/** The product over HTTP. Listens on nothing until asked to. */
export const openHttp = (deps: HttpDeps): Http => {
	const { config } = deps;
	const state: State = { server: null, closing: false };
	const app = buildApp(deps, state);
	const address = () => state.server && `http://${shownHost(config.host)}:${portOf(state.server)}`;
	return {
		app,
		address,
		listen: async (port = config.port) => {
			const next = await startServer(app, config.host, port);
			const before = state.server;
			state.server = next;
			if (before) await stopServer(before);
			return { address: address() ?? "", port: portOf(next) };
		},
		close: async () => {
			state.closing = true;
			const { server } = state;
			if (server?.listening) await stopServer(server);
			state.server = null;
		},
	};
};
