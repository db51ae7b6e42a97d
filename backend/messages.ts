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
