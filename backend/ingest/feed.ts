import type { Rejection } from "../contract/events.js";
import type { FeedItem } from "../contract/tracking.js";
import type { NewEvent } from "../store/event.js";

/** What became of one call to the way in. */
export interface Judgement {
	readonly receivedAt: number;
	readonly source: string;
	readonly keyId: string | null;
	readonly events: readonly NewEvent[];
	/** One per event: true when it was new. */
	readonly stored: readonly boolean[];
	readonly rejected: readonly (Rejection & { readonly excerpt: string })[];
}

export interface FeedMessage {
	readonly items: FeedItem[];
	readonly skipped: number;
}

export interface Feed {
	/** Cheap while nobody listens: rows are made for listeners alone. */
	tell(judgement: Judgement): void;
	/** The newest first, as many as asked of the last 100, then all that comes until the signal. Of a listener that is slow, the oldest waiting are skipped and counted. */
	listen(newest: number, signal?: AbortSignal): AsyncGenerator<FeedMessage>;
	/** Ends every listener, and those that come later at once, so that closing need not wait for them. */
	close(): void;
}

const remembered = 100;
const mostWaiting = 1_000;

/** Events that were taken, then those that were not. */
const itemsOf = ({ receivedAt: at, source, keyId: key_id, events, stored, rejected }: Judgement): FeedItem[] => [
	...events.map(
		(event, index): FeedItem => ({
			at,
			verdict: stored[index] ? "accepted" : "duplicate",
			source: event.source,
			key_id,
			event_id: event.eventId,
			event_type: event.eventType,
			action: event.action,
			visitor: event.visitor,
			page: event.page,
			problem: null,
		}),
	),
	...rejected.map(
		({ path, code, message, fix, excerpt }): FeedItem => ({
			at,
			verdict: "rejected",
			source,
			key_id,
			event_id: null,
			event_type: null,
			action: null,
			visitor: null,
			page: null,
			problem: { path, code, message, fix, excerpt },
		}),
	),
];

interface Listener {
	waiting: FeedItem[];
	skipped: number;
	wake: () => void;
}

const give = (listener: Listener, items: readonly FeedItem[]): void => {
	const all = [...listener.waiting, ...items];
	listener.waiting = all.slice(-mostWaiting);
	listener.skipped += all.length - listener.waiting.length;
	listener.wake();
};

export const openFeed = (): Feed => {
	const listeners = new Set<Listener>();
	const closing = new AbortController();
	const kept: Judgement[] = [];
	const keep = (judgement: Judgement): void => {
		kept.push(judgement);
		const size = ({ events, rejected }: Judgement): number => events.length + rejected.length;
		let total = kept.reduce((sum, one) => sum + size(one), 0);
		while (kept[0] && total - size(kept[0]) >= remembered) total -= size(kept.shift() as Judgement);
	};
	return {
		close: () => closing.abort(),
		tell: (judgement) => {
			keep(judgement);
			if (listeners.size === 0) return;
			const items = itemsOf(judgement);
			for (const listener of listeners) give(listener, items);
		},
		listen: async function* (newest, signal) {
			const listener: Listener = {
				waiting: newest === 0 ? [] : kept.flatMap(itemsOf).slice(-Math.min(newest, remembered)),
				skipped: 0,
				wake: () => undefined,
			};
			listeners.add(listener);
			const ended = (): void => listener.wake();
			const over = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])]);
			over.addEventListener("abort", ended, { once: true });
			try {
				yield taken(listener);
				while (!over.aborted) {
					if (listener.waiting.length === 0) await new Promise<void>((wake) => (listener.wake = wake));
					if (listener.waiting.length > 0) yield taken(listener);
				}
			} finally {
				listeners.delete(listener);
				over.removeEventListener("abort", ended);
			}
		},
	};
};

const taken = (listener: Listener): FeedMessage => {
	const { waiting: items, skipped } = listener;
	listener.waiting = [];
	listener.skipped = 0;
	return { items, skipped };
};
