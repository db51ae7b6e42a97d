import { expect, test } from "vitest";
import { openStates } from "./states.js";

const forwarder = (lag_events: number) => ({ state: "forwarding" as const, problem: null, sent: 0, lag_events, lag_ms: 0 });

test("a part that catches up says when it will have, by its pace of late; one that falls behind does not", () => {
	let at = 0;
	const states = openStates(() => at);
	expect(states({ forwarder: forwarder(1_000), consumer: null })[0]).toMatchObject({ on: true, behind: 1_000, catches_up_ms: null });
	at = 10_000;
	expect(states({ forwarder: forwarder(500), consumer: null })[0]).toMatchObject({ behind: 500, catches_up_ms: 10_000 });
	at = 20_000;
	expect(states({ forwarder: forwarder(900), consumer: null })[0]).toMatchObject({ behind: 900, catches_up_ms: null });
});

test("a part that does not run here is told to be off", () => {
	const [, consumer] = openStates(() => 0)({ forwarder: null, consumer: null });
	expect(consumer).toEqual({ name: "consumer", on: false, behind: null, catches_up_ms: null, problem: null });
});
