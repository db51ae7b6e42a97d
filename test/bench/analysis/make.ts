import { statSync } from "node:fs";
import { openDuckEngine } from "../../../backend/engine/duckdb/engine.js";
import { openDuckStore } from "../../../backend/store/duckdb/open.js";
import type { NewEvent } from "../../../backend/store/event.js";
import { clickstream } from "../clickstream.js";

/**
 * In a process of its own: fills a new store through its own append, brings its kept-up tables to the newest event, makes them anew,
 * closes it. A store that an earlier run filled is taken as it is.
 */

const [path = "", events = "1000000"] = process.argv.slice(2);
const count = Number(events);

const store = await openDuckStore({ path });
const { events: found } = await store.counts();
if (found !== 0 && found !== count) throw new Error(`${path} holds ${found} events, not ${count}. Name another folder, or remove it.`);
const started = performance.now();
let made = 0;
let inserted = found;
let waiting = 0;
const calls = new Set<Promise<void>>();
const slices = found === count ? [] : clickstream({ events: count, seed: 7, from: Date.UTC(2026, 0, 5), days: 90 });

const append = async (slice: readonly NewEvent[]): Promise<void> => {
	waiting += slice.length;
	const result = await store.append(slice);
	waiting -= slice.length;
	inserted += result.inserted.filter(Boolean).length;
};

for (const slice of slices) {
	const call = append(slice).finally(() => calls.delete(call));
	calls.add(call);
	/** Several calls at once, as from many clients, so that they share a commit. */
	while (waiting > 20_000) await Promise.race(calls);
	if (Math.floor((made + slice.length) / 1e6) > Math.floor(made / 1e6)) {
		process.stderr.write(
			`  ${Math.floor((made + slice.length) / 1e6)} M events after ${((performance.now() - started) / 1000).toFixed(0)} s\n`,
		);
	}
	made += slice.length;
}
await Promise.all(calls);
const appendMs = found === count ? null : performance.now() - started;
const appendPeakRssBytes = process.resourceUsage().maxRSS * 1024;
const appended = process.cpuUsage();

/** A run opens only on kept-up tables that have every event: opening one waits for the fold that is due. */
const foldStarted = performance.now();
const run = await openDuckEngine(store).open({
	from: null,
	to: null,
	tz: "UTC",
	noise: "hide",
	sessions: "client",
	visitor: "default",
	user: null,
});
await run.close();
const foldMs = performance.now() - foldStarted;

const folded = process.cpuUsage();
const rebuildStarted = performance.now();
await store.rebuildKept();
const rebuildMs = performance.now() - rebuildStarted;
const rebuilt = process.cpuUsage(folded);
await store.close();
process.stdout.write(
	`${JSON.stringify({
		events: inserted,
		appendMs,
		foldMs,
		rebuildMs,
		appendPeakRssBytes,
		appendCpuSeconds: (appended.user + appended.system) / 1e6,
		rebuildCpuSeconds: (rebuilt.user + rebuilt.system) / 1e6,
		peakRssBytes: process.resourceUsage().maxRSS * 1024,
		fileBytes: statSync(path).size,
	})}\n`,
);
