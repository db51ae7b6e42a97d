import { setTimeout as sleep, setImmediate as turn } from "node:timers/promises";
import { AppError } from "../contract/errors.js";
import type { SeedIngest } from "./deps.js";
import { source } from "./event.js";
import type { Generation } from "./generate.js";
import type { Sending } from "./sending.js";

/** Lots that may wait for their commit while the next ones are made: enough to share a sync, few enough to hold. */
const mostWaiting = 4;

export interface Written {
	readonly events: number;
	readonly added: number;
	readonly day: number;
	readonly visitors: number;
	readonly orders: number;
}

interface WriteOptions {
	readonly signal: AbortSignal;
	readonly onStored: (written: Written) => void;
	readonly onWritten: (written: Written) => Promise<void>;
}

const cancelled = (): AppError => new AppError("cancelled", "The run was cancelled.");

/** Waits where the store asks to; other writers go on meanwhile. */
const patiently = async <T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> => {
	for (let wait = 50; ; wait = Math.min(wait * 2, 2_000)) {
		try {
			return await work();
		} catch (cause) {
			if (!(cause instanceof AppError) || cause.code !== "overloaded" || signal.aborted) throw cause;
			await sleep(wait);
		}
	}
};

/** A visit as its browser's request would bring it: the way in that all events take, with its checks. */
const send = async (ingest: SeedIngest, { at, peer, userAgent, events }: Sending): Promise<number> => {
	ingest.receivedAt = at;
	const { inserted, rejected } = await ingest.batch(events, { peer, userAgent, bodyBytes: 0, source, vouchedUser: "all" });
	if (rejected[0]) throw new Error(`A seeded event was refused: ${rejected[0].path} ${rejected[0].message}`);
	return inserted;
};

const sendLot = async (ingest: SeedIngest, lot: readonly Sending[], signal: AbortSignal): Promise<number> => {
	const inserted = await Promise.all(lot.map((sending) => patiently(() => send(ingest, sending), signal)));
	return inserted.reduce((sum, one) => sum + one, 0);
};

/**
 * Writes a generation through the way in, lot by lot; resolves when the last event is on disk. What was written before an abort or a
 * failure stays: nothing of it is still under way when the promise rejects. `onStored` hears of every lot that the store took whole,
 * also of those that it takes after an abort.
 */
export const writeAll = async (
	ingest: SeedIngest,
	generation: Generation,
	{ signal, onStored, onWritten }: WriteOptions,
): Promise<Written> => {
	let written: Written = { events: 0, added: 0, day: 0, visitors: 0, orders: 0 };
	const waiting: Promise<void>[] = [];
	try {
		for (const lot of generation.lots()) {
			if (signal.aborted) throw cancelled();
			const events = lot.reduce((sum, one) => sum + one.events.length, 0);
			const day = lot.at(-1)?.day ?? 0;
			const { visitors, orders } = generation.tally.counts();
			waiting.push(
				sendLot(ingest, lot, signal).then((added) => {
					written = { events: written.events + events, added: written.added + added, day, visitors, orders };
					onStored(written);
				}),
			);
			waiting.at(-1)?.catch(() => undefined);
			if (waiting.length >= mostWaiting) await waiting.shift();
			await onWritten(written);
			await turn();
		}
		await Promise.all(waiting);
		if (signal.aborted) throw cancelled();
		return written;
	} finally {
		await Promise.allSettled(waiting);
	}
};
