export interface Progress {
	readonly type: "progress";
	readonly bytes: number;
	readonly total_bytes: number;
	readonly rows: number;
	readonly inserted: number;
	readonly duplicates: number;
	readonly rejected: number;
}

/** Says when a next progress message is due: at most five a second. */
export const everyFifth = (now: () => number): (() => boolean) => {
	let last = Number.NEGATIVE_INFINITY;
	return () => {
		if (now() - last < 200) return false;
		last = now();
		return true;
	};
};

/**
 * Turns a callback into messages: yields what `work` tells while it runs, then its result. What is told faster than it is
 * taken is dropped but for the newest. A failure of `work` is thrown.
 */
export async function* messagesOf<M, R>(work: (tell: (message: M) => void) => Promise<R>): AsyncGenerator<M, R> {
	let newest: M | undefined;
	let wake: () => void = () => undefined;
	let settled = false;
	const running = work((message) => {
		newest = message;
		wake();
	}).finally(() => {
		settled = true;
		wake();
	});
	/** Its failure is thrown below; before that nobody may be listening. */
	running.catch(() => undefined);
	while (!settled) {
		if (newest === undefined) await new Promise<void>((go) => (wake = go));
		const message = newest;
		newest = undefined;
		if (message !== undefined) yield message;
	}
	return await running;
}
