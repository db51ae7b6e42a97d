import { expect, test } from "vitest";
import { openStates } from "./states.js";

const forwarder = (lag_events: number) => ({ state: "forwarding" as const, problem: null, sent: 0, lag_events, lag_ms: 0 });

test("a part that catches up says when it will have, by its pace of late; one that falls behind does not", () => {
	let at = 0;
	const states = openStates(() => at, null);
	expect(states({ forwarder: forwarder(1_000), consumer: null })[0]).toMatchObject({ runs: "here", behind: 1_000, catches_up_ms: null });
	at = 10_000;
	expect(states({ forwarder: forwarder(500), consumer: null })[0]).toMatchObject({ behind: 500, catches_up_ms: 10_000 });
	at = 20_000;
	expect(states({ forwarder: forwarder(900), consumer: null })[0]).toMatchObject({ behind: 900, catches_up_ms: null });
});

test("a part that does not run here is told to run nowhere, or as a process of its own", () => {
	const told = (elsewhere: "consumer" | "spark" | null) =>
		openStates(() => 0, elsewhere)({ forwarder: null, consumer: null }).map(({ name, runs, behind }) => [name, runs, behind]);
	const forwarder = ["forwarder", "nowhere", null];
	expect(told(null)).toEqual([forwarder, ["consumer", "nowhere", null]]);
	expect(told("consumer")).toEqual([forwarder, ["consumer", "elsewhere", null]]);
	expect(told("spark")).toEqual([forwarder, ["consumer", "nowhere", null], ["spark", "elsewhere", null]]);
});
