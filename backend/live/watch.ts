import type { StreamState } from "../contract/health.js";
import type { LiveEventRow, LiveMessage } from "../contract/live.js";
import type { LiveEvent, LiveReader, Recent } from "../store/live-port.js";
import type { SettingsStore, Store } from "../store/ports.js";
import { type LastWeek, openLastWeek } from "./last-week.js";
import type { Meter } from "./meter.js";
import { openShop, type Shop } from "./shop.js";
import { productsOf, resultsOf } from "./told.js";
import { dayStart, hereMs, hourStart, nearStart } from "./windows.js";

export interface WatchDeps {
	readonly store: LiveReader & Pick<SettingsStore, "settings"> & Pick<Store, "problem">;
	readonly meter: Pick<Meter, "lastHour" | "from">;
	/** The forwarder, the consumer, Spark: those that there are. */
	readonly streams: () => readonly StreamState[];
	readonly now: () => number;
	/** Hears of what could not be read while watching goes on. */
	readonly problem: (error: unknown) => void;
}

export interface Filter {
	readonly event_type?: string | undefined;
	readonly source?: string | undefined;
}

export interface Watching {
	/** Pictures and events until the signal, at most one each half second, at least one a second. */
	watch(filter: Filter, signal?: AbortSignal): AsyncGenerator<LiveMessage>;
	/** Ends every watcher. */
	close(): void;
}

/** Between two messages to a watcher: while events come, and while none do, ms. */
const leastMs = 500;
const mostMs = 1_000;
/** Events of one message, and those that a new watcher is told of may be chosen from. */
const listed = 50;
const remembered = 100;

interface Watcher {
	readonly filter: Filter;
	waiting: LiveEventRow[];
	skipped: number;
	/** When the oldest event that is not told yet was received. */
	oldest: number | null;
	wake: () => void;
}

const amountOf = ({ action, revenue, total, price }: LiveEvent): string | null => {
	if (action === "order_completed") return revenue ?? total;
	return action === "product_added" ? price : null;
};

const rowOf = (event: LiveEvent, place: number): LiveEventRow => ({
	place,
	ts: event.ts,
	source: event.source,
	event_type: event.eventType,
	action: event.action,
	visitor: event.visitor,
	page: event.page,
	product: event.productName ?? event.productId,
	search_term: event.searchTerm,
	results: event.searchTerm === null ? null : resultsOf(event.properties),
	order_id: event.orderId,
	products: event.action === "order_completed" ? productsOf(event.properties) : null,
	amount: amountOf(event),
	currency: event.currency,
});

const passes = ({ event_type, source }: Filter, event: LiveEvent): boolean =>
	(event_type === undefined || event.eventType === event_type) && (source === undefined || event.source === source);

interface Placed {
	readonly event: LiveEvent;
	readonly place: number;
}

/** Those that fit its filter, the newest of them to be listed. What was received long before it was stored, as imports are, does not wait here. */
const hear = (watcher: Watcher, placed: readonly Placed[], at: number): void => {
	const fitting = placed.filter(({ event }) => passes(watcher.filter, event));
	const rows = fitting.slice(-listed).map((one) => rowOf(one.event, one.place));
	const kept = [...rows.reverse(), ...watcher.waiting].slice(0, listed);
	watcher.skipped += watcher.waiting.length + fitting.length - kept.length;
	watcher.waiting = kept;
	for (const { event } of placed)
		if (event.receivedAt > at - 60_000 && (watcher.oldest === null || event.receivedAt < watcher.oldest)) watcher.oldest = event.receivedAt;
	watcher.wake();
};

/** What all watchers see, from the first that comes until the last has gone. */
interface Room {
	readonly shop: Shop;
	readonly lastWeek: LastWeek;
	readonly tz: string;
	/** The newest, newest first. */
	newest: Placed[];
	readonly leave: () => void;
}

/** Nothing is kept while nobody watches: the first watcher's coming reads the last hour and the day, once. */
export const openWatching = ({ store, meter, streams, now, problem }: WatchDeps): Watching => {
	const watchers = new Set<Watcher>();
	const closing = new AbortController();
	let room: Promise<Room> | null = null;
	let place = 0;

	const tell = ({ shop, newest }: Room, events: readonly LiveEvent[]): Room["newest"] => {
		const at = now();
		shop.add(events, at);
		const placed = events.map((event, index) => ({ event, place: place + index + 1 }));
		place += events.length;
		for (const watcher of watchers) hear(watcher, placed, at);
		return [...placed.slice(-remembered).reverse(), ...newest].slice(0, remembered);
	};
	const open = async (): Promise<Room> => {
		const early: { readonly events: readonly LiveEvent[]; readonly first: number }[] = [];
		let opened: Room | null = null;
		const end = store.follow((events, first) => {
			if (opened) opened.newest = tell(opened, events);
			else early.push({ events, first });
		});
		try {
			const { time_zone: tz } = await store.settings();
			const at = now();
			const [recent, lastWeek] = await Promise.all([
				store.recent({
					hour: hourStart(at),
					near: nearStart(at),
					here: at - 2 * hereMs + 1,
					day: dayStart(tz, at),
					until: at + 1,
				}),
				openLastWeek(store, { tz, at, problem }),
			]);
			opened = { shop: openShop(recent, tz, at), lastWeek, tz, newest: placed(recent), leave: end };
			for (const { events, first } of early) {
				const unseen = events.slice(Math.max(0, recent.upto - first + 1));
				if (unseen.length > 0) opened.newest = tell(opened, unseen);
			}
			return opened;
		} catch (error) {
			end();
			throw error;
		}
	};
	const placed = ({ newest }: Recent): Room["newest"] => {
		place += newest.length;
		return newest.map((event, index) => ({ event, place: place - index }));
	};
	const enter = (): Promise<Room> => {
		if (room) return room;
		const opening = open();
		room = opening;
		opening.catch(() => {
			if (room === opening) room = null;
		});
		return opening;
	};
	const leave = (watcher: Watcher): void => {
		watchers.delete(watcher);
		if (watchers.size > 0 || !room) return;
		room.then(({ leave: end }) => end()).catch(() => undefined); // Whoever opened it met the failure.
		room = null;
	};
	const message = ({ shop, lastWeek, tz }: Room, watcher: Watcher): LiveMessage => {
		const at = now();
		const { since, received, rejected, rejectedBefore: rejected_before, duplicates, onDiskMs: on_disk_ms } = meter.lastHour();
		const shopNow = shop.read(at);
		const told: LiveMessage = {
			picture: {
				...{ at, tz, ...shopNow, last_week: lastWeek.read(at) },
				ingest: { since, received, rejected, rejected_before, duplicates, today: meter.from(shopNow.day_from), on_disk_ms },
				streams: [...streams()],
				store_problem: store.problem(),
			},
			events: watcher.waiting,
			skipped: watcher.skipped,
			behind_ms: watcher.oldest === null ? 0 : Math.max(0, at - watcher.oldest),
		};
		watcher.waiting = [];
		watcher.skipped = 0;
		watcher.oldest = null;
		return told;
	};
	return {
		close: () => closing.abort(),
		watch: async function* (filter, signal) {
			const watcher: Watcher = { filter, waiting: [], skipped: 0, oldest: null, wake: () => undefined };
			const over = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])]);
			const ended = (): void => watcher.wake();
			over.addEventListener("abort", ended, { once: true });
			watchers.add(watcher);
			try {
				const entered = await enter();
				const before = entered.newest.filter(({ event }) => passes(filter, event)).slice(0, listed);
				watcher.waiting = before.map(({ event, place: at }) => rowOf(event, at));
				watcher.skipped = 0;
				while (!over.aborted) {
					yield message(entered, watcher);
					await pause(leastMs, over);
					if (watcher.waiting.length === 0 && watcher.skipped === 0 && !over.aborted) await news(watcher, mostMs - leastMs);
				}
			} finally {
				over.removeEventListener("abort", ended);
				leave(watcher);
			}
		},
	};
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
	new Promise((resolve) => {
		if (signal.aborted) return resolve();
		const end = (): void => {
			clearTimeout(timer);
			signal.removeEventListener("abort", end);
			resolve();
		};
		const timer = setTimeout(end, ms);
		signal.addEventListener("abort", end, { once: true });
	});

/** Until something comes, at most so long. */
const news = (watcher: Watcher, ms: number): Promise<void> =>
	new Promise((resolve) => {
		const timer = setTimeout(() => watcher.wake(), ms);
		watcher.wake = () => {
			clearTimeout(timer);
			watcher.wake = () => undefined;
			resolve();
		};
	});
