import type { Request, RequestHandler } from "express";
import { AppError } from "../contract/errors.js";

export interface GuardRules {
	/** Host name the server was told to listen on. */
	readonly host: string;
	/** Port it listens on; null before it does. */
	readonly port: number | null;
	/** Further names, with a port ("shop.example:8443") or for any port ("shop.example"). */
	readonly allowedHosts: readonly string[];
}

const wildcards = new Set(["0.0.0.0", "::", "[::]", ""]);

const bracketed = (host: string): string => (host.includes(":") && !host.startsWith("[") ? `[${host}]` : host).toLowerCase();

const ownNames = (host: string): string[] => ["localhost", "127.0.0.1", "[::1]", ...(wildcards.has(host) ? [] : [bracketed(host)])];

interface HostParts {
	readonly name: string;
	/** As written; null when there is none. */
	readonly port: number | null;
}

const partsOf = (header: string): HostParts | null => {
	const found = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/.exec(header.toLowerCase());
	return found ? { name: found[1] ?? "", port: found[2] === undefined ? null : Number(found[2]) } : null;
};

/**
 * Whether a Host header names this server: loopback names and the host it was given with its very port, and the allowed
 * names. A page that rebinds its own name to 127.0.0.1 (DNS rebinding) sends that name, and is refused.
 */
export const isOwnHost = (header: string | undefined, { host, port, allowedHosts }: GuardRules): boolean => {
	const parts = header === undefined ? null : partsOf(header);
	if (!parts) return false;
	if ((parts.port ?? 80) === port && ownNames(host).includes(parts.name)) return true;
	return allowedHosts.some((entry) => {
		const allowed = partsOf(entry);
		return allowed !== null && allowed.name === parts.name && (allowed.port === null || allowed.port === (parts.port ?? allowed.port));
	});
};

/** Whether an Origin header is absent or that of this server as the request reached it. `null`, of sandboxed pages, is foreign. */
export const isOwnOrigin = (origin: string | undefined, host: string | undefined, protocol: string): boolean =>
	origin === undefined || (host !== undefined && origin.toLowerCase() === `${protocol}://${host.toLowerCase()}`);

/** Browsers tell where a request comes from even when they send no Origin; `none` is the address bar. */
const isForeignFetch = ({ headers, path }: Request): boolean => {
	const site = headers["sec-fetch-site"];
	return path.startsWith("/api/") && site !== undefined && site !== "same-origin" && site !== "none";
};

const foreignHost = (header: string | undefined): AppError =>
	new AppError(
		"forbidden",
		`This server is not called ${header === undefined ? "nothing" : JSON.stringify(header.slice(0, 100))}. Open it under its own address, or name it in ALLOWED_HOSTS.`,
	);

/** Every route: Host must be ours. */
export const hostGuard =
	(rules: () => GuardRules): RequestHandler =>
	({ headers: { host } }, _response, next) =>
		next(isOwnHost(host, rules()) ? undefined : foreignHost(host));

/** Every route behind it: Origin absent or ours, for reads and changes alike. */
export const originGuard = (): RequestHandler => (request, _response, next) => {
	const { host, origin } = request.headers;
	if (isOwnOrigin(origin, host, request.protocol) && !isForeignFetch(request)) return next();
	return next(
		new AppError("forbidden", "A page of another origin may not use this server. Open the console at this server's own address."),
	);
};
