import { performance } from "node:perf_hooks";
import { pause } from "./connection.js";

/** Events of one look into the log, some full requests to Kafka; fewer while others need the thread, which making a request holds. */
const pieceEvents = 4_000;
const pieceWhileBusy = 500;
/** How often it rests to see how busy the others are, and for how long, ms. */
const restEveryMs = 200;
const restMs = 10;
const longestRestMs = 1_000;
const busiest = 0.95;

export interface Pacing {
	/** Others took most of the thread when that was last looked at. */
	busy(): boolean;
	limit(): number;
	/** After work of so many ms; nothing of the forwarder runs meanwhile. */
	rest(workMs: number, signal: AbortSignal): Promise<void>;
}

/** The forwarder takes what others (those who store events, above all) leave of the thread, a small part at least, and catches up later. */
export const openPacing = (): Pacing => {
	let lastRest = 0;
	let share = 0;
	const busy = (): boolean => share > 0.5;
	return {
		busy,
		limit: () => (busy() ? pieceWhileBusy : pieceEvents),
		rest: async (workMs, signal) => {
			if (share > 0.2) await pause(Math.min(longestRestMs, (workMs * share) / (1 - share)), signal);
			if (performance.now() - lastRest < restEveryMs) return;
			const before = performance.eventLoopUtilization();
			await pause(restMs, signal);
			share = Math.min(busiest, performance.eventLoopUtilization(before).utilization);
			lastRest = performance.now();
		},
	};
};
