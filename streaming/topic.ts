import type { Admin, ConfigResourceTypes } from "kafkajs";
import { AppError } from "../backend/contract/errors.js";
import { streamVersion } from "../backend/contract/stream.js";
import type { LoggedEvent } from "../backend/store/forward-port.js";

/** Of a topic that is made here; one that is there keeps what it has. */
const partitions = 3;
/** An event is 32 KB at most as it is sent; as a message it has more names. */
const largestMessage = 128 * 1024;

/** A request is one batch a partition, and a batch is a message to the broker's limit; its frame and the fixed parts of each take some, too. */
const shareOfLimit = 0.8;
const ample = 1024 * 1024;

/** The protocol's number; Node finds no such name in what kafkajs exports. */
const topicResource = 2 satisfies ConfigResourceTypes.TOPIC as ConfigResourceTypes;

export interface Message {
	readonly key: string;
	/** A text, which kafkajs writes into the request: as a buffer it would be copied once more. */
	readonly value: string;
}

const minuteMs = 60_000;
/** `2026-01-01T12:00:` of the minute that was asked for last, which is mostly that of the next. */
const ofMinute = { start: Number.NaN, text: "" };

const isoTime = (at: number): string => {
	const within = at - ofMinute.start;
	if (!(within >= 0 && within < minuteMs)) {
		ofMinute.start = Math.floor(at / minuteMs) * minuteMs;
		ofMinute.text = new Date(ofMinute.start).toISOString().slice(0, -7);
	}
	const ms = at - ofMinute.start;
	return `${ofMinute.text}${String(Math.floor(ms / 1000)).padStart(2, "0")}.${String(ms % 1000).padStart(3, "0")}Z`;
};

/** The message of a stored event, as `streamMessage` of the contract says. Its key keeps a visitor's events in one partition. */
export const messageOf = ({ eventId, visitor, receivedAt, json }: LoggedEvent): Message => ({
	key: visitor,
	value: `{"event":${json},"metadata":{"ingested_at":"${isoTime(receivedAt)}","version":"${streamVersion}","event_id":${JSON.stringify(eventId)}}}`,
});

/** Splits messages, in their order, so that each part is within `bytes` even where all are of one partition. */
export const requestsOf = (messages: readonly Message[], bytes: number): Message[][] => {
	const requests: Message[][] = [];
	let room = 0;
	for (const message of messages) {
		const size = Buffer.byteLength(message.value) + message.key.length * 3 + 32;
		if (size > room) {
			requests.push([]);
			room = bytes;
		}
		requests.at(-1)?.push(message);
		room -= size;
	}
	return requests;
};

const notThere = (topic: string, why: string): AppError =>
	new AppError(
		"unsupported",
		`Kafka has no topic ${topic}, and it could not be made: ${why.slice(0, 200)}. Make it with ${partitions} partitions (kafka-topics.sh --create --topic ${topic} --partitions ${partitions}), or name another in KAFKA_TOPIC.`,
	);

const compacted = (topic: string): AppError =>
	new AppError(
		"unsupported",
		`The topic ${topic} has cleanup.policy=compact: Kafka would keep one event of each visitor and drop the others. Set it to delete, or name another topic in KAFKA_TOPIC.`,
	);

const small = (topic: string, most: number): AppError =>
	new AppError(
		"unsupported",
		`The topic ${topic} takes messages of ${most} bytes at most (max.message.bytes), and an event may need ${largestMessage}. Raise it, or name another topic in KAFKA_TOPIC.`,
	);

const make = async (admin: Admin, topic: string): Promise<void> => {
	try {
		await admin.createTopics({ topics: [{ topic, numPartitions: partitions, replicationFactor: -1 }], waitForLeaders: true });
	} catch (error) {
		throw notThere(topic, (error as Error).message);
	}
};

/** What the account may not read of the topic's settings is taken to be right. */
const settingsOf = async (admin: Admin, topic: string): Promise<Map<string, string>> => {
	try {
		const { resources } = await admin.describeConfigs({
			includeSynonyms: false,
			resources: [{ type: topicResource, name: topic, configNames: ["cleanup.policy", "max.message.bytes"] }],
		});
		return new Map(resources.flatMap(({ configEntries }) => configEntries.map(({ configName, configValue }) => [configName, configValue])));
	} catch (error) {
		if (/AUTHORIZATION/i.test(String((error as { type?: string }).type))) return new Map();
		throw error;
	}
};

/**
 * Makes the topic where it is not there and may be made; the bytes that one request may have. Rejects with AppError `unsupported`, which
 * tells what to do, where the topic would lose events.
 */
export const ensureTopic = async (admin: Admin, topic: string): Promise<number> => {
	if (!(await admin.listTopics()).includes(topic)) await make(admin, topic);
	const settings = await settingsOf(admin, topic);
	if (settings.get("cleanup.policy")?.includes("compact")) throw compacted(topic);
	const most = Number(settings.get("max.message.bytes") ?? largestMessage);
	if (most < largestMessage) throw small(topic, most);
	return Math.min(most, ample) * shareOfLimit;
};
