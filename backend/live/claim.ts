import { AppError } from "../contract/errors.js";
import type { AggregateOwner } from "../contract/metrics.js";
import type { Log } from "../logging.js";
import type { AggregateStore } from "../store/aggregate-port.js";

export interface ClaimDeps {
	readonly store: Pick<AggregateStore, "aggregatesOwner" | "claimAggregates">;
	readonly owner: AggregateOwner;
	/** A command counts as the recorded owner does, whatever its own environment says. */
	readonly follow: boolean;
	readonly log: Log;
}

export interface Claim {
	/** Why the minute aggregates are not kept as they were asked for; null when they are. */
	readonly problem: () => string | null;
	readonly close: () => Promise<void>;
}

/** Between two attempts while the store is away, ms. */
const everyMs = 2_000;

const isAway = (error: unknown): boolean => error instanceof AppError && error.code === "store_unavailable";

/**
 * Claims the minute aggregates for their owner before the first event comes. Throws AppError `conflict` when another owner is recorded.
 * While a shared store is away it resolves and goes on trying; a conflict found then is told by `problem` and in the log.
 */
export const claimAggregates = async ({ store, owner, follow, log }: ClaimDeps): Promise<Claim> => {
	let problem: string | null = null;
	let timer: NodeJS.Timeout | null = null;
	let running: Promise<void> = Promise.resolve();
	let open = true;
	const claim = async (): Promise<void> => {
		await store.claimAggregates(follow ? ((await store.aggregatesOwner()) ?? owner) : owner);
		problem = null;
	};
	const again = (): void => {
		running = claim().catch((err: unknown) => {
			problem = err instanceof AppError ? err.message : "The minute aggregates could not be claimed; the log tells why.";
			if (isAway(err)) wait();
			else log.error({ err }, "the minute aggregates are not kept");
		});
	};
	const wait = (): void => {
		if (open) timer = setTimeout(again, everyMs).unref();
	};
	try {
		await claim();
	} catch (error) {
		if (!isAway(error)) throw error;
		problem = (error as AppError).message;
		wait();
	}
	return {
		problem: () => problem,
		close: async () => {
			open = false;
			if (timer) clearTimeout(timer);
			await running;
		},
	};
};
