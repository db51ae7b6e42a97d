import { os } from "../operations.js";
import type { AggregateStore } from "../store/aggregate-port.js";

export interface CountingDeps {
	readonly store: Pick<AggregateStore, "addCounts" | "countProgress" | "seenIds">;
}

/** Pieces that wait to be sent while the store gives more. */
const pieces = async function* (read: (take: (piece: { until: number; ids: readonly string[] }) => void) => Promise<void>) {
	const all: { until: number; ids: string[] }[] = [];
	await read(({ until, ids }) => all.push({ until, ids: [...ids] }));
	yield* all;
};

/** The operations of contract `stream`: a consumer elsewhere keeps its counts here. */
export const countingRouter = ({ store }: CountingDeps) => ({
	progress: os.stream.progress.handler(async ({ input }) => ({ partitions: await store.countProgress(input.stream) })),
	seen: os.stream.seen.handler(async function* ({ input }) {
		yield* pieces((take) => store.seenIds(input.stream, input.partition, take));
	}),
	addCounts: os.stream.addCounts.handler(async ({ input: { counts, stream, partitions, forget_before: forgetBefore } }) => {
		await store.addCounts(
			counts.map(({ window_start: windowStart, page, event_type: eventType, count }) => ({ windowStart, page, eventType, count })),
			{ stream, partitions, forgetBefore },
		);
		return { added: counts.length };
	}),
});
