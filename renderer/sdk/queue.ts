import type { Store } from "./store.js";

const prefix = "cs.q.";
const most = 2_000;

export interface Waiting {
	readonly id: string;
	/** JSON of the event. */
	readonly body: string;
}

export interface Queue {
	add(event: Waiting): void;
	/** Puts another body in the place of one that still waits. */
	amend(event: Waiting): void;
	/** The oldest, as many as fit into both bounds, but at least one where there is any. */
	oldest(count: number, bytes: number): Waiting[];
	remove(events: readonly Waiting[]): void;
	size(): number;
	clear(): void;
}

const bytesOf = (text: string): number => new Blob([text]).size;

/** Events until the server has acknowledged them. At most 2,000: beyond, the oldest are given up. */
export const openQueue = (store: Store): Queue => {
	const keys = (): string[] => store.keys(prefix);
	let added = 0;
	return {
		add: ({ id, body }) => {
			store.set(prefix + id, body);
			// Counting is dear with many waiting, so the bound is kept to within 50.
			if (++added % 50 === 0) for (const key of keys().slice(0, -most)) store.remove(key);
		},
		amend: ({ id, body }) => {
			if (store.get(prefix + id)) store.set(prefix + id, body);
		},
		oldest: (count, bytes) => {
			const taken: Waiting[] = [];
			let room = bytes;
			for (const key of keys().slice(0, count)) {
				const body = store.get(key);
				if (!body) continue; // Another tab has sent it meanwhile.
				room -= bytesOf(body) + 1;
				if (room < 0 && taken.length) break;
				taken.push({ id: key.slice(prefix.length), body });
			}
			return taken;
		},
		remove: (events) => {
			for (const { id } of events) store.remove(prefix + id);
		},
		size: () => keys().length,
		clear: () => {
			for (const key of keys()) store.remove(key);
		},
	};
};
