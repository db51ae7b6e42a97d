import { mapEventIterator, ORPCError } from "@orpc/client";
import { AppError, type ErrorBody, type ErrorCode, errorCodes } from "../contract/errors.js";

const isCode = (code: string): code is ErrorCode => Object.hasOwn(errorCodes, code);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

const isErrorBody = (value: unknown): value is ErrorBody => {
	const error = isRecord(value) ? value["error"] : undefined;
	return isRecord(error) && typeof error["code"] === "string" && isCode(error["code"]) && typeof error["message"] === "string";
};

/** `details` of the sender, and beside them the id of its log line and the seconds to wait, where it gave them. */
const detailsOf = (data: unknown): Record<string, unknown> => {
	if (!isRecord(data)) return {};
	const { details, id, retry_after } = data;
	return {
		...(isRecord(details) ? details : {}),
		...(typeof id === "string" ? { id } : {}),
		...(typeof retry_after === "number" ? { retry_after } : {}),
	};
};

/** Reads the one JSON shape of a failure; null when the body is something else, such as a proxy's page. */
export const readErrorBody = (body: unknown, status: number): ORPCError<string, unknown> | null => {
	if (!isErrorBody(body)) return null;
	const { code, message, ...data } = body.error;
	return new ORPCError(code, { status, message, data });
};

const gone = "The connection to Clickstream Console is gone. Check that it is running, then try again.";

/** The library's own codes, which appear when a call failed before or after the operation itself. */
const codeOfStatus = (status: number): ErrorCode => {
	const found = Object.entries(errorCodes).find(([, entry]) => entry.status === status);
	return found ? (found[0] as ErrorCode) : "internal";
};

const cancelled = (): AppError => new AppError("cancelled", "This was cancelled.");

/** Aborting over a port throws a plain Error, over fetch an AbortError; the caller's own signal tells both apart from a failure. */
export const toAppError = (error: unknown, signal?: AbortSignal): AppError => {
	if (error instanceof AppError) return error;
	if (signal?.aborted) return cancelled();
	if (error instanceof ORPCError) {
		return new AppError(isCode(error.code) ? error.code : codeOfStatus(error.status), error.message, detailsOf(error.data));
	}
	return new AppError("store_unavailable", gone, { cause: error instanceof Error ? error.message : String(error) });
};

const isStream = (value: unknown): value is AsyncIterableIterator<unknown> =>
	typeof value === "object" && value !== null && Symbol.asyncIterator in value;

interface Call {
	readonly signal?: AbortSignal | undefined;
	next(): Promise<unknown>;
}

/** An interceptor of both links: what a call or a stream throws leaves as AppError. */
export const throwAppErrors = async (call: Call): Promise<unknown> => {
	if (call.signal?.aborted) throw cancelled();
	const translate = (error: unknown): AppError => toAppError(error, call.signal);
	const output = await call.next().catch((error: unknown) => {
		throw translate(error);
	});
	return isStream(output) ? mapEventIterator(output, { value: (value) => value, error: async (error) => translate(error) }) : output;
};
