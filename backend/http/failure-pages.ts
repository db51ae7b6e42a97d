import type { ErrorRequestHandler, Response } from "express";
import { AppError } from "../contract/errors.js";
import { type Failure, failureOf } from "../failures.js";
import type { Log } from "../logging.js";

/** Express's own failures carry a `type`; these are the ones of its body parser. */
const bodyFailures: Readonly<Record<string, () => AppError>> = {
	"entity.too.large": () => new AppError("too_large", "The body is larger than this route takes. Send less at once."),
	"entity.parse.failed": () => new AppError("malformed_json", "The body is not valid JSON. Check it, then send it again."),
	"encoding.unsupported": () => new AppError("unsupported", "This content encoding is not read here. Send plain, gzip, deflate or br."),
	"charset.unsupported": () => new AppError("unsupported", "This character set is not read here. Send UTF-8."),
	"request.aborted": () => new AppError("cancelled", "The request was cancelled before its body was complete."),
	"request.size.invalid": () => new AppError("bad_request", "The body is not as long as its Content-Length says."),
};

interface Known {
	readonly type?: unknown;
	readonly status?: unknown;
}

const known = (error: unknown): unknown => {
	if (error instanceof AppError || typeof error !== "object" || error === null) return error;
	const { type, status } = error as Known;
	const made = typeof type === "string" && Object.hasOwn(bodyFailures, type) ? bodyFailures[type]?.() : undefined;
	if (made) return made;
	if (status === 413) return new AppError("too_large", "The request is larger than this route takes. Send less at once.");
	if (typeof status === "number" && status >= 400 && status < 500) return new AppError("bad_request", "The request could not be read.");
	return error;
};

export const sendFailure = (response: Response, { status, body }: Failure): void => {
	const wait = body.error.retry_after;
	if (wait !== undefined) response.setHeader("Retry-After", String(Math.max(1, Math.ceil(wait))));
	if (body.error.code === "unauthenticated") response.setHeader("WWW-Authenticate", "Bearer");
	response.status(status).json(body);
};

/** The last handler: every failure leaves in the one JSON shape. An answer already begun can only be cut off. */
export const failurePages =
	(log: Log): ErrorRequestHandler =>
	(error: unknown, _request, response, _next) => {
		const failure = failureOf(known(error), log);
		if (response.headersSent) response.destroy();
		else sendFailure(response, failure);
	};
