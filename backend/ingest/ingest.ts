import { AppError } from "../contract/errors.js";
import type { Rejection } from "../contract/events.js";
import { lazily } from "../lazily.js";
import type { Log } from "../logging.js";
import type { NewEvent } from "../store/event.js";
import type { EventWriter, RejectStore, SettingsStore } from "../store/ports.js";
import { decodeNative } from "./decoders/native.js";
import type { Wire } from "./decoders/wire.js";
import { Fault, rejectionOf } from "./fault.js";
import type { Feed } from "./feed.js";
import { type AddressHashes, openAddressHash } from "./ip-hash.js";
import { type EventMeta, normalise } from "./normalise.js";
import { checkSize, isTooDeep } from "./size.js";

export interface IngestDeps {
	readonly store: EventWriter & Pick<RejectStore, "addRejects"> & Pick<SettingsStore, "secret">;
	readonly log: Log;
	readonly now: () => number;
	/** Hears what became of every event. */
	readonly feed: Feed;
	/** Hears what became of each request, and how long it took from reading it to having it on disk. */
	readonly onIngested?: (outcome: {
		readonly stored: number;
		readonly duplicates: number;
		readonly rejected: number;
		readonly tookMs: number;
	}) => void;
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
	/** The id of the write key it came with. */
	readonly writeKey?: string | null;
	/** Of events that name no source; `api` when not given. */
	readonly source?: string;
	readonly onlySource?: boolean;
	/** How events that are not in our own form are read. */
	readonly wire?: Wire;
	/** False where somebody else tells of orders, so that none is made up. */
	readonly tellsOrders?: boolean;
	/** Events may tell their visitor's address: only of a shop's own server. */
	readonly trustsAddresses?: boolean;
}

interface Meta extends EventMeta {
	readonly tellsOrders?: boolean | undefined;
	readonly bodyBytes: number;
	readonly wire?: Wire | undefined;
	readonly addressOf: (told: string | undefined) => AddressHashes | null;
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

/** A fault of the decoded event is told under the client's own name of the field. */
const ofWire = (raw: unknown, meta: Meta, wire: Wire): NewEvent => {
	const { input, actionName, ip } = wire.decode(raw, meta.receivedAt);
	try {
		return normalise(decodeNative(input), { ...meta, actionName, addresses: meta.addressOf(ip) });
	} catch (error) {
		if (!(error instanceof Fault)) throw error;
		const { code, path, message, fix } = error;
		throw new Fault({ code, path: wire.fields[path] ?? path, message, fix });
	}
};

const checkOrder = ({ action, eventType }: NewEvent, { tellsOrders = true }: Meta): void => {
	if (tellsOrders || !action?.startsWith("order_")) return;
	throw new Fault({
		code: "invalid",
		path: "event_type",
		message: `The demo shop's server tells of orders itself, and a page sent ${eventType.slice(0, 60)}`,
		fix: "Place the order by POST /api/orders; it is priced and told there.",
	});
};

const judge = (raws: readonly unknown[], meta: Meta): Judged => {
	const judged: Judged = { events: [], rejected: [] };
	for (const [index, raw] of raws.entries()) {
		try {
			checkSize(raw, meta.bodyBytes);
			const event = meta.wire ? ofWire(raw, meta, meta.wire) : normalise(decodeNative(raw), meta);
			checkOrder(event, meta);
			judged.events.push(event);
		} catch (error) {
			if (!(error instanceof Fault)) throw error;
			judged.rejected.push(rejectionOf(error, index));
		}
	}
	return judged;
};

const excerptOf = (raw: unknown): string => (isTooDeep(raw) ? "(nested too deep to be shown)" : (JSON.stringify(raw) ?? "").slice(0, 500));

type Refused = Rejection & { readonly excerpt: string };

/** The events are stored by then: what fails here is told to the log, and the sender keeps its answer. */
const keepRejects = async ({ store, log }: IngestDeps, rejected: readonly Refused[], { receivedAt, source }: Meta): Promise<void> => {
	try {
		await store.addRejects(rejected.map((one) => ({ ...one, receivedAt, source })));
	} catch (err) {
		log.error({ err, rejected: rejected.length }, "rejected events could not be kept");
	}
};

const ingest = async (deps: IngestDeps, raws: readonly unknown[], meta: Meta): Promise<IngestResult> => {
	const { events, rejected } = judge(raws, meta);
	const stored = events.length === 0 ? [] : (await deps.store.append(events)).inserted;
	const refused = rejected.map((one) => ({ ...one, excerpt: excerptOf(raws[one.index]) }));
	if (refused.length > 0) await keepRejects(deps, refused, meta);
	deps.feed.tell({ receivedAt: meta.receivedAt, source: meta.source, keyId: meta.writeKey ?? null, events, stored, rejected: refused });
	const inserted = stored.reduce((count, isNew) => count + (isNew ? 1 : 0), 0);
	const duplicates = events.length - inserted;
	deps.onIngested?.({ stored: inserted, duplicates, rejected: rejected.length, tookMs: deps.now() - meta.receivedAt });
	return { inserted, duplicates, ids: events.map(({ eventId }) => eventId), rejected };
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
export const openIngest = (deps: IngestDeps): Ingest => {
	/** Asked for when it is needed first: a shared store may be away when the program starts. */
	const hashing = lazily(async () => openAddressHash(await deps.store.secret()));
	const metaOf = (
		{ peer, trustsAddresses = false, source = "api", ...request }: IngestRequest,
		hash: ReturnType<typeof openAddressHash>,
	): Meta => {
		const hashed = (address: string | null | undefined): AddressHashes | null => (address ? hash(address) : null);
		return {
			...request,
			receivedAt: deps.now(),
			source,
			addresses: hashed(trustsAddresses ? null : peer),
			addressOf: (told) => hashed(trustsAddresses ? told : peer),
		};
	};
	const batch: Ingest["batch"] = async (raws, request) => ingest(deps, raws, metaOf(request, await hashing()));
	return {
		batch,
		one: async (raw, request) => {
			const { ids, rejected } = await batch([raw], request);
			if (rejected[0]) throw refusalOf(rejected[0]);
			return ids[0] as string;
		},
	};
};
