import { expect, test } from "vitest";
import type { EventFilter } from "../../../backend/contract/events.js";
import { event } from "../../builders/event.js";
import { randomLog } from "../../builders/event-log.js";
import type { Bench } from "../suite.js";

const all = { noise: "show" } as const;

export const readerPromises = (bench: Bench): void => {
	test("list is newest first by (ts, seq)", async () => {
		await bench
			.store()
			.append([
				event({ eventId: "old", ts: 1000 }),
				event({ eventId: "tie-1", ts: 3000 }),
				event({ eventId: "tie-2", ts: 3000 }),
				event({ eventId: "late", ts: 2000 }),
			]);
		const { items } = await bench.store().list(all, { limit: 10, cursor: null });
		expect(items.map(({ event_id }) => event_id)).toEqual(["tie-2", "tie-1", "late", "old"]);
	});

	test("pages follow each other without a gap or a repeat, also while new events arrive", async () => {
		const log = randomLog(1, 60);
		await bench.store().append(log);
		const expected = (await bench.store().list(all, { limit: 200, cursor: null })).items.map(({ seq }) => seq);
		const seen: number[] = [];
		let cursor: string | null = null;
		do {
			const page: Awaited<ReturnType<ReturnType<Bench["store"]>["list"]>> = await bench.store().list(all, { limit: 7, cursor });
			seen.push(...page.items.map(({ seq }) => seq));
			cursor = page.nextCursor;
			// Newer than all, so that no later page may hold it.
			await bench.store().append([event({ ts: Date.UTC(2030, 0, 1) })]);
		} while (cursor !== null);
		expect(seen).toEqual(expected);
	});

	test("the last page has no cursor, and an empty store one empty page", async () => {
		expect(await bench.store().list(all, { limit: 5, cursor: null })).toEqual({ items: [], nextCursor: null });
		await bench.store().append(Array.from({ length: 5 }, () => event()));
		expect((await bench.store().list(all, { limit: 5, cursor: null })).nextCursor).toBeNull();
		expect((await bench.store().list(all, { limit: 4, cursor: null })).nextCursor).not.toBeNull();
	});

	test("a cursor that no page gave is refused", async () => {
		await expect(bench.store().list(all, { limit: 5, cursor: "1; drop" })).rejects.toMatchObject({ code: "bad_request" });
	});

	test("list and count take every filter, alone and together, and agree with each other", async () => {
		const log = randomLog(7, 120);
		await bench.store().append(log);
		await bench.store().flag([{ source: log[3]?.source ?? "", eventId: log[3]?.eventId ?? "" }], ["bot"], 1);
		const middle = log.map(({ ts }) => ts).sort((a, b) => a - b)[60] ?? 0;
		const noisy = (source: string, eventId: string) => source === "simulation" || eventId === log[3]?.eventId;
		const expected = (filter: EventFilter) =>
			log.filter(
				(one) =>
					(filter.from === undefined || one.ts >= Number(filter.from)) &&
					(filter.to === undefined || one.ts < Number(filter.to)) &&
					(filter.event_type === undefined || one.eventType === filter.event_type) &&
					(filter.source === undefined || one.source === filter.source) &&
					(filter.visitor === undefined || one.visitor === filter.visitor) &&
					(filter.session_id === undefined || one.sessionId === filter.session_id) &&
					(filter.user_id === undefined || one.userId === filter.user_id) &&
					(filter.page === undefined || one.page?.includes(filter.page)) &&
					(filter.noise === "show" || (filter.noise === "only") === noisy(one.source, one.eventId)),
			).length;
		const filters: EventFilter[] = [
			{ noise: "show" },
			{ noise: "hide" },
			{ noise: "only" },
			{ noise: "show", from: middle },
			{ noise: "show", to: middle },
			{ noise: "show", from: middle, to: middle + 1 },
			{ noise: "show", event_type: "purchase" },
			{ noise: "show", source: "shop" },
			{ noise: "show", visitor: "v1" },
			{ noise: "show", session_id: "s1" },
			{ noise: "show", user_id: "u1" },
			{ noise: "show", page: "product" },
			{ noise: "hide", page: "/", source: "api", from: middle, visitor: "v2" },
			{ noise: "show", visitor: "nobody" },
		];
		for (const filter of filters) {
			expect(await bench.store().count(filter), JSON.stringify(filter)).toBe(expected(filter));
			const { items } = await bench.store().list(filter, { limit: 200, cursor: null });
			expect(items, JSON.stringify(filter)).toHaveLength(expected(filter));
		}
	});

	test("a page is searched literally: signs of patterns mean themselves", async () => {
		await bench.store().append(["/a%b", "/a_b", "/axb", "/a.b"].map((page) => event({ page })));
		for (const page of ["a%b", "a_b", "a.b"]) expect(await bench.store().count({ noise: "show", page })).toBe(1);
	});

	test("sources: each with its events and the newest receipt, newest first, then by source", async () => {
		const of = (source: string, receivedAt: number) => event({ source, receivedAt });
		await bench.store().append([of("b", 5), of("a", 5), of("b", 2), of("c", 9), of("simulation", 1)]);
		expect(await bench.store().sources()).toEqual([
			{ source: "c", events: 1, lastReceivedAt: 9 },
			{ source: "a", events: 1, lastReceivedAt: 5 },
			{ source: "b", events: 2, lastReceivedAt: 5 },
			{ source: "simulation", events: 1, lastReceivedAt: 1 },
		]);
		await bench.store().append(Array.from({ length: 210 }, (_, index) => of(`s${index}`, 100 + index)));
		const newest = await bench.store().sources();
		expect([newest.length, newest[0]?.source]).toEqual([200, "s209"]);
	});

	test("facets: up to 200 values, by count descending, then value ascending", async () => {
		const events = Array.from({ length: 250 }, (_, index) =>
			event({ eventType: `t${String(index).padStart(3, "0")}`, source: index % 2 ? "b" : "a" }),
		);
		await bench.store().append([...events, event({ eventType: "t249", source: "c" })]);
		const { eventTypes, sources } = await bench.store().facets();
		expect(eventTypes).toHaveLength(200);
		expect(eventTypes.slice(0, 3)).toEqual([
			{ value: "t249", count: 2 },
			{ value: "t000", count: 1 },
			{ value: "t001", count: 1 },
		]);
		expect(sources).toEqual([
			{ value: "a", count: 125 },
			{ value: "b", count: 125 },
			{ value: "c", count: 1 },
		]);
	});

	test("counts tell events, noise, rejects, first and last times, and bytes", async () => {
		expect(await bench.store().counts()).toMatchObject({
			events: 0,
			noisy: 0,
			rejected: 0,
			firstTs: null,
			lastTs: null,
			lastReceivedAt: null,
		});
		await bench
			.store()
			.append([
				event({ ts: 5000, receivedAt: 9000 }),
				event({ ts: 3000, receivedAt: 9500, source: "simulation" }),
				event({ ts: 4000, receivedAt: 100 }),
			]);
		await bench
			.store()
			.addRejects([{ index: 0, path: "ts", code: "bad_time", message: "m", fix: "f", receivedAt: 1, source: "api", excerpt: "{}" }]);
		const counts = await bench.store().counts();
		expect(counts).toMatchObject({ events: 3, noisy: 1, rejected: 1, firstTs: 3000, lastTs: 5000, lastReceivedAt: 9500 });
		expect(counts.bytes).toBeGreaterThan(0);
	});

	test("counts follow a removal of the first and the last event", async () => {
		await bench.store().append([event({ eventId: "a", ts: 1 }), event({ eventId: "b", ts: 2 }), event({ eventId: "c", ts: 3 })]);
		await bench.store().remove([
			{ source: "api", eventId: "a" },
			{ source: "api", eventId: "c" },
		]);
		expect(await bench.store().counts()).toMatchObject({ events: 1, firstTs: 2, lastTs: 2 });
	});
};
