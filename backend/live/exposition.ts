import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Health } from "../contract/health.js";
import { type Ingested, latencyBounds } from "./meter.js";

export interface Exposition {
	readonly note: (outcome: Ingested) => void;
	/** Prometheus' text format. */
	text(health: Health): Promise<{ readonly contentType: string; readonly body: string }>;
}

/** The metrics of one server, in a registry of its own. Names and labels are of closed sets: nothing that a sender chose is among them. */
export const openExposition = (): Exposition => {
	const registry = new Registry();
	const registers = [registry];
	const events = new Counter({
		name: "clickstream_ingest_events_total",
		help: "Events sent to this server, by what became of them",
		labelNames: ["outcome"],
		registers,
	});
	for (const outcome of ["stored", "duplicate", "rejected"]) events.inc({ outcome }, 0);
	const latency = new Histogram({
		name: "clickstream_ingest_duration_seconds",
		help: "From reading a request until its events were on disk",
		buckets: latencyBounds.map((ms) => ms / 1_000),
		registers,
	});
	const gauge = (name: string, help: string, labelNames: string[] = []) =>
		new Gauge({ name: `clickstream_${name}`, help, labelNames, registers });
	const ready = gauge("ready", "1 when the server can do its work");
	const bytes = gauge("store_bytes", "Size of the store");
	const stored = gauge("store_events", "Events in the store");
	const behind = gauge("stream_behind_events", "Events still to come through a part of the stream", ["stream"]);
	const troubled = gauge("stream_problem", "1 while a part of the stream has a problem", ["stream"]);
	return {
		note: ({ stored: kept, duplicates, rejected, tookMs }) => {
			events.inc({ outcome: "stored" }, kept);
			events.inc({ outcome: "duplicate" }, duplicates);
			events.inc({ outcome: "rejected" }, rejected);
			latency.observe(tookMs / 1_000);
		},
		text: async (health) => {
			ready.set(health.ready ? 1 : 0);
			for (const [one, value] of [
				[bytes, health.store.bytes],
				[stored, health.store.events],
			] as const) {
				if (value === null) one.remove();
				else one.set(value);
			}
			behind.reset();
			troubled.reset();
			for (const stream of health.streams.filter(({ runs }) => runs === "here")) {
				if (stream.behind !== null) behind.set({ stream: stream.name }, stream.behind);
				troubled.set({ stream: stream.name }, stream.problem === null ? 0 : 1);
			}
			return { contentType: registry.contentType, body: await registry.metrics() };
		},
	};
};
