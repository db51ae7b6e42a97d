import { createHash, timingSafeEqual } from "node:crypto";
import type { Request, RequestHandler, Response } from "express";
import type { Role } from "../contract/base.js";
import { AppError } from "../contract/errors.js";
import { type Caller, mayCall } from "../operations.js";
import { peerOf } from "./peer.js";

/** Whom an opaque token belongs to; null for the unknown and the expired. */
export type FindCaller = (token: string) => Promise<{ readonly userId: string; readonly role: Role } | null>;

export interface CallerDeps {
	readonly findCaller: FindCaller;
	/** The per-start token of DATA_DIR/server.json: who can read it sits at the computer. */
	readonly localToken: string;
}

export const sessionCookie = "cc_session";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Same time for any two texts: equal lengths are compared, of their digests. */
const sameSecret = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

/** `Authorization: Bearer t` or, as the predecessor's clients send it, the raw token. Other schemes are not ours. */
export const authorizationToken = (header: string | undefined): string | null => {
	const words = header?.trim().split(/\s+/) ?? [];
	if (words.length === 2 && words[0]?.toLowerCase() === "bearer") return words[1] ?? null;
	const [raw = ""] = words.length === 1 ? words : [];
	return raw === "" || raw.toLowerCase() === "bearer" ? null : raw;
};

export const cookieToken = (header: string | undefined): string | null =>
	header?.match(/(?:^|;\s*)cc_session=([A-Za-z0-9_-]{1,128})(?:;|$)/)?.[1] ?? null;

const anyone = (peer: string | null): Caller => ({ role: "anyone", userId: null, peer, token: null });

const isLocal = (deps: CallerDeps, token: string): boolean => deps.localToken !== "" && sameSecret(token, deps.localToken);

const callerOfToken = async (deps: CallerDeps, token: string, peer: string | null): Promise<Caller> => {
	const found = await deps.findCaller(token);
	return found ? { ...found, peer, token } : anyone(peer);
};

const refuseForgery = (request: Request): void => {
	const reads = request.method === "GET" || request.method === "HEAD";
	if (reads || request.headers.origin !== undefined) return;
	throw new AppError(
		"forbidden",
		"A change made with the log-in cookie must come from the console's own page: the Origin header is missing.",
	);
};

/** A cookie counts only on requests that a page of another origin cannot make; foreign Origins were refused before. */
const identify = async (deps: CallerDeps, request: Request): Promise<Caller> => {
	const peer = peerOf(request);
	const sent = authorizationToken(request.headers.authorization);
	if (sent !== null) return isLocal(deps, sent) ? { role: "local", userId: null, peer, token: null } : callerOfToken(deps, sent, peer);
	const cookie = cookieToken(request.headers.cookie);
	if (cookie === null) return anyone(peer);
	const caller = await callerOfToken(deps, cookie, peer);
	if (caller.role !== "anyone") refuseForgery(request);
	return caller;
};

/** Tells every later handler who calls; `callerOf` reads it. */
export const resolveCaller =
	(deps: CallerDeps): RequestHandler =>
	async (request, response, next) => {
		(response.locals as { caller?: Caller }).caller = await identify(deps, request);
		next();
	};

export const callerOf = (response: Response): Caller => (response.locals as { caller?: Caller }).caller ?? anyone(null);

/** The user whose events need no further proof: a signed-in session vouches for its own, the person at the computer for all. */
export const vouchedUser = (response: Response): string | null => {
	const { role, userId } = callerOf(response);
	return role === "local" ? "all" : userId;
};

export const refusal = (allowed: readonly Role[], role: Role): AppError | null => {
	if (mayCall(allowed, role)) return null;
	if (role === "anyone") return new AppError("unauthenticated", "This needs an account. Log in, then try again.");
	return new AppError("forbidden", "Your account may not do this. Ask the owner of this console.");
};

/** For plain routes: the contract library does the same for its operations. */
export const requireRole =
	(...allowed: readonly Role[]): RequestHandler =>
	(_request, response, next) => {
		const refused = refusal(allowed, callerOf(response).role);
		next(refused ?? undefined);
	};
