import { randomUUID } from "node:crypto";
import { mapEventIterator } from "@orpc/client";
import { ORPCError, ValidationError } from "@orpc/server";
import { AppError, type ErrorBody, type ErrorCode, errorCodes } from "./contract/errors.js";
import { issueWords } from "./issue-words.js";
import type { Log } from "./logging.js";

/** A failure as data, for every border: HTTP answers with status and body, the bridge and SSE carry code and data. */
export interface Failure {
	readonly status: number;
	readonly body: ErrorBody;
}

const isCode = (code: unknown): code is ErrorCode => typeof code === "string" && Object.hasOwn(errorCodes, code);

const isAbort = (error: unknown): boolean => error instanceof Error && (error.name === "AbortError" || error.name === "ResponseAborted");

const failure = (code: ErrorCode, rest: Omit<ErrorBody["error"], "code">): Failure => ({
	status: errorCodes[code].status,
	body: { error: { code, ...rest } },
});

const fromAppError = ({ code, message, details }: AppError): Failure => {
	const { retry_after: retryAfter, ...rest } = details;
	return failure(code, {
		message,
		...(Object.keys(rest).length > 0 && { details: rest }),
		...(typeof retryAfter === "number" && { retry_after: retryAfter }),
	});
};

interface Issue {
	readonly message: string;
	readonly code?: unknown;
	readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

const pathOf = ({ path = [] }: Issue): string => path.map((part) => String(typeof part === "object" ? part.key : part)).join(".");

/** What a schema refused, as `invalid` with one entry an issue; at most 20, so that an answer stays small. */
export const invalidInput = (issues: readonly Issue[]): AppError => {
	const shown = issues.slice(0, 20).map((issue) => ({ path: pathOf(issue), message: issueWords(issue) }));
	const first = shown[0];
	const where = first?.path ? `\`${first.path}\`: ` : "";
	return new AppError(
		"invalid",
		`The request was not taken. ${where}${first?.message ?? "It does not fit the schema"}. Mend it and send it again.`,
		{
			issues: shown,
		},
	);
};

const fromOrpc = (error: ORPCError<string, unknown>): Failure | null => {
	if (error.cause instanceof ValidationError && error.code === "BAD_REQUEST")
		return fromAppError(invalidInput(error.cause.issues as Issue[]));
	if (isCode(error.code)) {
		const data = (error.data ?? {}) as Omit<ErrorBody["error"], "code" | "message">;
		return failure(error.code, { message: error.message, ...data });
	}
	if (error.code === "BAD_REQUEST") {
		return failure("bad_request", { message: "The request could not be read. Check its query, its body and its Content-Type." });
	}
	return null;
};

const fromUnknown = (error: unknown, log: Log): Failure => {
	const id = randomUUID();
	log.error({ id, err: error instanceof ORPCError ? (error.cause ?? error) : error }, "unexpected failure");
	return failure("internal", { message: `Something went wrong on our side. The log tells more under the id ${id}.`, id });
};

/** Every error becomes one of the closed set. What nobody expected is logged with an id and told without its cause. */
export const failureOf = (error: unknown, log: Log): Failure => {
	if (error instanceof AppError) return fromAppError(error);
	const known = error instanceof ORPCError ? fromOrpc(error) : null;
	if (known) return known;
	if (isAbort(error)) return failure("cancelled", { message: "The request was cancelled." });
	return fromUnknown(error, log);
};

/** The same failure in the form the contract library carries to a typed client. */
export const toOrpcError = (error: unknown, log: Log): ORPCError<string, unknown> => {
	const { status, body } = failureOf(error, log);
	const { code, message, ...data } = body.error;
	return new ORPCError<string, unknown>(code, { defined: true, status, message, data: Object.keys(data).length > 0 ? data : undefined });
};

/** What customErrorResponseBodyEncoder of the HTTP handler takes: our one JSON shape from the library's error. */
export const errorBodyOf = (error: ORPCError<string, unknown>, log: Log): ErrorBody => failureOf(error, log).body;

interface CallOptions {
	readonly next: () => Promise<unknown>;
}

const isStream = (value: unknown): value is AsyncIteratorObject<unknown, unknown, void> =>
	typeof value === "object" && value !== null && Symbol.asyncIterator in value && "next" in value;

/**
 * `clientInterceptors` of both handlers (HTTP and bridge): the innermost border, where features' errors, and those of
 * streams after their first message, turn into data.
 */
export const failureInterceptor =
	(log: Log) =>
	async ({ next }: CallOptions): Promise<unknown> => {
		try {
			const output = await next();
			if (!isStream(output)) return output;
			return mapEventIterator(output, { value: async (value) => value, error: async (error) => toOrpcError(error, log) });
		} catch (error) {
			throw toOrpcError(error, log);
		}
	};
