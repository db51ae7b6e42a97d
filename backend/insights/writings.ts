import { AppError } from "../contract/errors.js";
import type { InsightProgress } from "../contract/insight-text.js";
import type { InsightMessage } from "../contract/insights.js";
import type { Log } from "../logging.js";

/** Writes and keeps the text of one analysis; stops with `cancelled` once the signal aborts. */
export type Work = (signal: AbortSignal) => AsyncGenerator<InsightMessage, void>;

/**
 * Texts that are being written, at most one for each analysis. They go on whoever follows them or leaves: what a model is paid for is
 * not thrown away by a click elsewhere.
 */
export interface Writings {
	/** Begins, where none goes on for that analysis. */
	begin(id: string, work: Work): void;
	/**
	 * Tells how far it is, the newest alone for who is slow, and ends with `done`; rejects as the writing does. Nothing where none goes
	 * on, but for a failure that nobody was there to hear. Ending the iteration leaves the writing as it is.
	 */
	follow(id: string, signal: AbortSignal | undefined): AsyncGenerator<InsightMessage, void>;
	/** Stops it; false where none goes on. */
	cancel(id: string): boolean;
	/** Stops all, and waits for their ends. Call it before the store closes. */
	close(): Promise<void>;
}

interface Going {
	readonly control: AbortController;
	/** Resolves once it is over, whichever way. */
	ended: Promise<void>;
	latest: InsightMessage | null;
	/** What was told last, or that it is over, is newer than what this promise was taken for. */
	changed: Promise<void>;
	change: () => void;
	over: boolean;
	failure: Error | null;
	followers: number;
}

const beginning: InsightProgress = { type: "insights", step: "asking", section: null, characters: 0 };

const rearm = (going: Going): void => {
	going.changed = new Promise((resolve) => {
		going.change = resolve;
	});
};

const tell = (going: Going): void => {
	const { change } = going;
	rearm(going);
	change();
};

const isCancelled = (error: unknown): boolean => error instanceof AppError && error.code === "cancelled";

/** Resolves when the reader leaves: a wait for news must not hold it. */
const leaving = (signal: AbortSignal | undefined): Promise<void> =>
	new Promise((resolve) => {
		if (signal?.aborted) resolve();
		else signal?.addEventListener("abort", () => resolve(), { once: true });
	});

async function* hear(going: Going, signal: AbortSignal | undefined): AsyncGenerator<InsightMessage, void> {
	const left = leaving(signal);
	let told: InsightMessage | null = null;
	going.followers += 1;
	try {
		while (!signal?.aborted) {
			const { latest, changed, over } = going;
			if (latest !== null && latest !== told) {
				told = latest;
				yield latest;
			} else if (over) {
				if (going.failure) throw going.failure;
				return;
			} else {
				await Promise.race([changed, left]);
			}
		}
	} finally {
		going.followers -= 1;
	}
}

export const openWritings = (log: Log): Writings => {
	const all = new Map<string, Going>();
	/** Failures of writings that nobody followed to their end, until the next one of that analysis. */
	const unheard = new Map<string, Error>();

	const run = async (id: string, going: Going, work: Work): Promise<void> => {
		try {
			for await (const message of work(going.control.signal)) {
				going.latest = message;
				tell(going);
			}
		} catch (cause) {
			const error = cause instanceof Error ? cause : new Error(String(cause));
			going.failure = error;
			if (going.followers === 0 && !isCancelled(error)) {
				unheard.set(id, error);
				log.warn({ err: error, analysis: id }, "The text of an analysis was not written, and nobody was there to be told");
			}
		} finally {
			going.over = true;
			all.delete(id);
			tell(going);
		}
	};

	return {
		begin: (id, work) => {
			if (all.has(id)) return;
			unheard.delete(id);
			const going: Going = {
				...{ control: new AbortController(), latest: beginning, over: false, failure: null, followers: 0 },
				...{ ended: Promise.resolve(), changed: Promise.resolve(), change: () => undefined },
			};
			rearm(going);
			all.set(id, going);
			going.ended = run(id, going, work);
		},
		follow: async function* (id, signal) {
			const going = all.get(id);
			const failure = unheard.get(id);
			if (going) yield* hear(going, signal);
			else if (failure) throw failure;
		},
		cancel: (id) => {
			const going = all.get(id);
			going?.control.abort();
			return going !== undefined;
		},
		close: async () => {
			const ends = [...all.values()].map(({ control, ended }) => {
				control.abort();
				return ended;
			});
			await Promise.all(ends);
		},
	};
};
