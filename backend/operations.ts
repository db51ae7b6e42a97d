import { implement } from "@orpc/server";
import type { OperationMeta, Role } from "./contract/base.js";
import { contract } from "./contract/contract.js";
import { AppError } from "./contract/errors.js";

/** Who calls, and over what. Made once a request by the border (HTTP guard, bridge), never by a feature. */
export interface Caller {
	readonly role: Role;
	readonly userId: string | null;
	/** Peer address for rate limits; null over the bridge. */
	readonly peer: string | null;
	/** The opaque token that authenticated the call, so that it can be ended. */
	readonly token: string | null;
}

/** Whose the caller's own things are: the account's, "local" for whoever sits at the computer without one, null for nobody. */
export const profileOf = ({ role, userId }: Caller): string | null => userId ?? (role === "local" ? "local" : null);

export interface CallContext {
	readonly caller: Caller;
	/** Sets or clears the session cookie; absent where there are no cookies. */
	readonly setCookie?: (token: string | null, expiresAt?: number) => void;
}

/** An operation that names no role is refused to all; `anyone` admits all. Runs before a stream's first yield, so a refusal has its status. */
export const mayCall = (allowed: readonly Role[], role: Role): boolean =>
	allowed.includes("anyone") || (role !== "anyone" && allowed.includes(role));

/** The implementer every feature starts from: the contract, the caller, and the role check. */
export const os = implement(contract)
	.$context<CallContext>()
	.use(({ context, procedure, next }) => {
		const { roles } = procedure["~orpc"].meta as OperationMeta;
		if (mayCall(roles, context.caller.role)) return next();
		if (context.caller.role === "anyone") throw new AppError("unauthenticated", "This needs an account. Log in, then try again.");
		throw new AppError("forbidden", "Your account may not do this. Ask the owner of this console.");
	});
