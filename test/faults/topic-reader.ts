import { z } from "zod";
import { streamMessage } from "../../backend/contract/stream.js";
import { run } from "../../scripts/services/run.js";

/** What kcat, which is none of ours, reads of a topic from its start to its end. */
export interface ReadMessage {
	readonly partition: number;
	readonly key: string;
	readonly message: z.infer<typeof streamMessage>;
}

const line = z.object({ partition: z.int(), key: z.string(), payload: z.string() });
export type RawMessage = z.infer<typeof line>;

/**
 * Whatever is in it, in the order of each partition; none while the topic is not there. While messages still come there may be no end to reach:
 * then ask for the first `most` only.
 */
export const readRaw = async (brokers: string, topic: string, most?: number): Promise<RawMessage[]> => {
	const bound = most === undefined ? [] : ["-c", String(most)];
	const args = ["-b", brokers, "-t", topic, "-C", "-o", "beginning", "-e", "-q", "-J", ...bound];
	const read = await run("kcat", args, { cwd: process.cwd(), limitMs: 60_000 });
	if (/Unknown topic/.test(read.output)) return [];
	if (read.code !== 0) throw new Error(`kcat could not read ${topic}: ${read.output.slice(-1_000)}`);
	return read.output
		.split("\n")
		.filter((text) => text.startsWith("{"))
		.map((text) => line.parse(JSON.parse(text)));
};

/** Rejects for a message that is not as the contract says. */
export const readTopic = async (brokers: string, topic: string, most?: number): Promise<ReadMessage[]> =>
	(await readRaw(brokers, topic, most)).map(({ partition, key, payload }) => ({
		partition,
		key,
		message: streamMessage.parse(JSON.parse(payload)),
	}));

/** Each event once: the first of its messages. */
export const distinct = (messages: readonly ReadMessage[]): ReadMessage[] => [
	...new Map(messages.toReversed().map((one) => [`${one.message.event.source} ${one.message.metadata.event_id}`, one])).values(),
];

/** How many events of each minute, page and type; of whatever told them. */
export const byMinute = (events: readonly { ts: number; page: string | null | undefined; eventType: string }[]): Record<string, number> => {
	const counts: Record<string, number> = {};
	for (const { ts, page, eventType } of events) {
		const key = `${new Date(Math.floor(ts / 60_000) * 60_000).toISOString()} ${page ?? "-"} ${eventType}`;
		counts[key] = (counts[key] ?? 0) + 1;
	}
	return counts;
};
