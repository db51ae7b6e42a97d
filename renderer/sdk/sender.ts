import type { Queue, Waiting } from "./queue.js";
import type { Store } from "./store.js";

const atOnce = 50;
/** Browsers share 64 KiB among all that is under way when a page goes. */
const bytes = 60_000;
const fullWait = 2_000;
const longestWait = 60_000;
/** No server is obeyed for longer: one that asks for a year, by mistake or not, would end tracking. */
const longestAsked = 300_000;
/** A line that swallows requests looks like a server that thinks. */
const longestAnswer = 30_000;
/** Epoch ms until which the server asked to be left alone; also of pages that come after. */
const restUntil = "cs.w";

export interface Sender {
	/** Something was queued. */
	came(): void;
	/** Sends what waits; ends when all is sent, or when a retry is set. */
	flush(): Promise<void>;
	/** The page may go at any moment: sends what the browser lets through then. */
	leave(): void;
	/** Nothing is sent any more. */
	stop(): void;
}

/** The server will never take it, however often it is sent. */
const isRefused = (status: number): boolean => [400, 413, 415, 422].includes(status);

/** Retry-After in ms, at most five minutes: seconds or a date; 0 when missing or unreadable. */
const askedWait = (header: string | null): number => {
	const wait = header === null ? 0 : Number.isNaN(+header) ? Date.parse(header) - Date.now() : +header * 1_000;
	return Math.min(Math.max(wait || 0, 0), longestAsked);
};

/**
 * Sends the queue in batches. An event leaves the queue only when the server has answered for it, so a page that goes, a
 * server that restarts or an answer that is lost costs a resend and never an event.
 */
export const openSender = (queue: Queue, store: Store, url: string): Sender => {
	let timer: ReturnType<typeof setTimeout> | 0 = 0;
	let failures = 0;
	let size = atOnce;
	let going: Promise<unknown> | null = null;
	let stopped = false;
	let leaving = false;

	/** How long the server is still to be left alone, ms. A clock that was put back does not lengthen it. */
	const rest = (): number => {
		const left = +(store.get(restUntil) ?? 0) - Date.now();
		return left > 0 && left <= longestAsked ? left : 0;
	};

	const bodyOf = (events: readonly Waiting[]): string =>
		`{"sent_at":${Date.now() / 1_000},"events":[${events.map(({ body }) => body).join()}]}`;

	// Plain text spares shops on other origins the browser's preflight request.
	const post = (events: readonly Waiting[], keepalive: boolean): Promise<Response> => {
		const gone = new AbortController();
		const timer = setTimeout(() => gone.abort(), longestAnswer);
		const headers = { "content-type": "text/plain" };
		return fetch(url, { method: "POST", body: bodyOf(events), keepalive, headers, signal: gone.signal }).finally(() => clearTimeout(timer));
	};

	const later = (wait: number): void => {
		clearTimeout(timer);
		timer = setTimeout(() => void flush(), wait);
	};

	/** Doubles from one second to one minute, anywhere in the upper half of it; never sooner than the server asks. */
	const retry = (asked: number): void => {
		const wait = Math.min(longestWait, 1_000 * 2 ** failures++);
		if (asked) store.set(restUntil, `${Date.now() + asked}`);
		later(Math.max(asked, wait * (0.5 + Math.random() / 2)));
	};

	/** False when a retry was set. */
	const settle = (events: readonly Waiting[], { ok, status, headers }: Response): boolean => {
		if (status === 413 && size > 1) {
			size = Math.ceil(Math.min(size, events.length) / 2);
			return true;
		}
		if (ok || isRefused(status)) {
			queue.remove(events);
			size = atOnce;
			failures = 0;
			return true;
		}
		retry(askedWait(headers.get("retry-after")));
		return false;
	};

	const sendAll = async (): Promise<void> => {
		try {
			for (let goesOn = true; goesOn && !stopped; ) {
				const events = queue.oldest(size, bytes);
				goesOn = events.length > 0 && settle(events, await post(events, false));
			}
		} catch {
			// No connection.
			if (!stopped) retry(0);
		}
	};

	/** One tab sends at a time where the browser has locks. Without them two may send the same: the server counts an id once. */
	const alone = (): Promise<unknown> =>
		navigator.locks
			? navigator.locks.request("cs", { ifAvailable: true }, (lock) => (lock ? sendAll() : later(fullWait))).catch(sendAll)
			: sendAll();

	const flush = async (): Promise<void> => {
		clearTimeout(timer);
		timer = 0;
		const wait = rest();
		if (wait && !stopped) return later(wait);
		going ??= alone().finally(() => {
			going = null;
		});
		await going;
	};

	return {
		came: () => {
			if (stopped || failures) return;
			if (queue.size() >= 20) void flush();
			else if (!timer) later(fullWait);
		},
		flush: () => {
			failures = 0;
			return flush();
		},
		leave: () => {
			// A tab that closes is hidden first: both tell, and what is under way fills the browser's room already.
			const events = stopped || leaving || rest() ? [] : queue.oldest(atOnce, bytes);
			if (!events.length) return;
			leaving = true;
			post(events, true)
				.then(
					(response) => settle(events, response),
					() => navigator.sendBeacon?.(url, bodyOf(events)),
				)
				.finally(() => {
					leaving = false;
				});
		},
		stop: () => {
			stopped = true;
			clearTimeout(timer);
		},
	};
};
