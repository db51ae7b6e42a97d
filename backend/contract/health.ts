import { z } from "zod";
import { aggregateOwner } from "./metrics.js";

/** Of a part of the way that is not ingest itself, such as the forwarder to Kafka. */
export const streamState = z.object({
	name: z.enum(["forwarder", "consumer", "spark"]),
	runs: z
		.enum(["here", "elsewhere", "nowhere"])
		.describe("In this server; as a process of its own, which alone knows how far it is; or not at all"),
	behind: z.int().nullable().describe("Events still to come through it; null while it cannot be told"),
	catches_up_ms: z.int().nullable().describe("At the pace of late; null while it does not move"),
	problem: z.string().nullable(),
});
export type StreamState = z.infer<typeof streamState>;

/** What the service says of itself. Times are epoch milliseconds; no address, name or content of anybody is in it. */
export const health = z.object({
	ready: z.boolean(),
	problem: z.string().nullable().describe("Why it is not ready, for people"),
	started_at: z.int(),
	now: z.int(),
	store: z.object({
		kind: z.enum(["embedded", "mongodb"]),
		bytes: z.int().nullable().describe("Null while the store does not answer, like its other figures"),
		events: z.int().nullable(),
		last_received_at: z.int().nullable(),
	}),
	ingest: z.object({
		since: z.int().describe("These begin here: an hour ago, or when the server started"),
		received: z.int(),
		per_minute: z.int().describe("Of these, those that came in the last whole minute"),
		rejected: z.int(),
		duplicates: z.int(),
		on_disk_ms: z.number().nullable().describe("Half of the requests of the last minute were on disk within so many milliseconds"),
	}),
	aggregates: z.object({ owner: aggregateOwner.nullable(), problem: z.string().nullable() }),
	streams: z.array(streamState),
});
export type Health = z.infer<typeof health>;
