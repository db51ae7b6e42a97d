import type { Request, RequestHandler, Response } from "express";
import { rateLimit } from "express-rate-limit";
import { AppError } from "../contract/errors.js";
import type { StoredWriteKey } from "../store/ports.js";
import { allows, type Keys } from "../tracking/tracking.js";
import { vouchedUser } from "./caller.js";
import { isOwnOrigin } from "./guard.js";
import { peerOf } from "./peer.js";

/** Requests of ten seconds. */
export interface KeyedLimits {
	readonly perAddress: number;
	readonly perKey: number;
}

export const defaultLimits: KeyedLimits = { perAddress: 2_000, perKey: 20_000 };

const windowMs = 10_000;

const tooOften = (whose: string): AppError =>
	new AppError("rate_limited", `More requests came ${whose} than are taken in ${windowMs / 1000} seconds. Send larger batches, or wait.`, {
		retry_after: windowMs / 1000,
	});

interface Limit {
	readonly limit: number;
	readonly whose: string;
	readonly of: (request: Request, response: Response) => string;
}

const limiter = ({ limit, whose, of }: Limit): RequestHandler =>
	rateLimit({
		windowMs,
		limit,
		standardHeaders: false,
		legacyHeaders: false,
		keyGenerator: of,
		handler: (_request, _response, next) => next(tooOften(whose)),
		validate: false,
	});

/** Before anything of a request is read. */
export const addressLimit = ({ perAddress }: KeyedLimits): RequestHandler =>
	limiter({ limit: perAddress, whose: "from this address", of: (request) => peerOf(request) ?? "unknown" });

interface KeyedLocals {
	writeKey?: StoredWriteKey;
}

/** The key that was accepted for this request. */
export const writeKeyOf = (response: Response): StoredWriteKey => {
	const { writeKey } = response.locals as KeyedLocals;
	if (writeKey) return writeKey;
	throw new Error("A keyed route was reached without a key.");
};

/**
 * Pages that a key admits may send, with cookies too, which some clients insist on and nothing here reads. The origin is echoed and never
 * `*`. A preflight carries no key, so it is answered for origins of any key; the request itself is held to its own.
 */
export const crossOrigin =
	(keys: Pick<Keys, "admits">): RequestHandler =>
	async (request, response, next) => {
		const { origin } = request.headers;
		response.vary("Origin");
		if (origin !== undefined && (await keys.admits(origin))) {
			response.setHeader("Access-Control-Allow-Origin", origin);
			response.setHeader("Access-Control-Allow-Credentials", "true");
			response.setHeader("Access-Control-Expose-Headers", "Retry-After");
		}
		if (request.method !== "OPTIONS") return next();
		response.setHeader("Access-Control-Allow-Methods", "GET, POST");
		response.setHeader("Access-Control-Allow-Headers", request.headers["access-control-request-headers"] ?? "Content-Type");
		response.setHeader("Access-Control-Max-Age", "3600");
		if (request.headers["access-control-request-private-network"] === "true")
			response.setHeader("Access-Control-Allow-Private-Network", "true");
		response.status(204).end();
	};

const missing = (): AppError =>
	new AppError(
		"unauthenticated",
		"The request carries no write key. Copy one from the console's tracking view into the client's settings.",
	);

const foreignTo: Readonly<Record<StoredWriteKey["kind"], (origin: string) => string>> = {
	server: () => "This write key is a server's secret, and a page sent it. Revoke it, and give the page a browser key.",
	shop: (origin) =>
		`This write key is the demo shop's own, and a page of ${origin} sent it. Make a key for that page in the console's tracking view.`,
	browser: (origin) => `Pages of ${origin} may not use this write key. Add that origin to the key in the console's tracking view.`,
};

const foreign = (origin: string, { kind }: StoredWriteKey): AppError => new AppError("forbidden", foreignTo[kind](origin.slice(0, 200)));

/** Throws AppError `unauthenticated` without a key that is known and lives, `forbidden` for an origin that it does not admit. */
export const acceptedKey = async (keys: Pick<Keys, "find">, request: Request, sent: string | undefined): Promise<StoredWriteKey> => {
	if (sent === undefined || sent === "") throw missing();
	const key = await keys.find(sent);
	const { origin, host } = request.headers;
	if (origin === undefined) return key;
	if (key.kind === "server" || !(allows(key, origin) || isOwnOrigin(origin, host, request.protocol))) throw foreign(origin, key);
	return key;
};

export interface KeyedDeps {
	readonly keys: Pick<Keys, "find" | "admits">;
	readonly limits: KeyedLimits;
	/** Tells who calls, by the log-in that the request carries. */
	readonly resolveCaller: RequestHandler;
}

/** Pages of other ports of this computer carry the log-in's cookie too: it counts on pages of this very origin alone. */
const ofOwnPages =
	(resolve: RequestHandler): RequestHandler =>
	(request, response, next) => {
		const { origin, host } = request.headers;
		return origin !== undefined && isOwnOrigin(origin, host, request.protocol) ? resolve(request, response, next) : next();
	};

/** Finds the key and holds the request to it. `sent` reads it from the request, whose body has been read where that is needed. */
export const requireKey = (
	{ keys, limits, resolveCaller }: KeyedDeps,
	sent: (request: Request, response: Response) => string | undefined,
): RequestHandler[] => [
	async (request, response, next) => {
		(response.locals as KeyedLocals).writeKey = await acceptedKey(keys, request, sent(request, response));
		next();
	},
	limiter({ limit: limits.perKey, whose: "with this write key", of: (_request, response) => writeKeyOf(response).keyId }),
	ofOwnPages(resolveCaller),
];

/**
 * Of an event that a shop's own server sends, every user is vouched for and the address is the one it tells; of a page neither, but
 * for the user who is signed in there. The demo shop's orders are told by its server, which prices them.
 */
export const termsOf = (response: Response) => {
	const { keyId, kind } = writeKeyOf(response);
	return {
		writeKey: keyId,
		vouchedUser: kind === "server" ? "all" : vouchedUser(response),
		trustsAddresses: kind === "server",
		onlySource: true,
		tellsOrders: kind !== "shop",
	} as const;
};
