import { mostAggregates } from "../contract/metrics.js";
import { os } from "../operations.js";
import type { AggregateStore } from "../store/aggregate-port.js";
import { minuteMs, minuteOf } from "../store/minute-counts.js";

export interface MetricsDeps {
	readonly store: Pick<AggregateStore, "aggregates" | "aggregatesOwner" | "handAggregates">;
	readonly now: () => number;
}

const utc = (ts: number): string => new Date(ts).toISOString();

/** The operations of backend/contract/metrics.ts. The minute that runs is among those asked for; later ones (clocks that go ahead) are not. */
export const metricsRouter = ({ store, now }: MetricsDeps) => ({
	aggregates: os.metrics.aggregates.handler(async ({ input: { minutes } }) => {
		const to = minuteOf(now()) + minuteMs;
		const found = await store.aggregates({ from: to - minutes * minuteMs, to, limit: mostAggregates + 1 });
		const complete = found.length <= mostAggregates;
		// The oldest minute of those that were left out in part goes whole, so that what is told of a minute is all of it.
		const oldest = found.at(-1)?.windowStart;
		const kept = complete ? found : found.filter(({ windowStart }) => windowStart !== oldest);
		const items = kept.map(({ windowStart, page, eventType, count }) => ({
			window_start: utc(windowStart),
			window_end: utc(windowStart + minuteMs),
			page,
			event_type: eventType,
			count,
		}));
		items.sort((a, b) => (a.window_start < b.window_start ? -1 : a.window_start > b.window_start ? 1 : 0));
		return { items, owner: await store.aggregatesOwner(), complete };
	}),
	handOver: os.metrics.handOver.handler(async ({ input: { owner } }) => {
		await store.handAggregates(owner);
		return { owner };
	}),
});
