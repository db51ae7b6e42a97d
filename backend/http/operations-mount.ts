import { OpenAPIHandler } from "@orpc/openapi/node";
import type { Router as OperationsRouter } from "@orpc/server";
import type { Request, RequestHandler, Response } from "express";
import type { Contract } from "../contract/contract.js";
import type { ErrorBody } from "../contract/errors.js";
import { errorBodyOf, failureInterceptor } from "../failures.js";
import type { Log } from "../logging.js";
import type { CallContext } from "../operations.js";
import { callerOf, sessionCookie } from "./caller.js";

export type Operations = OperationsRouter<Contract, CallContext>;

/** Secure where the browser came by https, which is behind a proxy; on plain loopback such a cookie would not be kept. */
const cookieOptions = (request: Request) => ({ httpOnly: true, sameSite: "strict", path: "/", secure: request.secure }) as const;

const contextOf = (request: Request, response: Response): CallContext => ({
	caller: callerOf(response),
	setCookie: (token, expiresAt) => {
		if (token === null) response.clearCookie(sessionCookie, cookieOptions(request));
		else
			response.cookie(sessionCookie, token, {
				...cookieOptions(request),
				...(expiresAt !== undefined && { expires: new Date(expiresAt) }),
			});
	},
});

interface Answer {
	readonly matched: boolean;
	readonly response?:
		| { readonly status: number; readonly headers: Record<string, string | string[] | undefined>; readonly body: unknown }
		| undefined;
}

/** The headers that go with a failure's body. */
const addFailureHeaders = ({ response }: Answer): void => {
	if (!response || response.status < 400) return;
	const { error } = response.body as ErrorBody;
	if (error.retry_after !== undefined) response.headers["retry-after"] = String(Math.max(1, Math.ceil(error.retry_after)));
	if (error.code === "unauthenticated") response.headers["www-authenticate"] = "Bearer";
};

/** Serves every operation of the contract at its own path. What it does not know it passes on. */
export const mountOperations = (router: Operations, log: Log): RequestHandler => {
	const handler = new OpenAPIHandler<CallContext>(router, {
		clientInterceptors: [failureInterceptor(log)],
		rootInterceptors: [
			async (call) => {
				const answer = await call.next();
				addFailureHeaders(answer);
				return answer;
			},
		],
		customErrorResponseBodyEncoder: (error) => errorBodyOf(error, log),
	});
	return async (request, response, next) => {
		/** A HEAD is answered as its GET; Node leaves the body out. */
		if (request.method === "HEAD") request.method = "GET";
		const { matched } = await handler.handle(request, response, { context: contextOf(request, response) });
		if (!matched) next();
	};
};
