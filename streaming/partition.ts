import type { ICustomPartitioner } from "kafkajs";

const seed = 0x9747b28c;
const mix = 0x5bd1e995;

/** Of keys up to this long, so that none of them needs a buffer of its own. */
const scratch = Buffer.alloc(4_096);

/** A character has three bytes at most. */
const bytesOf = (key: string): Buffer => {
	if (key.length * 3 > scratch.length) return Buffer.from(key);
	return scratch.subarray(0, scratch.write(key));
};

/** Murmur2 of the key's UTF-8, as Kafka's own clients and kafkajs's default partitioner have it; int32. */
export const murmur2 = (key: string): number => {
	const bytes = bytesOf(key);
	const whole = bytes.length & ~3;
	let hash = seed ^ bytes.length;
	for (let at = 0; at < whole; at += 4) {
		const word = Math.imul(bytes.readInt32LE(at), mix);
		hash = Math.imul(hash, mix) ^ Math.imul(word ^ (word >>> 24), mix);
	}
	for (let at = bytes.length - 1; at >= whole; at--) hash ^= (bytes[at] ?? 0) << ((at - whole) * 8);
	if (whole < bytes.length) hash = Math.imul(hash, mix);
	hash = Math.imul(hash ^ (hash >>> 13), mix);
	return hash ^ (hash >>> 15);
};

/**
 * The partition that Kafka's default gives a key, so that a topic that others write to, too, has one visitor in one partition. kafkajs computes
 * it with BigInts, which is a good part of what a message costs to send.
 */
export const byKey: ICustomPartitioner =
	() =>
	({ partitionMetadata, message: { key } }) =>
		(murmur2(String(key)) & 0x7fffffff) % partitionMetadata.length;
