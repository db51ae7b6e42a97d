import type { CleanupProgress } from "../contract/cleanup.js";
import type { Tell } from "./teller.js";

/**
 * Work that tells how far it is, as a stream of messages that ends with what the work makes. Who stops listening aborts the signal that
 * the work gets, and the stream ends when the work has.
 */
export async function* streamed<T>(
	outer: AbortSignal | undefined,
	work: (tell: Tell, signal: AbortSignal) => Promise<T>,
): AsyncGenerator<CleanupProgress | T> {
	const left = new AbortController();
	const signal = AbortSignal.any([left.signal, ...(outer ? [outer] : [])]);
	const waiting: CleanupProgress[] = [];
	let wake = (): void => undefined;
	let ended = false;
	const running = work((progress) => {
		waiting.push({ type: "progress", ...progress });
		wake();
	}, signal).finally(() => {
		ended = true;
		wake();
	});
	running.catch(() => undefined); // Met below, once all that was told before it has been passed on.
	try {
		while (!ended || waiting.length > 0) {
			if (waiting.length === 0) {
				await new Promise<void>((resolve) => {
					wake = resolve;
				});
			}
			for (const progress of waiting.splice(0)) yield progress;
		}
		yield await running;
	} finally {
		left.abort();
		await running.catch(() => undefined);
	}
}
