import { AppError } from "../contract/errors.js";
import type { Health, StreamState } from "../contract/health.js";
import type { AggregateStore } from "../store/aggregate-port.js";
import type { EventReader, Store } from "../store/ports.js";
import type { Claim } from "./claim.js";
import type { Meter } from "./meter.js";

export interface HealthDeps {
	readonly store: Pick<EventReader, "counts"> & Pick<AggregateStore, "aggregatesOwner"> & Pick<Store, "problem" | "kind">;
	readonly meter: Meter;
	readonly claim: Pick<Claim, "problem">;
	readonly streams: () => readonly StreamState[];
	readonly now: () => number;
}

export interface HealthOf {
	/** Why the service cannot do its work now, for people; null when it can. Asks the store, so that one that is gone is seen. */
	notReady(): Promise<string | null>;
	read(): Promise<Health>;
	/** From now on it is not ready: it closes. */
	closing(): void;
}

const messageOf = (error: unknown): string => (error instanceof AppError ? error.message : "The store failed; the log tells why.");

/** What the service says of itself, for load balancers, Prometheus and the console alike. */
export const openHealth = ({ store, meter, claim, streams, now }: HealthDeps): HealthOf => {
	const startedAt = now();
	let closing = false;
	const notReady = async (): Promise<string | null> => {
		if (closing) return "The server is closing.";
		const problem = store.problem();
		// A copy that is behind is a problem to tell, and none that keeps events from being taken.
		if (problem !== null && store.kind === "mongodb" && problem.startsWith("Copying")) return null;
		if (problem !== null) return problem;
		try {
			await store.counts();
			return null;
		} catch (error) {
			return messageOf(error);
		}
	};
	return {
		closing: () => {
			closing = true;
		},
		notReady,
		read: async () => {
			const problem = await notReady();
			const counts = problem === null ? await store.counts() : null;
			const { since, received, perMinute, rejected, duplicates, onDiskMs } = meter.lastHour();
			return {
				ready: problem === null,
				problem,
				started_at: startedAt,
				now: now(),
				store: {
					kind: store.kind,
					bytes: counts?.bytes ?? null,
					events: counts?.events ?? null,
					last_received_at: counts?.lastReceivedAt ?? null,
				},
				ingest: { since, received, per_minute: perMinute, rejected, duplicates, on_disk_ms: onDiskMs },
				aggregates: { owner: counts ? await store.aggregatesOwner() : null, problem: claim.problem() },
				streams: [...streams()],
			};
		},
	};
};
