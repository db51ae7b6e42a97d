import fc from "fast-check";
import { Partitioners } from "kafkajs";
import { expect, test } from "vitest";
import { byKey } from "./partition.js";

const partitionMetadata = Array.from({ length: 1_009 }, (_, partitionId) => ({
	...{ partitionId, leader: 1, partitionErrorCode: 0 },
	...{ replicas: [1], isr: [1] },
}));

test("a key goes where kafkajs's default partitioner sends it, whatever its letters and length", () => {
	const [ours, theirs] = [byKey(), Partitioners.DefaultPartitioner()];
	const at = (key: string) => ({ topic: "t", partitionMetadata, message: { key, value: null } });
	fc.assert(
		fc.property(fc.string({ unit: "binary", maxLength: 40 }), (key) => {
			expect(ours(at(key))).toBe(theirs(at(key)));
		}),
		{ numRuns: 500 },
	);
	for (const key of ["", "v", "v-41207", "ä€😀", "x".repeat(5_000), "€".repeat(1_365), "€".repeat(1_366)]) {
		expect(ours(at(key))).toBe(theirs(at(key)));
	}
});
