import type { StreamState } from "../backend/contract/health.js";
import type { StreamStatus } from "../backend/contract/stream.js";

/** Between two measures of how fast a part catches up, ms. */
const paceMs = 2_000;

interface Measure {
	readonly at: number;
	readonly behind: number;
	/** Events a ms that it comes nearer; null before it is known. */
	readonly pace: number | null;
}

const measured = (known: Measure | undefined, at: number, behind: number): Measure => {
	if (!known) return { at, behind, pace: null };
	if (at - known.at < paceMs) return known;
	return { at, behind, pace: (known.behind - behind) / (at - known.at) };
};

const notHere = (name: StreamState["name"], runs: "elsewhere" | "nowhere"): StreamState => ({
	name,
	runs,
	behind: null,
	catches_up_ms: null,
	problem: null,
});

/** What health and the live view show of each part; `elsewhere` is one that counts as a process of its own. */
export const openStates = (now: () => number, elsewhere: "consumer" | "spark" | null): ((status: StreamStatus) => StreamState[]) => {
	const measures = new Map<StreamState["name"], Measure>();
	const stateOf = (name: "forwarder" | "consumer", part: { readonly problem: string | null } | null, behind: number): StreamState => {
		if (part === null) return notHere(name, name === elsewhere ? "elsewhere" : "nowhere");
		const measure = measured(measures.get(name), now(), behind);
		measures.set(name, measure);
		const moves = measure.pace !== null && measure.pace > 0 && behind > 0;
		return {
			name,
			runs: "here",
			behind,
			catches_up_ms: moves ? Math.round(behind / (measure.pace as number)) : null,
			problem: part.problem,
		};
	};
	return ({ forwarder, consumer }) => [
		stateOf("forwarder", forwarder, forwarder?.lag_events ?? 0),
		stateOf("consumer", consumer, consumer?.lag_messages ?? 0),
		...(elsewhere === "spark" ? [notHere("spark", "elsewhere")] : []),
	];
};
