import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { type Accounts, accountsRouter, openAccounts } from "./accounts/accounts.js";
import { analysisRouter } from "./analysis/analysis.js";
import type { Client } from "./client/client.js";
import { throwAppErrors } from "./client/failures.js";
import type { Config } from "./config.js";
import { AppError } from "./contract/errors.js";
import { openDuckEngine } from "./engine/duckdb/engine.js";
import { failureInterceptor } from "./failures.js";
import { openHttp } from "./http/http.js";
import { openIngest } from "./ingest/ingest.js";
import { type Log, openLog } from "./logging.js";
import { type Caller, os } from "./operations.js";
import { type Listening, openServer, type Server } from "./server.js";
import { openDuckStore } from "./store/duckdb/open.js";
import { eventsRouter, systemRouter } from "./tracking/tracking.js";
import { openTransfer, transferRouter } from "./transfer/transfer.js";

export interface ComposeOptions {
	/** `must`: fail when the port cannot be had; `try`: go on without, and say why; `never`: for a command's own use. */
	readonly listen?: "must" | "try" | "never";
	/** Folder of the built renderer; without it a page tells how to build it. */
	readonly webRoot?: string;
	readonly version?: string;
	/** Epoch ms. */
	readonly now?: () => number;
}

export interface Backend {
	/** The contract, implemented: for a shell's own transport. */
	readonly router: Router;
	/** What such a transport wraps around its calls (`clientInterceptors`), so that every failure leaves as data. */
	readonly failures: ReturnType<typeof failureInterceptor>;
	/** The contract in this process, asked by whoever sits at the computer. */
	readonly client: Client;
	readonly dataDir: string;
	listening(): Listening;
	/** Listens, or moves to another port. Throws AppError `conflict` when the port is taken, and stays where it was. */
	listen(port: number): Promise<void>;
	/** A link that makes the first owner, once; null when there is an owner or nothing listens. */
	ownerLink(): Promise<string | null>;
	/** Takes no more requests, ends what runs, writes what waits, gives the folder back. Idempotent. */
	close(): Promise<void>;
}

/** Whoever sits at the computer: the desktop window, or a command without a server. */
export const local: Caller = { role: "local", userId: null, peer: null, token: null };

const storeFile = "clickstream.duckdb";

const makeFolder = async (path: string): Promise<void> => {
	try {
		await mkdir(path, { recursive: true, mode: 0o700 });
	} catch (error) {
		const cause = (error as NodeJS.ErrnoException).code ?? String(error);
		throw new AppError(
			"store_unavailable",
			`The data folder ${path} cannot be made (${cause}). Allow writing to the folder above it, or choose another with DATA_DIR.`,
			{ reason: "unwritable", path },
		);
	}
};

interface Ground {
	readonly config: Config;
	readonly store: Awaited<ReturnType<typeof openDuckStore>>;
	readonly log: Log;
	readonly now: () => number;
	readonly version: string;
	readonly listening: () => Listening;
}

/** Every feature over one store and one engine. */
const openFeatures = async ({ config, store, log, now, version, listening }: Ground) => {
	const engine = openDuckEngine(store);
	const accounts = await openAccounts({ store, now, sessionTtlMs: config.sessionTtlMs });
	const ingest = await openIngest({ store, log, now });
	const transfer = await openTransfer({ store, now, log, folder: join(config.dataDir, "uploads") });
	const router = os.router({
		accounts: accountsRouter({ accounts, store }),
		events: eventsRouter({ store }),
		system: systemRouter({ store, now, version, engine: engine.name, path: join(config.dataDir, storeFile), listening }),
		analysis: analysisRouter({ engine, store, now, newId: randomUUID, log }),
		transfer: transferRouter(transfer),
	});
	return { accounts, ingest, transfer, router };
};

type Features = Awaited<ReturnType<typeof openFeatures>>;
export type Router = Features["router"];

const serverOf = ({ config, log, version }: Ground, features: Features, webRoot: string | undefined): Server =>
	openServer({
		dataDir: config.dataDir,
		http: (localToken) =>
			openHttp({
				config,
				log,
				version,
				webRoot,
				localToken,
				router: features.router,
				ingest: features.ingest,
				findCaller: features.accounts.findCaller,
				files: features.transfer.routes,
			}),
	});

const linkOf = async (accounts: Accounts, { address }: Listening): Promise<string | null> => {
	const code = address === null ? null : await accounts.ownerCode();
	return code && `${address}${code.path}`;
};

const startListening = async (server: Server, { port }: Config, listen: ComposeOptions["listen"]): Promise<void> => {
	if (listen === "must") await server.listen(port);
	if (listen === "try") await server.tryToListen(port);
};

/**
 * The whole product without a shell, on one data folder. Throws AppError `store_unavailable` with details.reason
 * (locked, corrupt, unwritable, newer …) when the folder cannot be opened; nothing was changed then.
 */
export const compose = async (config: Config, options: ComposeOptions = {}): Promise<Backend> => {
	const { now = Date.now, version = "0.0.0", listen = "must" } = options;
	const log = openLog(config.logLevel);
	await makeFolder(config.dataDir);
	const store = await openDuckStore({ path: join(config.dataDir, storeFile), now, log: (message, details) => log.error(details, message) });
	try {
		let server: Server | null = null;
		const listening = (): Listening => server?.listening() ?? { address: null, problem: null };
		const ground: Ground = { config, store, log, now, version, listening };
		const features = await openFeatures(ground);
		server = serverOf(ground, features, options.webRoot);
		await startListening(server, config, listen);
		return backendOf(ground, features, server);
	} catch (error) {
		await store.close();
		throw error;
	}
};

const backendOf = ({ config, store, log, listening }: Ground, features: Features, server: Server): Backend => {
	const failures = failureInterceptor(log);
	const { router, accounts, transfer } = features;
	let closing: Promise<void> | null = null;
	const close = async (): Promise<void> => {
		await server.close();
		await transfer.close();
		await store.close();
	};
	return {
		router,
		failures,
		client: createRouterClient(router, { context: () => ({ caller: local }), interceptors: [throwAppErrors, failures] }),
		dataDir: config.dataDir,
		listening,
		listen: server.listen,
		ownerLink: () => linkOf(accounts, listening()),
		close: () => {
			closing ??= close();
			return closing;
		},
	};
};
