import type { Log } from "../logging.js";
import type { ProductSightReader } from "../store/recommendation-ports.js";
import { openFinder } from "./neighbours.js";
import { bounds } from "./parameters.js";
import { openSessionIndex } from "./session-index.js";

/** The index over what is stored, as far as it was read. */
export interface Reading {
	readonly index: ReturnType<typeof openSessionIndex>;
	readonly find: ReturnType<typeof openFinder>;
	/** The number of the newest event that was read, and of the newest stored when that was asked last. */
	readonly seq: number;
	readonly newest: number;
}

export interface LiveIndex {
	/**
	 * Reads what came since, then gives the index: what was acknowledged before the call is in it. After `patience` ms it gives what there
	 * is, and reads on; `newest > seq` then. Rejects as the store does.
	 */
	fresh(patience: number): Promise<Reading>;
	/** Resolves when nothing reads any more. */
	close(): Promise<void>;
}

interface Growing {
	readonly index: Reading["index"];
	readonly find: Reading["find"];
	readonly edits: number;
	seq: number;
	newest: number;
}

/** Events of one step: few enough that taking them in holds the thread for some 10 ms. */
const step = 4_000;

const pollMs = 5_000;

const started = async (store: ProductSightReader): Promise<Growing> => {
	const edits = store.edits();
	const { newest } = await store.productSights({ after: 0, limit: 0 });
	const index = openSessionIndex();
	return { index, find: openFinder(index), edits, seq: Math.max(0, newest - bounds.eventsRead), newest };
};

/**
 * Follows the store: reads it once from the newest events that are held, in steps between which everything else goes on, then what is
 * new. When events were flagged, unflagged or removed it reads all anew beside, and changes over when that is done. It is made again from the
 * store at each start, so nothing of it is kept on disk.
 */
export const openLiveIndex = ({ store, log }: { readonly store: ProductSightReader; readonly log: Log }): LiveIndex => {
	let current: Growing | null = null;
	let running: Promise<void> | null = null;
	let queued: Promise<void> | null = null;
	let closed = false;

	const grow = async (growing: Growing): Promise<void> => {
		for (let more = true; more && !closed; ) {
			const { sights, upto, newest } = await store.productSights({ after: growing.seq, limit: step });
			growing.index.take(sights);
			growing.seq = upto;
			growing.newest = newest;
			more = upto < newest;
			await new Promise<void>((others) => setImmediate(others));
		}
	};
	const catchUp = async (): Promise<void> => {
		do {
			const growing = current?.edits === store.edits() ? current : await started(store);
			current ??= growing;
			await grow(growing);
			current = growing;
		} while (!closed && current.edits !== store.edits());
	};
	const run = (): Promise<void> => {
		running = catchUp().finally(() => {
			running = null;
		});
		return running;
	};
	/** What came while a reading ran may have come after it looked: those who ask meanwhile share the next one. */
	const read = (): Promise<void> => {
		if (!running) return run();
		queued ??= running
			.catch(() => undefined) // Told to those who asked for it.
			.then(() => {
				queued = null;
				return run();
			});
		return queued;
	};
	const inBackground = (): void => {
		if (closed || running) return;
		run().catch((err: unknown) => {
			if (!closed) log.error({ err }, "Recommendations could not read the newest events; they try again");
		});
	};
	const timer = setInterval(inBackground, pollMs).unref();
	inBackground();
	return {
		fresh: async (patience) => {
			const reading = read();
			let timeout: NodeJS.Timeout | undefined;
			const enough = new Promise<void>((resolve) => {
				timeout = setTimeout(resolve, patience);
			});
			try {
				await Promise.race([reading, enough]);
			} finally {
				clearTimeout(timeout);
			}
			reading.catch(() => undefined); // Lost the race: the next one who asks meets the failure.
			if (!current) current = await started(store);
			return current;
		},
		close: async () => {
			closed = true;
			clearInterval(timer);
			await queued?.catch(() => undefined); // Closing is no time to tell it.
			await running?.catch(() => undefined);
		},
	};
};
