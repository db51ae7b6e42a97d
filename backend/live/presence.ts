import { hereMs } from "./windows.js";

/** Who is here, and who was five minutes before. */
export interface Presence {
	/** In any order of times; none after now. */
	saw(visitor: string, ts: number): void;
	/** Distinct visitors with an event in the 300,000 ms up to `now`, and in the 300,000 ms before those. */
	read(now: number): { readonly now: number; readonly before: number; readonly more: boolean };
}

/** Takes out the time at `index` where those beside it are so near that no window holds it and neither of them. */
const thin = (times: number[], index: number): void => {
	const [before, after] = [times[index - 1], times[index + 1]];
	if (before !== undefined && after !== undefined && after - before <= hereMs) times.splice(index, 1);
};

const put = (times: number[], ts: number): void => {
	let at = times.length;
	while (at > 0 && (times[at - 1] as number) > ts) at -= 1;
	if (times[at - 1] === ts) return;
	times.splice(at, 0, ts);
	thin(times, at + 1);
	thin(times, at);
	thin(times, at - 1);
};

/**
 * Of each visitor it keeps a few times at most: one between two others that are no further apart than a window is long decides nothing,
 * since a window that holds it holds one of these. Past `most` visitors further ones are not counted.
 */
export const openPresence = (most: number): Presence => {
	const seen = new Map<string, number[]>();
	const forget = (until: number): void => {
		for (const [visitor, times] of seen) {
			const first = times.findIndex((ts) => ts > until);
			if (first === -1) seen.delete(visitor);
			else if (first > 0) times.splice(0, first);
		}
	};
	return {
		saw: (visitor, ts) => {
			const times = seen.get(visitor);
			if (times) put(times, ts);
			else if (seen.size < most) seen.set(visitor, [ts]);
		},
		read: (now) => {
			forget(now - 2 * hereMs);
			let [here, before] = [0, 0];
			for (const times of seen.values()) {
				if ((times.at(-1) as number) > now - hereMs) here += 1;
				if ((times[0] as number) <= now - hereMs) before += 1;
			}
			return { now: here, before, more: seen.size >= most };
		},
	};
};
