import { expect, test } from "vitest";
import { streamEvent } from "../../../backend/contract/stream.js";
import { type LoggedEvent, type LogPosition, logStart } from "../../../backend/store/forward-port.js";
import type { Store } from "../../../backend/store/ports.js";
import { event } from "../../builders/event.js";
import type { Bench } from "../suite.js";

/** Reads on until nothing is left. */
const readAll = async (store: Store, from: LogPosition, limit: number): Promise<{ events: LoggedEvent[]; position: LogPosition }> => {
	const events: LoggedEvent[] = [];
	let position = from;
	for (;;) {
		const piece = await store.readLog(position, limit);
		events.push(...piece.events);
		const done = piece.position.through >= piece.newest;
		position = piece.position;
		if (done) return { events, position };
	}
};

const idsOf = (events: readonly LoggedEvent[]): string[] => [...new Set(events.map(({ eventId }) => eventId))];
const name = { target: "events", writer: "w" };
const minute = 60_000;

export const forwardingPromises = (bench: Bench): void => {
	test("the log gives every stored event, in the order in which they were acknowledged, in pieces of any size", async () => {
		const store = bench.store();
		for (let batch = 0; batch < 3; batch++) await store.append(["a", "b", "c", "d"].map((id) => event({ eventId: `${batch}${id}` })));
		await store.append([event({ eventId: "0a" }), event({ eventId: "9z" })]);
		const all = ["0a", "0b", "0c", "0d", "1a", "1b", "1c", "1d", "2a", "2b", "2c", "2d", "9z"];
		for (const limit of [1, 3, 100]) expect(idsOf((await readAll(store, logStart, limit)).events)).toEqual(all);
		const { position } = await readAll(store, logStart, 100);
		await store.append([event({ eventId: "later" })]);
		expect(idsOf((await readAll(store, position, 100)).events)).toContain("later");
	});

	test("what was removed is not in the log, and a gap of removed events does not end it", async () => {
		const store = bench.store();
		const ids = Array.from({ length: 12 }, (_, index) => `e${String(index).padStart(2, "0")}`);
		for (const eventId of ids) await store.append([event({ eventId })]);
		await store.remove(ids.slice(1, 11).map((eventId) => ({ source: "api", eventId })));
		expect(idsOf((await readAll(store, logStart, 2)).events)).toEqual(["e00", "e11"]);
	});

	test("an event that was marked as noise is in the log as it was", async () => {
		const store = bench.store();
		await store.append([event({ eventId: "a" }), event({ eventId: "b" })]);
		await store.flag([{ source: "api", eventId: "a" }], ["bot"], 5);
		expect(idsOf((await readAll(store, logStart, 10)).events)).toEqual(["a", "b"]);
	});

	test("an event in the log is JSON as the contract says, with what it has and nothing else", async () => {
		const store = bench.store();
		const full = event({
			eventId: 'quo"te\\ ü',
			source: "web",
			ts: 1_700_000_000_123,
			userId: "u",
			userVerified: true,
			sessionId: "s",
			price: "4.25",
			revenue: "0.1",
			quantity: 2,
			currency: "EUR",
			url: "https://shop.example/?a=1\n",
			properties: { a: [1, null, { b: "\u2028" }], empty: {} },
		});
		await store.append([full, event({ eventId: "bare", clientId: null, page: null, action: null })]);
		const { events } = await readAll(store, logStart, 10);
		const told = events.map(({ json }) => JSON.parse(json) as unknown);
		expect(told[0]).toEqual({
			source: "web",
			event_id: 'quo"te\\ ü',
			timestamp: 1_700_000_000.123,
			visitor: "visitor-1",
			client_id: "visitor-1",
			session_id: "s",
			user_id: "u",
			user_verified: true,
			event_type: "pageview",
			action: "page_viewed",
			page: "/",
			url: "https://shop.example/?a=1\n",
			price: 4.25,
			revenue: 0.1,
			quantity: 2,
			currency: "EUR",
			properties: { a: [1, null, { b: "\u2028" }], empty: {} },
		});
		expect(Object.keys(told[1] as object).sort()).toEqual(["event_id", "event_type", "properties", "source", "timestamp", "visitor"]);
		for (const one of told) expect(streamEvent.strict().safeParse(one).error).toBeUndefined();
		expect(events[0]).toMatchObject({ visitor: "visitor-1", receivedAt: full.receivedAt });
	});

	test("the order of numbers has a name of its own in each store, which stays", async () => {
		const store = bench.store();
		const writer = await store.logWriter();
		expect(writer).not.toBe("");
		expect(await store.logWriter()).toBe(writer);
		if (bench.reopen) expect(await (await bench.reopen()).logWriter()).toBe(writer);
		else expect(await (await bench.another({})).logWriter()).not.toBe(writer);
	});

	test("of holders that race one gets the cursor; the others get it when its time is up or it is given back", async () => {
		const store = bench.store();
		const taken = await Promise.all(["a", "b", "c"].map((holder) => store.takeCursor(name, holder, minute)));
		const [won] = taken.filter((one) => one !== null);
		expect(taken.filter((one) => one === null)).toHaveLength(2);
		expect(won?.position).toBeNull();
		await store.releaseCursor(name, won?.fence as number);
		const short = await store.takeCursor(name, "d", 1);
		await new Promise((resolve) => setTimeout(resolve, 20));
		const next = await store.takeCursor(name, "e", minute);
		expect(next?.fence).toBeGreaterThan(short?.fence as number);
		expect(await store.takeCursor({ ...name, target: "others" }, "f", minute)).not.toBeNull();
	});

	test("a position is kept for who takes the cursor next, and one who was taken over keeps nothing", async () => {
		const store = bench.store();
		const old = await store.takeCursor(name, "a", 1);
		const position = { through: 7, open: [[3, 5] as const] };
		expect(await store.saveCursor(name, old?.fence as number, position, 1)).toBe(true);
		await new Promise((resolve) => setTimeout(resolve, 20));
		const taken = await store.takeCursor(name, "b", minute);
		expect(taken?.position).toEqual(position);
		expect(await store.saveCursor(name, old?.fence as number, { through: 1, open: [] }, minute)).toBe(false);
		await store.releaseCursor(name, old?.fence as number);
		expect(await store.takeCursor(name, "c", minute), "one who was taken over ends nobody's time").toBeNull();
		const again = await store.takeCursor(name, "b", minute);
		expect(again?.position).toEqual(position);
		if (!bench.reopen) return;
		const next = await bench.reopen();
		await next.releaseCursor(name, again?.fence as number);
		expect((await next.takeCursor(name, "d", minute))?.position).toEqual(position);
	});
};
