import type { StreamState } from "../backend/contract/health.js";
import type { AggregateOwner } from "../backend/contract/metrics.js";
import type { EventLog, ForwardCursors } from "../backend/store/forward-port.js";
import type { Aggregator, CountStore } from "./aggregator.js";
import type { KafkaSettings, Tell } from "./connection.js";
import type { Forwarder } from "./forwarder.js";
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
export const openConsumer = async (
	kafka: StreamSettings,
	deps: { readonly store: CountStore; readonly now: () => number; readonly tell: Tell },
): Promise<Aggregator> => {
	const { openAggregator } = await import("./aggregator.js");
	return openAggregator({ ...deps, kafka, topic: kafka.topic, group: kafka.group, latenessMs: kafka.latenessMs });
};

const forwarderTo = async (kafka: StreamSettings, deps: Pick<StreamsOptions, "store" | "now" | "tell">): Promise<Forwarder> => {
	const { openForwarder } = await import("./forwarder.js");
	return openForwarder({ ...deps, kafka, topic: kafka.topic });
};

const countsElsewhere = (kafka: StreamSettings | null, owner: AggregateOwner): "consumer" | "spark" | null => {
	if (owner === "spark") return "spark";
	return owner === "consumer" && kafka?.consumer !== "server" ? "consumer" : null;
};

/**
 * What a server does with Kafka: it forwards, and counts where it is asked to. Kafka's being away hinders nobody. Kafka's client is read
 * where there is a Kafka alone: it is a fifth of the program, and would be read at every start.
 */
export const openStreams = async ({ kafka, owner, store, now, tell }: StreamsOptions): Promise<Streams> => {
	const counts = owner === "consumer" && kafka?.consumer === "server";
	const forwarder = kafka && (await forwarderTo(kafka, { store, now, tell }));
	const consumer = kafka && counts ? await openConsumer(kafka, { store, now, tell }) : null;
	const states = openStates(now, countsElsewhere(kafka, owner));
	return {
		states: () => states({ forwarder: forwarder?.status() ?? null, consumer: consumer?.status() ?? null }),
		close: async () => {
			await Promise.all([forwarder?.close(), consumer?.close()]);
		},
	};
};
