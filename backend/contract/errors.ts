/**
 * The closed set of error codes, each with its HTTP status and whether sending the same request again can help.
 * Every border (HTTP, message port, exit code) speaks these and nothing else.
 */
export const errorCodes = {
	bad_request: { status: 400, retry: false },
	malformed_json: { status: 400, retry: false },
	unauthenticated: { status: 401, retry: false },
	forbidden: { status: 403, retry: false },
	not_found: { status: 404, retry: false },
	method_not_allowed: { status: 405, retry: false },
	conflict: { status: 409, retry: false },
	too_large: { status: 413, retry: false },
	unsupported: { status: 415, retry: false },
	invalid: { status: 422, retry: false },
	rate_limited: { status: 429, retry: true },
	cancelled: { status: 499, retry: true },
	internal: { status: 500, retry: true },
	overloaded: { status: 503, retry: true },
	disk_full: { status: 503, retry: true },
	store_unavailable: { status: 503, retry: true },
	engine_unavailable: { status: 503, retry: true },
} as const satisfies Record<string, { status: number; retry: boolean }>;

export type ErrorCode = keyof typeof errorCodes;

/** The one JSON shape of a failure. `id` is found again in the log; `retry_after` is in seconds. */
export interface ErrorBody {
	readonly error: {
		readonly code: ErrorCode;
		readonly message: string;
		readonly details?: Readonly<Record<string, unknown>>;
		readonly id?: string;
		readonly retry_after?: number;
	};
}

/**
 * An expected failure. `message` says what happened, to what, and what to do next; it is shown to people as it is.
 * `details` must be plain JSON and free of secrets; `details.retry_after` (seconds) becomes the Retry-After header.
 */
export class AppError extends Error {
	override readonly name = "AppError";
	readonly code: ErrorCode;
	readonly details: Readonly<Record<string, unknown>>;

	constructor(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
		super(message);
		this.code = code;
		this.details = details;
	}
}
