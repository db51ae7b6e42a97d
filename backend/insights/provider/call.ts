import { AppError } from "../../contract/errors.js";
import { failure, mayHelpAgain, reasonOf } from "./failure.js";

export interface ProviderDeps {
	/** Without a slash at its end, such as https://openrouter.ai/api/v1. */
	readonly endpoint: string;
	readonly referer: string | null;
	readonly title: string;
	/** Times in milliseconds. */
	readonly patience?: Patience;
}

/** Milliseconds. */
export interface Patience {
	/** Until an answer begins, and between two pieces of it. */
	readonly silence: number;
	/** For a whole call. */
	readonly whole: number;
	/** Before the second and the third try, where the provider names no time. */
	readonly pauses: readonly number[];
	/** The longest time named by the provider that is waited for; a longer one is told instead. */
	readonly longestWait: number;
}

export const usualPatience: Patience = { silence: 45_000, whole: 150_000, pauses: [1_000, 3_000], longestWait: 20_000 };

export interface Call {
	readonly key: string;
	readonly path: string;
	readonly method?: "GET" | "POST" | "PATCH";
	readonly body?: unknown;
	readonly signal?: AbortSignal | undefined;
}

const cancelled = (): AppError => new AppError("cancelled", "The call to the model was cancelled.");

/** Seconds of a Retry-After: a number, or a date. Null for none. */
const retryAfterOf = (headers: Headers, now = Date.now()): number | null => {
	const text = headers.get("retry-after");
	if (text === null) return null;
	const seconds = /^\d{1,6}$/.test(text.trim()) ? Number(text) : Math.ceil((Date.parse(text) - now) / 1000);
	return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
};

interface ErrorShape {
	readonly code?: unknown;
	readonly message?: unknown;
}

/** The error inside a body, whatever status it came with. Null where there is none. */
export const errorIn = (body: unknown): { readonly status: number; readonly said: string } | null => {
	const error = (body as { error?: ErrorShape | string } | null)?.error;
	if (error === undefined || error === null) return null;
	if (typeof error === "string") return { status: 0, said: error };
	return { status: Number(error.code) || 0, said: typeof error.message === "string" ? error.message : "" };
};

const refusalOf = async (response: Response): Promise<AppError> => {
	const text = await response.text().catch(() => "");
	let said: string | undefined;
	try {
		said = errorIn(JSON.parse(text))?.said;
	} catch {
		said = undefined; // Not JSON, such as a proxy's page: its status tells enough.
	}
	return failure(reasonOf(response.status), { status: response.status, said, retryAfter: retryAfterOf(response.headers) });
};

/** Sleeps, but not past an abort. */
const pause = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
	new Promise((resolve, reject) => {
		const stop = (): void => {
			clearTimeout(timer);
			reject(cancelled());
		};
		const timer = setTimeout(() => {
			signal?.removeEventListener("abort", stop);
			resolve();
		}, ms);
		if (signal?.aborted) stop();
		else signal?.addEventListener("abort", stop, { once: true });
	});

/** What an aborted or broken fetch means: the caller's wish, our clock, or the line. */
const explained = (error: unknown, signal: AbortSignal | undefined, clock: AbortSignal): unknown => {
	if (signal?.aborted) return cancelled();
	if (error instanceof AppError) return error;
	return clock.aborted ? failure("timeout") : failure("unreachable");
};

/** A clock that aborts after so long without a touch. */
export const openClock = (ms: number) => {
	const control = new AbortController();
	let timer = setTimeout(() => control.abort(), ms);
	return {
		signal: control.signal,
		touch: (): void => {
			clearTimeout(timer);
			timer = setTimeout(() => control.abort(), ms);
		},
		stop: (): void => clearTimeout(timer),
	};
};
export type Clock = ReturnType<typeof openClock>;

/** One try. `take` reads the answer while the clock runs. */
const tryOnce = async <T>(deps: ProviderDeps, call: Call, take: (response: Response, clock: Clock) => Promise<T>): Promise<T> => {
	const { silence, whole } = deps.patience ?? usualPatience;
	const clock = openClock(silence);
	const end = openClock(whole);
	const signals = [clock.signal, end.signal, ...(call.signal ? [call.signal] : [])];
	const stopped = AbortSignal.any([clock.signal, end.signal]);
	try {
		const response = await fetch(`${deps.endpoint}${call.path}`, {
			method: call.method ?? "GET",
			headers: headersOf(deps, call),
			...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
			signal: AbortSignal.any(signals),
			redirect: "error",
		});
		if (!response.ok) throw await refusalOf(response);
		return await take(response, clock);
	} catch (error) {
		throw explained(error, call.signal, stopped);
	} finally {
		clock.stop();
		end.stop();
	}
};

/** A redirect would carry the key elsewhere, so none is followed. */
const headersOf = ({ referer, title }: ProviderDeps, { key, body }: Call): Record<string, string> => ({
	authorization: `Bearer ${key}`,
	accept: "application/json, text/event-stream",
	...(body === undefined ? {} : { "content-type": "application/json" }),
	...(referer === null ? {} : { "http-referer": referer }),
	"x-title": encodeURIComponent(title).replaceAll("%20", " "),
});

/**
 * Calls, at most three times where trying again may help, waiting as long as the provider asks. `take` is not repeated once it began
 * to give text away: it then throws what is not worth trying again. Rejects with AppError whose `details.reason` tells the next step.
 */
export const callProvider = async <T>(
	deps: ProviderDeps,
	call: Call,
	take: (response: Response, clock: Clock) => Promise<T>,
): Promise<T> => {
	const { pauses, longestWait } = deps.patience ?? usualPatience;
	for (let tried = 0; ; tried++) {
		try {
			return await tryOnce(deps, call, take);
		} catch (error) {
			const named = error instanceof AppError ? error.details["retry_after"] : undefined;
			const wait = typeof named === "number" ? named * 1000 : pauses[tried];
			if (!mayHelpAgain(error) || tried >= pauses.length || wait === undefined || wait > longestWait) throw error;
			await pause(wait, call.signal);
		}
	}
};

/** The answer as JSON; `unreadable` when it is none, and the failure inside it where there is one. */
export const jsonOf = async (response: Response): Promise<unknown> => {
	const body: unknown = await response.json().catch(() => {
		throw failure("unreadable", { status: response.status });
	});
	const inside = errorIn(body);
	if (inside) throw failure(reasonOf(inside.status), { ...inside, retryAfter: retryAfterOf(response.headers) });
	return body;
};
