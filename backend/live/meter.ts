import { minuteMs, minuteOf } from "../store/minute-counts.js";

/** What became of one request that brought events. */
export interface Ingested {
	readonly stored: number;
	readonly duplicates: number;
	readonly rejected: number;
	/** From when it was read until it was on disk, ms. */
	readonly tookMs: number;
}

/** Upper bounds of the histogram of latencies, ms. */
export const latencyBounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000] as const;

interface Tally {
	stored: number;
	duplicates: number;
	rejected: number;
	/** Requests by the first bound that they kept; the last are those past all. */
	readonly took: number[];
}

const blank = (): Tally => ({ stored: 0, duplicates: 0, rejected: 0, took: Array.from({ length: latencyBounds.length + 1 }, () => 0) });

const note = (tally: Tally, { stored, duplicates, rejected, tookMs }: Ingested): void => {
	tally.stored += stored;
	tally.duplicates += duplicates;
	tally.rejected += rejected;
	const bound = latencyBounds.findIndex((limit) => tookMs <= limit);
	const at = bound === -1 ? latencyBounds.length : bound;
	tally.took[at] = (tally.took[at] ?? 0) + 1;
};

/** The bound within which half of the requests were; null without one. */
const half = (took: readonly number[]): number | null => {
	const all = took.reduce((sum, n) => sum + n, 0);
	if (all === 0) return null;
	let within = 0;
	for (const [at, n] of took.entries()) {
		within += n;
		if (within * 2 >= all) return latencyBounds[at] ?? (latencyBounds.at(-1) as number);
	}
	return null;
};

export interface Meter {
	note(outcome: Ingested): void;
	/** Since the server started. */
	readonly total: Readonly<Pick<Tally, "stored" | "duplicates" | "rejected">>;
	/**
	 * Of the minute that runs and the 59 before, by when the requests came; `since` tells where these begin; `perMinute` of the last whole one.
	 * `rejectedBefore` is of the 60 minutes before those; null where it was not counting all that time.
	 */
	lastHour(): Readonly<{
		since: number;
		received: number;
		perMinute: number;
		rejected: number;
		rejectedBefore: number | null;
		duplicates: number;
		onDiskMs: number | null;
	}>;
	/** Of the minutes that begin at `from` or later, 26 hours ago at most; `since` tells where these begin. */
	from(from: number): Readonly<{ since: number; received: number; rejected: number }>;
}

const hourMinutes = 60;
/** A day of the clocks has 25 hours at most. */
const keptMinutes = 26 * 60;

const cameIn = ({ stored, duplicates, rejected }: Tally): number => stored + duplicates + rejected;

/** Counts what comes in, in memory: by minute for a day, and in all. */
export const openMeter = (now: () => number, onNote: (outcome: Ingested) => void = () => undefined): Meter => {
	const started = now();
	const total = blank();
	const minutes = new Map<number, Tally>();
	return {
		total,
		note: (outcome) => {
			note(total, outcome);
			const start = minuteOf(now());
			let minute = minutes.get(start);
			if (!minute) {
				minute = blank();
				minutes.set(start, minute);
				for (const old of minutes.keys()) if (old < start - (keptMinutes - 1) * minuteMs) minutes.delete(old);
			}
			note(minute, outcome);
			onNote(outcome);
		},
		lastHour: () => {
			const running = minuteOf(now());
			const from = running - (hourMinutes - 1) * minuteMs;
			const before = from - hourMinutes * minuteMs;
			let [received, perMinute, rejected, rejectedBefore, duplicates] = [0, 0, 0, 0, 0];
			const took = blank().took;
			for (const [start, minute] of minutes) {
				if (start >= before && start < from) rejectedBefore += minute.rejected;
				if (start < from) continue;
				const came = cameIn(minute);
				received += came;
				if (start === running - minuteMs) perMinute = came;
				rejected += minute.rejected;
				duplicates += minute.duplicates;
				if (start >= running - minuteMs) for (const [at, n] of minute.took.entries()) took[at] = (took[at] ?? 0) + n;
			}
			return {
				...{ since: Math.max(started, from), received, perMinute, rejected, duplicates, onDiskMs: half(took) },
				rejectedBefore: started <= before ? rejectedBefore : null,
			};
		},
		from: (asked) => {
			const first = Math.max(asked, minuteOf(now()) - (keptMinutes - 1) * minuteMs);
			let [received, rejected] = [0, 0];
			for (const [start, minute] of minutes) {
				if (start < first) continue;
				received += cameIn(minute);
				rejected += minute.rejected;
			}
			return { since: Math.max(started, first), received, rejected };
		},
	};
};
