import type { CleanupProgress } from "../contract/cleanup.js";
import type { OnEvents } from "../store/noise-port.js";

export type Tell = (progress: Omit<CleanupProgress, "type">) => void;

/** Where the work is: `done` of `total` steps. */
interface Step {
	readonly done: number;
	readonly total: number;
	readonly doing: string;
	/** 0 to 1, of the step that is being done. */
	readonly within?: number;
}

/** Less than this, in ms, tells no rate. */
const leastMs = 300;

/**
 * Progress of one part of the work, whose pace is the mean since it began: steps are uneven, and a few seconds of them tell little.
 * Without events the part has no rate.
 */
export const openTeller = (tell: Tell, now: () => number) => {
	const startedAt = now();
	return ({ done, total, doing, within = 0 }: Step, events = 0, expected = 0): void => {
		const passed = now() - startedAt;
		const rate = passed < leastMs || events === 0 ? null : (events / passed) * 1000;
		tell({
			done,
			total,
			doing,
			share: Math.min(1, (done + within) / total),
			events,
			expected_events: expected,
			rate,
			left_ms: rate === null ? null : Math.round(((expected - events) / rate) * 1000),
		});
	};
};

/** A change waits until the tables that reports read know all that came and changed before; after a change of millions that takes its time. */
export const upToDate = "Counting what came before";

/** For what a store tells of one step. */
export const eventsOf = (step: Step, tell: Tell, now: () => number): OnEvents => {
	const told = openTeller(tell, now);
	return (done, total) => told({ ...step, within: total === 0 ? 0 : done / total }, done, total);
};
