import { expect, test } from "vitest";
import { event } from "../../builders/event.js";
import { type NoiseBench, ofPage, reasonsIn, storeAbc } from "./noise-bench.js";

export const arrivalPromises = (bench: NoiseBench): void => {
	const reasons = () => reasonsIn(bench);
	const abc = () => storeAbc(bench);
	/** Events are judged before the next analysis at the latest; sooner or later also without one. */
	const untilNoisy = (noisy: number) => expect.poll(async () => (await bench.store().counts()).noisy, { timeout: 30_000 }).toBe(noisy);

	test("arrivals are judged from the moment on that they are watched, and a day's marks are one run, undone and redone as others", async () => {
		await abc();
		await bench.store().watchArrivals([ofPage("one", "/a", 0.9), ofPage("two", "/b")]);
		await bench.store().append([event({ eventId: "a2", page: "/a" }), event({ eventId: "c2", page: "/c" })]);
		await untilNoisy(1);
		await bench.store().append([event({ eventId: "b2", page: "/b" })]);
		await untilNoisy(2);
		expect(await reasons()).toEqual({ a: [], b: [], c: [], a2: ["one"], b2: ["two"], c2: [] });
		const [run] = await bench.store().runs(5);
		expect(run).toMatchObject({ run: 1, action: "arrival", state: "done", events: 2, backup: null });
		expect(run?.reasons.map(({ rule, events }) => `${rule} ${events}`).sort()).toEqual(["one 1", "two 1"]);
		const { items } = await bench.store().list({ noise: "only", page: "/a" }, { limit: 1, cursor: null });
		expect(await bench.store().marksOf(items[0]?.seq ?? 0)).toEqual([
			{ reason: "one", title: null, score: 0.9, run: 1, on_arrival: true, at: expect.any(Number) },
		]);
		await bench.store().undo(1, { at: 9 });
		expect((await bench.store().counts()).noisy).toBe(0);
		await bench.store().append([event({ eventId: "a3", page: "/a" })]);
		await untilNoisy(1);
		expect(await reasons()).toMatchObject({ a2: [], a3: ["one"] });
		expect((await bench.store().runs(5)).map(({ run: number, events, state }) => [number, events, state])).toEqual([
			[2, 1, "done"],
			[1, 2, "undone"],
		]);
		await bench.store().redo(1, { at: 10 });
		expect((await bench.store().counts()).noisy).toBe(3);
	});

	test("watching ends when it is told to; after a new start it goes on where it was, and judges nothing twice", async () => {
		await bench.store().watchArrivals([ofPage("one", "/a")]);
		await bench.store().append([event({ eventId: "a", page: "/a" })]);
		await untilNoisy(1);
		await bench.store().undo(1, { at: 9 });
		await bench.store().append([event({ eventId: "a2", page: "/a" })]);
		if (bench.reopen) await (await bench.reopen()).watchArrivals([ofPage("one", "/a")]);
		await untilNoisy(1);
		expect(await reasons()).toEqual({ a: [], a2: ["one"] });
		await bench.store().watchArrivals(null);
		await bench.store().append([event({ eventId: "a3", page: "/a" })]);
		await bench.store().watchArrivals([ofPage("one", "/a")]);
		await bench.store().append([event({ eventId: "a4", page: "/a" })]);
		await untilNoisy(2);
		expect(await reasons()).toEqual({ a: [], a2: ["one"], a3: [], a4: ["one"] });
	});

	test("events are stored all the same when their judgement fails, and the next ones are judged again", async () => {
		await bench
			.store()
			.watchArrivals([
				{ reason: "broken", sql: "SELECT seq, 1.0 AS score, error(page) AS subject FROM events WHERE page = '/a'", params: {} },
			]);
		expect((await bench.store().append([event({ eventId: "a", page: "/a" })])).inserted).toEqual([true]);
		expect((await bench.store().productSights({ after: 0, limit: 5 })).newest).toBeGreaterThan(0);
		expect((await bench.store().counts()).noisy).toBe(0);
		await bench.store().watchArrivals([ofPage("one", "/b")]);
		await bench.store().append([event({ eventId: "b", page: "/b" })]);
		await untilNoisy(1);
		expect(await reasons()).toEqual({ a: [], b: ["one"] });
	});
};
