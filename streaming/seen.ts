import type { SeenIds } from "../backend/store/aggregate-port.js";

/** Ids share the end of their time by this much, ms, so that forgetting is cheap. */
const stepMs = 60_000;

/** Which messages of a partition were counted, as far back as they may come again. Time is the stream's own: what the messages say. */
export interface Seen {
	has(id: string): boolean;
	/** Remembers the id of a message received at `at`, epoch ms. */
	add(id: string, at: number): void;
	/** Ids added since this was asked last, all until the latest of their ends: one row to keep, and a longer memory harms nobody. */
	taken(): SeenIds[];
	learn(piece: SeenIds): void;
	/** Before this no id is needed any more, epoch ms. Forgets what ended. */
	forget(): number;
}

export const openSeen = (latenessMs: number, now: () => number): Seen => {
	const known = new Set<string>();
	const ends = new Map<number, string[]>();
	let fresh: string[] = [];
	let freshUntil = 0;
	let newest = 0;
	const put = (until: number, id: string): void => {
		const list = ends.get(until);
		if (list) list.push(id);
		else ends.set(until, [id]);
	};
	return {
		has: (id) => known.has(id),
		add: (id, at) => {
			const received = Math.min(at, now());
			newest = Math.max(newest, received);
			// Not from the message's own time alone: one that waited long before it was forwarded may come again as any other.
			const until = Math.ceil((Math.max(received, newest) + latenessMs) / stepMs) * stepMs;
			known.add(id);
			put(until, id);
			fresh.push(id);
			freshUntil = Math.max(freshUntil, until);
		},
		taken: () => {
			const ids = fresh;
			fresh = [];
			return ids.length === 0 ? [] : [{ until: freshUntil, ids }];
		},
		learn: ({ until, ids }) => {
			newest = Math.max(newest, until - latenessMs - stepMs);
			for (const id of ids) {
				known.add(id);
				put(until, id);
			}
		},
		forget: () => {
			for (const [until, ids] of ends) {
				if (until >= newest) continue;
				for (const id of ids) known.delete(id);
				ends.delete(until);
			}
			return newest;
		},
	};
};
