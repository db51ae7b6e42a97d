import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { httpClient } from "../../../backend/client/http.js";
import { portOf, stop } from "../ingest/ingest.js";

export interface LiveFigures {
	readonly eventsPerSecond: number;
	readonly seconds: number;
	/** From sending an event until a watcher over HTTP was told of it, ms. */
	readonly p50Ms: number;
	readonly p99Ms: number;
	readonly probes: number;
	/** Probes that were not told of within ten seconds. */
	readonly lost: number;
}

export interface LiveOptions {
	readonly eventsPerSecond: number;
	readonly seconds: number;
}

const root = resolve(import.meta.dirname, "../../..");
const serverFile = z.object({ address: z.string(), token: z.string() });
const batch = 100;
/** Between two probes, ms. */
const probeMs = 50;

const post = async (address: string, events: readonly object[]): Promise<void> => {
	const reply = await fetch(`${address}/api/ingest-batch`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ events }),
	});
	if (reply.status !== 200) throw new Error(`The server answered ${reply.status} to a batch.`);
	await reply.arrayBuffer();
};

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Batches at an even rate until the time is over; one that is late is not skipped. */
const load = async (address: string, { eventsPerSecond, seconds }: LiveOptions): Promise<void> => {
	const began = performance.now();
	const running = new Set<Promise<void>>();
	for (let sent = 0; sent < eventsPerSecond * seconds; sent += batch) {
		await pause(Math.max(0, began + (sent / eventsPerSecond) * 1_000 - performance.now()));
		const events = Array.from({ length: batch }, (_, at) => ({
			client_id: `v-${(sent + at) % 5_000}`,
			event_type: ["pageview", "product_viewed", "add_to_cart", "search"][at % 4],
			page: `/p/name-${at % 60}`,
		}));
		const one: Promise<void> = post(address, events).finally(() => running.delete(one));
		running.add(one);
	}
	await Promise.all(running);
};

const probe = async (address: string, sent: Map<string, number>, seconds: number): Promise<void> => {
	const running: Promise<void>[] = [];
	for (let at = 0; at < (seconds * 1_000) / probeMs; at++) {
		const id = `probe-${at}`;
		sent.set(id, performance.now());
		running.push(post(address, [{ client_id: id, event_type: "probe", page: "/probe" }]));
		await pause(probeMs);
	}
	await Promise.all(running);
};

const quantile = (sorted: readonly number[], share: number): number =>
	sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** A server of its own under an even load; a watcher over HTTP; probes whose way through both is timed. */
export const benchLive = async (options: LiveOptions, say: (line: string) => void): Promise<LiveFigures[]> => {
	say(`live: ${options.eventsPerSecond} events/s for ${options.seconds} s …`);
	const folder = await mkdtemp(join(tmpdir(), "bench-live-"));
	const child = spawn("npm", ["run", "-s", "serve"], {
		cwd: root,
		env: { ...process.env, DATA_DIR: folder, PORT: "0", LOG_LEVEL: "error" },
		stdio: ["ignore", "pipe", "inherit"],
		detached: true,
	});
	try {
		await portOf(child);
		const { address, token } = serverFile.parse(JSON.parse(await readFile(join(folder, "server.json"), "utf8")));
		const leaving = new AbortController();
		const stream = await httpClient(address, { token }).live.watch({ event_type: "probe" }, { signal: leaving.signal });
		const sent = new Map<string, number>();
		const times: number[] = [];
		const watching = async (): Promise<void> => {
			for await (const { events } of stream) {
				const at = performance.now();
				for (const { visitor } of events) {
					const since = sent.get(visitor);
					if (since !== undefined) times.push(at - since);
					sent.delete(visitor);
				}
			}
		};
		const broke = watching().then(() => {
			if (!leaving.signal.aborted) throw new Error("The server ended the stream.");
		});
		const timed = async (): Promise<void> => {
			await Promise.all([load(address, options), probe(address, sent, options.seconds)]);
			for (let waited = 0; sent.size > 0 && waited < 10_000; waited += 100) await pause(100);
		};
		await Promise.race([timed(), broke.then(() => new Promise<never>(() => undefined))]);
		leaving.abort();
		// What waits for the next message is not told of the abort before there is one.
		broke.catch(() => undefined);
		const sorted = times.toSorted((a, b) => a - b);
		return [{ ...options, p50Ms: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99), probes: sorted.length, lost: sent.size }];
	} finally {
		await stop(child);
		await rm(folder, { recursive: true, force: true });
	}
};
