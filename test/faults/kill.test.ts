import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Child, startChild } from "./child.js";

const rounds = 20;
const connections = 6;
const batchSize = 20;
/** From the answers that a round waits for to the kill, at most. */
const longestMs = 350;
/** Batches whose answers a round waits for: some are killed in their first commit, others well under way, on busy machines too. */
const answersBefore = (round: number): number => round % 10;

const seed = Date.now() % 2 ** 32;

/** mulberry32: a small seeded generator, so that a failure can be told with its seed. */
const openRandom = (start: number) => {
	let state = start;
	return (): number => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
};

type Batch = readonly string[];

interface Reply {
	readonly inserted: number;
	readonly duplicates: number;
}

const sendBatch = async ({ address }: Child, ids: Batch): Promise<Reply> => {
	const events = ids.map((id) => ({ event_id: id, client_id: id.slice(0, 6), page: "/p/1", properties: { product_id: "1", price: 2.5 } }));
	const response = await fetch(`${address}/api/ingest-batch`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ events }),
	});
	if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
	return (await response.json()) as Reply;
};

interface Load {
	readonly acknowledged: Batch[];
	/** Sent, and the connection broke before an answer: stored whole, or not at all. */
	readonly unanswered: Batch[];
}

/** One connection that sends batch after batch until the server is gone. */
const sendUntilGone = async (child: Child, name: string, load: Load): Promise<void> => {
	for (let number = 0; ; number++) {
		const batch = Array.from({ length: batchSize }, (_, index) => `${name}-${number}-${index}`);
		try {
			await sendBatch(child, batch);
			load.acknowledged.push(batch);
		} catch {
			load.unanswered.push(batch);
			return;
		}
	}
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const roundOfLoad = async (child: Child, round: number, killAfterMs: number): Promise<Load> => {
	const load: Load = { acknowledged: [], unanswered: [] };
	const senders = Array.from({ length: connections }, (_, index) => sendUntilGone(child, `r${round}-${index}`, load));
	while (load.acknowledged.length < answersBefore(round)) await pause(5);
	await pause(killAfterMs);
	await child.kill();
	await Promise.all(senders);
	return load;
};

/** Ids as they stand in the store, one for each row, read by export: another way than the one that judges duplicates. */
const storedIds = async ({ address, token }: Child): Promise<string[]> => {
	const response = await fetch(`${address}/api/export?format=ndjson`, { headers: { authorization: token } });
	const text = await response.text();
	if (response.status !== 200) throw new Error(text);
	const lines = text.split("\n").filter((line) => line !== "");
	return lines.map((line) => (JSON.parse(line) as { event_id: string }).event_id);
};

/** Sends again all that the round sent. */
const resend = async (child: Child, { acknowledged, unanswered }: Load): Promise<void> => {
	for (const batch of acknowledged)
		expect(await sendBatch(child, batch), "acknowledged before the kill").toMatchObject({ inserted: 0, duplicates: batchSize });
	for (const batch of unanswered) {
		const { inserted, duplicates } = await sendBatch(child, batch);
		expect(inserted + duplicates).toBe(batchSize);
		expect([0, batchSize], "a request is stored whole or not at all").toContain(inserted);
	}
};

const expectExactly = (stored: readonly string[], known: readonly string[]): void => {
	expect(stored.length, "rows").toBe(new Set(stored).size);
	expect([...stored].sort()).toEqual([...known].sort());
};

let dataDir: string;
beforeAll(async () => {
	dataDir = await mkdtemp(join(tmpdir(), "clickstream-kill-"));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/**
 * What SIGKILL proves is that nothing acknowledged lives in the process alone; that it is on the disk too (fsync) is what
 * the store's own suite holds.
 */
it(`kill -9 during ingest, ${rounds} rounds: nothing acknowledged is lost, nothing is there twice (seed ${seed})`, {
	timeout: 280_000,
}, async () => {
	const random = openRandom(seed);
	const known: string[] = [];
	let acknowledged = 0;
	let child = await startChild(dataDir);
	for (let round = 0; round < rounds; round++) {
		const load = await roundOfLoad(child, round, random() * longestMs);
		child = await startChild(dataDir);
		const present = new Set(await storedIds(child));
		expect(
			load.acknowledged.flat().filter((id) => !present.has(id)),
			`lost in round ${round}`,
		).toEqual([]);
		await resend(child, load);
		known.push(...load.acknowledged.flat(), ...load.unanswered.flat());
		acknowledged += load.acknowledged.length;
		expectExactly(await storedIds(child), known);
	}
	await child.kill();
	expect(acknowledged, "a test that acknowledged little proved little").toBeGreaterThanOrEqual(90);
});
