import { expect, test } from "vitest";
import { openGate } from "./gate.js";

const settled = async (promise: Promise<unknown>): Promise<boolean> => {
	let done = false;
	promise.then(
		() => (done = true),
		() => (done = true),
	);
	await new Promise((resolve) => setImmediate(resolve));
	return done;
};

test("lets in as many as there are places, then one for each that leaves, in order", async () => {
	const gate = openGate({ places: 2, waiting: 5 });
	const first = await gate.enter();
	await gate.enter();
	const third = gate.enter();
	const fourth = gate.enter();
	expect(await settled(third)).toBe(false);
	first();
	expect(await settled(third)).toBe(true);
	expect(await settled(fourth)).toBe(false);
	first();
	expect(await settled(fourth)).toBe(false);
	(await third)();
	expect(await settled(fourth)).toBe(true);
});

test("refuses when too many wait, and says when to come back", async () => {
	const gate = openGate({ places: 1, waiting: 1 });
	await gate.enter();
	void gate.enter();
	await expect(gate.enter()).rejects.toMatchObject({ code: "overloaded", details: { retry_after: 5 } });
});

test("who gives up while waiting frees the place in the queue", async () => {
	const gate = openGate({ places: 1, waiting: 1 });
	const leave = await gate.enter();
	const stop = new AbortController();
	const given = gate.enter(stop.signal);
	stop.abort();
	await expect(given).rejects.toMatchObject({ code: "cancelled" });
	const next = gate.enter();
	leave();
	expect(await settled(next)).toBe(true);
	await expect(gate.enter(AbortSignal.abort())).rejects.toMatchObject({ code: "cancelled" });
});
