import type { MongoClient } from "mongodb";
import type { NewEvent } from "../../../backend/store/event.js";
import { documentOf } from "../../../backend/store/mongo/documents.js";
import type { MongoStore } from "../../../backend/store/mongo/open.js";
import { clickstream } from "../clickstream.js";

/** Events of one call, and calls that wait for their answer at the same time. */
const batchEvents = 500;
const together = 8;
const mostEvents = 100_000;

export interface Taking {
	readonly events: number;
	/** Appended by the store, and inserted by the bare driver: ms by the clock, and of this process's processor time. */
	readonly storeMs: number;
	readonly storeCpuMs: number;
	readonly bareMs: number;
	readonly bareCpuMs: number;
}

const batchesOf = (count: number): NewEvent[][] => {
	const batches: NewEvent[][] = [];
	for (const slice of clickstream({ events: Math.min(count, mostEvents), seed: 11, from: Date.UTC(2026, 0, 5), days: 7 }))
		for (let at = 0; at < slice.length; at += batchEvents) batches.push(slice.slice(at, at + batchEvents));
	return batches;
};

const through = async <T>(batches: readonly T[], work: (batch: T) => Promise<unknown>): Promise<readonly [number, number]> => {
	const [began, used] = [performance.now(), process.cpuUsage()];
	const running = new Set<Promise<unknown>>();
	for (const batch of batches) {
		const call = work(batch).finally(() => running.delete(call));
		running.add(call);
		while (running.size >= together) await Promise.race(running);
	}
	await Promise.all(running);
	const { user, system } = process.cpuUsage(used);
	return [performance.now() - began, (user + system) / 1_000];
};

/**
 * The same batches taken by the store and, as the documents that it would write, by insertMany of the bare driver, into a collection with the
 * same indexes and as durably. `events` is where the store writes; it is warm when this begins.
 */
export const benchTaking = async (
	client: MongoClient,
	{ database, store, count }: { readonly database: string; readonly store: MongoStore; readonly count: number },
): Promise<Taking> => {
	const batches = batchesOf(count);
	const [storeMs, storeCpuMs] = await through(batches, (batch) => store.append(batch));
	const db = client.db(database);
	const bare = client.db(`${database}-bare`).collection("events", { writeConcern: { w: "majority", journal: true } });
	for (const { v: _, key, name, ...options } of await db.collection("events").indexes())
		if (name !== "_id_") await bare.createIndex(key, { name: name as string, ...options });
	let seq = 0;
	const documents = batches.map((batch) =>
		batch.map((event) => {
			seq += 1;
			return { ...documentOf(event), seq, changed: seq };
		}),
	);
	const [bareMs, bareCpuMs] = await through(documents, (batch) => bare.insertMany(batch, { ordered: false }));
	await client.db(`${database}-bare`).dropDatabase();
	return { events: batches.reduce((sum, batch) => sum + batch.length, 0), storeMs, storeCpuMs, bareMs, bareCpuMs };
};
