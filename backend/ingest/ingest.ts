import { AppError } from "../contract/errors.js";
import type { Rejection } from "../contract/events.js";
import type { Log } from "../logging.js";
import type { NewEvent } from "../store/event.js";
import type { EventWriter, RejectStore, SettingsStore } from "../store/ports.js";
import { decodeNative } from "./decoders/native.js";
import { Fault, rejectionOf } from "./fault.js";
import { openAddressHash } from "./ip-hash.js";
import { type EventMeta, normalise } from "./normalise.js";
import { checkSize, isTooDeep } from "./size.js";

export interface IngestDeps {
	readonly store: EventWriter & Pick<RejectStore, "addRejects"> & Pick<SettingsStore, "secret">;
	readonly log: Log;
	readonly now: () => number;
}

/** What a border knows of a request that brings events. */
export interface IngestRequest {
	/** The sender's address; hashed here, kept nowhere. */
	readonly peer: string | null;
	readonly userAgent: string | null;
	/** Of the whole body; events of a body that is small enough need no measuring. */
	readonly bodyBytes: number;
	readonly sentAt?: EventMeta["sentAt"];
	readonly vouchedUser?: EventMeta["vouchedUser"];
}

interface Meta extends EventMeta {
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

const judge = (raws: readonly unknown[], meta: Meta): Judged => {
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

const excerptOf = (raw: unknown): string => (isTooDeep(raw) ? "(nested too deep to be shown)" : (JSON.stringify(raw) ?? "").slice(0, 500));

/** The events are stored by then: what fails here is told to the log, and the sender keeps its answer. */
const keepRejects = async ({ store, log }: IngestDeps, raws: readonly unknown[], rejected: Rejection[], meta: Meta): Promise<void> => {
	const { receivedAt, source } = meta;
	try {
		await store.addRejects(rejected.map((one) => ({ ...one, receivedAt, source, excerpt: excerptOf(raws[one.index]) })));
	} catch (err) {
		log.error({ err, rejected: rejected.length }, "rejected events could not be kept");
	}
};

const ingest = async (deps: IngestDeps, raws: readonly unknown[], meta: Meta): Promise<IngestResult> => {
	const { events, rejected } = judge(raws, meta);
	const stored = events.length === 0 ? [] : (await deps.store.append(events)).inserted;
	if (rejected.length > 0) await keepRejects(deps, raws, rejected, meta);
	const inserted = stored.reduce((count, isNew) => count + (isNew ? 1 : 0), 0);
	return { inserted, duplicates: events.length - inserted, ids: events.map(({ eventId }) => eventId), rejected };
};

const refusalOf = ({ path, code, message, fix }: Rejection): AppError =>
	new AppError(
		code === "too_large" ? "too_large" : "invalid",
		`The event was not taken. ${path ? `\`${path}\`: ` : ""}${message}. ${fix}`,
		{
			path,
			code,
			fix,
		},
	);

export interface Ingest {
	/**
	 * Judges, stores and counts. One bad event never sinks its batch. When the promise resolves, every event counted is on
	 * disk. Rejects as the store does: `overloaded`, `disk_full`, `store_unavailable`.
	 */
	batch(raws: readonly unknown[], request: IngestRequest): Promise<IngestResult>;
	/** One event: its id; rejects with `invalid` (`too_large` past 32 KB), which tells what to mend. */
	one(raw: unknown, request: IngestRequest): Promise<string>;
}

/** The way in of events that come as JSON over the network. */
export const openIngest = async (deps: IngestDeps): Promise<Ingest> => {
	const hash = openAddressHash(await deps.store.secret());
	const metaOf = ({ peer, ...request }: IngestRequest): Meta => ({
		...request,
		receivedAt: deps.now(),
		source: "api",
		addresses: peer === null ? null : hash(peer),
	});
	const batch: Ingest["batch"] = (raws, request) => ingest(deps, raws, metaOf(request));
	return {
		batch,
		one: async (raw, request) => {
			const { ids, rejected } = await batch([raw], request);
			if (rejected[0]) throw refusalOf(rejected[0]);
			return ids[0] as string;
		},
	};
};
