import type { FeedItem } from "../../../../backend/contract/tracking.js";

export type Verdict = FeedItem["verdict"];
export type Heard = FeedItem & {
	/** Counts up in the order heard; unique within the list. */
	readonly place: number;
};

/** What stands on the screen until the next redraw. */
export interface FeedView {
	/** Newest first; of each verdict the newest are kept, so that a rare one is not washed away by many others. */
	readonly items: readonly Heard[];
	/** Heard in all, also what is no longer kept. */
	readonly counts: Readonly<Record<Verdict, number>>;
	/** Judged by the server but never sent here, since they came faster than they were read. */
	readonly skipped: number;
	readonly paused: boolean;
	/** Heard since the pause, and not shown. */
	readonly waiting: number;
	/** Epoch ms of the newest event by write key and by source. */
	readonly lastOfKey: ReadonlyMap<string, number>;
	readonly lastOfSource: ReadonlyMap<string, number>;
	/** How many of a source were rejected. */
	readonly rejectedOf: ReadonlyMap<string, number>;
}

export interface FeedList {
	/** A new connection begins with what the server remembers, so nothing of the former one is kept. */
	begin(): void;
	add(message: { readonly items: readonly FeedItem[]; readonly skipped: number }): void;
	pause(): void;
	resume(): void;
	readonly view: () => FeedView;
	readonly subscribe: (listener: () => void) => () => void;
}

export const keptOfEach = 500;
/** At most two redraws a second. */
export const redrawMs = 500;

const none: FeedView = {
	items: [],
	counts: { accepted: 0, duplicate: 0, rejected: 0 },
	skipped: 0,
	paused: false,
	waiting: 0,
	lastOfKey: new Map(),
	lastOfSource: new Map(),
	rejectedOf: new Map(),
};

const open = () => ({
	kept: { accepted: [] as Heard[], duplicate: [] as Heard[], rejected: [] as Heard[] },
	counts: { accepted: 0, duplicate: 0, rejected: 0 },
	skipped: 0,
	lastOfKey: new Map<string, number>(),
	lastOfSource: new Map<string, number>(),
	rejectedOf: new Map<string, number>(),
});
type Store = ReturnType<typeof open>;

const keep = (store: Store, item: Heard): void => {
	const ring = store.kept[item.verdict];
	ring.push(item);
	if (ring.length > keptOfEach) ring.shift();
	store.counts[item.verdict] += 1;
	if (item.key_id !== null) store.lastOfKey.set(item.key_id, item.at);
	store.lastOfSource.set(item.source, item.at);
	if (item.verdict === "rejected") store.rejectedOf.set(item.source, (store.rejectedOf.get(item.source) ?? 0) + 1);
};

const pictureOf = ({ kept, counts, skipped, ...last }: Store): Omit<FeedView, "paused" | "waiting"> => ({
	items: Object.values(kept)
		.flat()
		.sort((a, b) => b.place - a.place),
	counts: { ...counts },
	skipped,
	lastOfKey: new Map(last.lastOfKey),
	lastOfSource: new Map(last.lastOfSource),
	rejectedOf: new Map(last.rejectedOf),
});

/** What was heard of the server's stream: bounded, shown at most twice a second, and frozen while paused. */
export const openFeedList = (now: () => number): FeedList => {
	const listeners = new Set<() => void>();
	let store = open();
	let view = none;
	let place = 0;
	let heardAtPause = 0;
	let drawnAt = Number.NEGATIVE_INFINITY;
	let timer: ReturnType<typeof setTimeout> | null = null;

	const draw = (): void => {
		timer = null;
		drawnAt = now();
		view = view.paused ? { ...view, waiting: place - heardAtPause } : { ...pictureOf(store), paused: false, waiting: 0 };
		for (const listener of listeners) listener();
	};
	const drawSoon = (): void => {
		timer ??= setTimeout(draw, Math.max(0, drawnAt + redrawMs - now()));
	};
	const stopWaiting = (): void => {
		if (timer !== null) clearTimeout(timer);
		timer = null;
	};
	const setPaused = (paused: boolean): void => {
		stopWaiting();
		heardAtPause = place;
		view = { ...view, paused };
		draw();
	};
	return {
		begin: () => {
			store = open();
			drawSoon();
		},
		add: ({ items, skipped }) => {
			for (const item of items) keep(store, { ...item, place: ++place });
			store.skipped += skipped;
			if (items.length > 0 || skipped > 0) drawSoon();
		},
		pause: () => setPaused(true),
		resume: () => setPaused(false),
		view: () => view,
		subscribe: (listener) => {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
				if (listeners.size === 0) stopWaiting();
			};
		},
	};
};
