import type { AggregateOwner } from "../contract/metrics.js";

/** How many events of a type were accepted on a page in a minute, before the noise filter. */
export interface MinuteCount {
	/** First millisecond of the minute, epoch ms UTC. */
	readonly windowStart: number;
	/** As `pageName` names it; null for events without one. */
	readonly page: string | null;
	readonly eventType: string;
	/** At least 1. */
	readonly count: number;
}

/** Ids of messages that were counted, to drop those that come again. */
export interface SeenIds {
	/** Epoch ms until which they may come again. */
	readonly until: number;
	/** In texts of the counter's own making, each of 1,024 characters at most; one may hold many ids. */
	readonly ids: readonly string[];
}

export interface PartitionProgress {
	readonly partition: number;
	/** Where what was counted before ends: the offset that `countProgress` told, null where it told none. */
	readonly from: number | null;
	/** The next offset to read once these counts are kept. */
	readonly to: number;
	readonly seen: readonly SeenIds[];
}

export interface CountProgress {
	/** What the offsets belong to, such as the name of a topic. */
	readonly stream: string;
	/** One per partition that the counts came from. */
	readonly partitions: readonly PartitionProgress[];
	/** Ids whose `until` is before this are forgotten, epoch ms. */
	readonly forgetBefore: number;
}

/** Bounds of one `addCounts`. */
export const mostCounts = 20_000;
export const mostSeen = 100_000;

/** Minute aggregates. Promised as ports.ts promises, and proven in test/stores/ like those. */
export interface AggregateStore {
	/**
	 * Records who counts; by the recorded one again it changes nothing. Rejects with AppError `conflict`, naming the recorded one, when that
	 * is another, also when two calls race; with `unsupported` for `spark` where the store is not MongoDB. Claimed by `ingest` the store
	 * counts by itself each event that it stores, once: those stored before the first claim too, and those that are deleted later.
	 */
	claimAggregates(owner: AggregateOwner): Promise<void>;
	/** Who counts; null before the first claim. */
	aggregatesOwner(): Promise<AggregateOwner | null>;
	/**
	 * Forgets all counts, offsets and ids and records this owner. By `ingest` they are then counted from the events that are stored. Nobody
	 * may count meanwhile: this is for a person who changes over.
	 */
	handAggregates(owner: AggregateOwner): Promise<void>;
	/**
	 * Adds counts and keeps where they end, both or neither: of two calls with the same `from` of a partition one is kept and the other
	 * rejects with AppError `conflict`, and so does any whose `from` is not where the partition's counts end, or whose `to` is before it.
	 * Rejected otherwise (`store_unavailable`) it may have been kept: `countProgress` tells. Rejects with `conflict` unless `consumer` has
	 * claimed the counts, and with `too_large` over 20,000 counts or 100,000 texts of ids.
	 */
	addCounts(counts: readonly MinuteCount[], progress: CountProgress): Promise<void>;
	/** Where the counts of each partition end, by partition; none where nothing was counted. */
	countProgress(stream: string): Promise<{ readonly partition: number; readonly offset: number }[]>;
	/** Gives the ids that were kept with counts of this partition and are not forgotten, in pieces. */
	seenIds(stream: string, partition: number, take: (piece: SeenIds) => void): Promise<void>;
	/**
	 * The counts of minutes that begin in [from, to), epoch ms, one per minute, page and type: newest minute first, then by count
	 * descending, then by type and page, no page first. At most `limit`; the oldest are left out. After `append` resolves, `ingest`'s
	 * counts have its events.
	 */
	aggregates(range: { readonly from: number; readonly to: number; readonly limit: number }): Promise<MinuteCount[]>;
}
