import type { StreamState } from "../backend/contract/health.js";
import type { AggregateOwner } from "../backend/contract/metrics.js";
import type { EventLog, ForwardCursors } from "../backend/store/forward-port.js";
import { type Aggregator, type CountStore, openAggregator } from "./aggregator.js";
import type { KafkaSettings, Tell } from "./connection.js";
import { type Forwarder, openForwarder } from "./forwarder.js";
import { openStates } from "./states.js";

export type { Aggregator } from "./aggregator.js";

export interface StreamSettings extends KafkaSettings {
	readonly topic: string;
	readonly group: string;
	readonly latenessMs: number;
	readonly consumer: "server" | "command";
}

export interface Streams {
	/** For health and the live view. */
	states(): StreamState[];
	close(): Promise<void>;
}

export interface StreamsOptions {
	/** Null: Kafka is not configured, and nothing runs. */
	readonly kafka: StreamSettings | null;
	readonly owner: AggregateOwner;
	readonly store: EventLog & ForwardCursors & CountStore;
	readonly now: () => number;
	readonly tell: Tell;
}

/** A consumer alone, which keeps its counts in `store` wherever that is. */
export const openConsumer = (
	kafka: StreamSettings,
	deps: { readonly store: CountStore; readonly now: () => number; readonly tell: Tell },
): Aggregator => openAggregator({ ...deps, kafka, topic: kafka.topic, group: kafka.group, latenessMs: kafka.latenessMs });

/** What a server does with Kafka: it forwards, and counts where it is asked to. Kafka's being away hinders nobody. */
export const openStreams = ({ kafka, owner, store, now, tell }: StreamsOptions): Streams => {
	const forwarder: Forwarder | null = kafka && openForwarder({ store, kafka, topic: kafka.topic, now, tell });
	const consumer: Aggregator | null =
		kafka && owner === "consumer" && kafka.consumer === "server" ? openConsumer(kafka, { store, now, tell }) : null;
	const states = openStates(now);
	return {
		states: () => states({ forwarder: forwarder?.status() ?? null, consumer: consumer?.status() ?? null }),
		close: async () => {
			await Promise.all([forwarder?.close(), consumer?.close()]);
		},
	};
};
