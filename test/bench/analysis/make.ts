import { statSync } from "node:fs";
import { openDuckEngine } from "../../../backend/engine/duckdb/engine.js";
import { openDuckStore } from "../../../backend/store/duckdb/open.js";
import type { NewEvent } from "../../../backend/store/event.js";
import { clickstream } from "../clickstream.js";

/** In a process of its own: fills a new store through its own append, brings its kept-up tables to the newest event, closes it. */

const [path = "", events = "1000000"] = process.argv.slice(2);
const count = Number(events);

const store = await openDuckStore({ path });
const started = performance.now();
let made = 0;
let inserted = 0;
let waiting = 0;
const calls = new Set<Promise<void>>();

const append = async (slice: readonly NewEvent[]): Promise<void> => {
	waiting += slice.length;
	const result = await store.append(slice);
	waiting -= slice.length;
	inserted += result.inserted.filter(Boolean).length;
};

for (const slice of clickstream({ events: count, seed: 7, from: Date.UTC(2026, 0, 5), days: 90 })) {
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
const appendMs = performance.now() - started;
const appendPeakRssBytes = process.resourceUsage().maxRSS * 1024;

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

const rebuildStarted = performance.now();
await store.rebuildKept();
const rebuildMs = performance.now() - rebuildStarted;
const used = process.cpuUsage();
await store.close();
process.stdout.write(
	`${JSON.stringify({
		events: inserted,
		appendMs,
		foldMs,
		rebuildMs,
		appendPeakRssBytes,
		cpuSeconds: (used.user + used.system) / 1e6,
		peakRssBytes: process.resourceUsage().maxRSS * 1024,
		fileBytes: statSync(path).size,
	})}\n`,
);
