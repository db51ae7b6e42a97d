import { AppError } from "../contract/errors.js";
import type { Rejection } from "../contract/events.js";
import type { Log } from "../logging.js";
import type { NewEvent } from "../store/event.js";
import type { EventWriter, RejectStore } from "../store/ports.js";
import { decodeNative } from "./decoders/native.js";
import { Fault, rejectionOf } from "./fault.js";
import { type EventMeta, normalise } from "./normalise.js";
import { checkSize } from "./size.js";

export interface IngestDeps {
	readonly store: EventWriter & Pick<RejectStore, "addRejects">;
	readonly log: Log;
}

export interface RequestMeta extends EventMeta {
	/** Of the whole request; events of a request that is small enough need no measuring. */
	readonly bodyBytes: number;
}

export interface IngestResult {
	readonly inserted: number;
	readonly duplicates: number;
	/** Of every event taken, new or already there, in the order sent. */
	readonly ids: string[];
	readonly rejected: Rejection[];
}

interface Judged {
	readonly events: NewEvent[];
	readonly rejected: Rejection[];
}

const judge = (raws: readonly unknown[], meta: RequestMeta): Judged => {
	const judged: Judged = { events: [], rejected: [] };
	for (const [index, raw] of raws.entries()) {
		try {
			checkSize(raw, meta.bodyBytes);
			judged.events.push(normalise(decodeNative(raw), meta));
		} catch (error) {
			if (!(error instanceof Fault)) throw error;
			judged.rejected.push(rejectionOf(error, index));
		}
	}
	return judged;
};

const excerptOf = (raw: unknown): string => (JSON.stringify(raw) ?? "").slice(0, 500);

/** The events are stored by then: what fails here is told to the log, and the sender keeps its answer. */
const keepRejects = async (
	{ store, log }: IngestDeps,
	raws: readonly unknown[],
	rejected: Rejection[],
	meta: RequestMeta,
): Promise<void> => {
	const { receivedAt, source } = meta;
	try {
		await store.addRejects(rejected.map((one) => ({ ...one, receivedAt, source, excerpt: excerptOf(raws[one.index]) })));
	} catch (err) {
		log.error({ err, rejected: rejected.length }, "rejected events could not be kept");
	}
};

/**
 * Judges, stores and counts. One bad event never sinks its batch. When the promise resolves, every event counted is on
 * disk. Rejects as the store does: `overloaded`, `disk_full`, `store_unavailable`.
 */
export const ingestEvents = async (deps: IngestDeps, raws: readonly unknown[], meta: RequestMeta): Promise<IngestResult> => {
	const { events, rejected } = judge(raws, meta);
	const stored = events.length === 0 ? [] : (await deps.store.append(events)).inserted;
	if (rejected.length > 0) await keepRejects(deps, raws, rejected, meta);
	const inserted = stored.reduce((count, isNew) => count + (isNew ? 1 : 0), 0);
	return { inserted, duplicates: events.length - inserted, ids: events.map(({ eventId }) => eventId), rejected };
};

/** One event: its id, or an AppError `invalid` (`too_large` past 32 KB) that tells what to mend. */
export const ingestOne = async (deps: IngestDeps, raw: unknown, meta: RequestMeta): Promise<string> => {
	const { ids, rejected } = await ingestEvents(deps, [raw], meta);
	const [id] = ids;
	if (id !== undefined) return id;
	const { path = "", code, message = "", fix = "" } = rejected[0] ?? {};
	throw new AppError(
		code === "too_large" ? "too_large" : "invalid",
		`The event was not taken. ${path ? `\`${path}\`: ` : ""}${message}. ${fix}`,
		{
			path,
			code,
			fix,
		},
	);
};
