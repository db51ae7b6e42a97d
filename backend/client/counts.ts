import type { Client } from "./client.js";

/** Counts of minutes as a consumer of the topic adds them. */
interface Counts {
	readonly windowStart: number;
	readonly page: string | null;
	readonly eventType: string;
	readonly count: number;
}

interface Seen {
	readonly until: number;
	readonly ids: readonly string[];
}

interface Progress {
	readonly stream: string;
	readonly partitions: readonly {
		readonly partition: number;
		readonly from: number | null;
		readonly to: number;
		readonly seen: readonly Seen[];
	}[];
	readonly forgetBefore: number;
}

/** The store's counts, asked over the contract: what a consumer outside the server keeps its counts in. */
export const countsBy = ({ stream: ask }: Client) => ({
	/** A body has 1 MiB at most. */
	requestBytes: 800_000,
	countProgress: async (stream: string) => (await ask.progress({ stream })).partitions,
	seenIds: async (stream: string, partition: number, take: (piece: Seen) => void): Promise<void> => {
		for await (const piece of await ask.seen({ stream, partition })) take(piece);
	},
	addCounts: async (counts: readonly Counts[], { stream, partitions, forgetBefore }: Progress): Promise<void> => {
		await ask.addCounts({
			counts: counts.map(({ windowStart, page, eventType, count }) => ({ window_start: windowStart, page, event_type: eventType, count })),
			stream,
			partitions: partitions.map(({ seen, ...one }) => ({ ...one, seen: seen.map(({ until, ids }) => ({ until, ids: [...ids] })) })),
			forget_before: forgetBefore,
		});
	},
});
