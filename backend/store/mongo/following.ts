import type { LiveReader } from "../live-port.js";

/** Between two looks for what other consoles stored, and what one look may take, ms. */
export const followMs = 1_000;

/** Follows the copy, which is brought up to date every second while anybody follows. A failure is told by the store's `problem`. */
export const openFollowing = (replica: Pick<LiveReader, "follow">, bring: () => Promise<unknown>): LiveReader["follow"] => {
	let followers = 0;
	let timer: NodeJS.Timeout | null = null;
	let busy = false;
	const look = (): void => {
		if (busy) return;
		busy = true;
		bring()
			.catch(() => undefined)
			.finally(() => {
				busy = false;
			});
	};
	return (listener) => {
		const end = replica.follow(listener);
		followers += 1;
		timer ??= setInterval(look, followMs).unref();
		return () => {
			end();
			followers -= 1;
			if (followers > 0 || !timer) return;
			clearInterval(timer);
			timer = null;
		};
	};
};
