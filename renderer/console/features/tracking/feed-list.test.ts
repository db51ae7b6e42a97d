import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FeedItem } from "../../../../backend/contract/tracking.js";
import { type FeedList, keptOfEach, openFeedList, redrawMs } from "./feed-list.js";

const item = (event_id: string, more: Partial<FeedItem> = {}): FeedItem => ({
	at: 1,
	verdict: "accepted",
	source: "web",
	key_id: null,
	event_id,
	event_type: "pageview",
	action: null,
	visitor: "v",
	page: "/",
	problem: null,
	...more,
});

const idsOf = (list: FeedList) => list.view().items.map(({ event_id }) => event_id);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the list of what the stream told", () => {
	it("redraws at most twice a second, however often something comes, and always shows the last", () => {
		const list = openFeedList(Date.now);
		const drawn: number[] = [];
		list.subscribe(() => drawn.push(Date.now()));
		for (let n = 0; n < 100; n++) {
			list.add({ items: [item(`e${n}`)], skipped: 0 });
			vi.advanceTimersByTime(20);
		}
		vi.advanceTimersByTime(redrawMs);
		expect(drawn.length).toBeGreaterThanOrEqual(4);
		expect(drawn.length).toBeLessThanOrEqual(6);
		expect(drawn.slice(1).every((at, index) => at - (drawn[index] ?? 0) >= redrawMs)).toBe(true);
		expect(idsOf(list)[0]).toBe("e99");
		vi.advanceTimersByTime(60_000);
		expect(drawn.length).toBeLessThanOrEqual(6);
	});

	it("keeps a bounded number of each verdict, so that many accepted ones wash away no rejected one", () => {
		const list = openFeedList(Date.now);
		list.add({ items: [item("bad", { verdict: "rejected" })], skipped: 3 });
		for (let n = 0; n < 2_000; n++) list.add({ items: [item(`e${n}`)], skipped: 0 });
		vi.runAllTimers();
		const { items, counts, skipped, rejectedOf } = list.view();
		expect(items).toHaveLength(keptOfEach + 1);
		expect(items.at(-1)?.event_id).toBe("bad");
		expect({ counts, skipped }).toEqual({ counts: { accepted: 2_000, duplicate: 0, rejected: 1 }, skipped: 3 });
		expect(rejectedOf.get("web")).toBe(1);
	});

	it("shows nothing new while paused, counts what waits, and shows it afterwards", () => {
		const list = openFeedList(Date.now);
		list.add({ items: [item("before")], skipped: 0 });
		vi.runAllTimers();
		list.pause();
		list.add({ items: [item("during"), item("too")], skipped: 0 });
		vi.runAllTimers();
		expect([idsOf(list), list.view().waiting, list.view().paused]).toEqual([["before"], 2, true]);
		list.resume();
		expect([idsOf(list), list.view().waiting, list.view().paused]).toEqual([["too", "during", "before"], 0, false]);
	});

	it("begins anew with a new connection, which tells again what the server remembers", () => {
		const list = openFeedList(Date.now);
		list.add({ items: [item("a"), item("b")], skipped: 0 });
		list.begin();
		list.add({ items: [item("a"), item("b")], skipped: 0 });
		vi.runAllTimers();
		expect([idsOf(list), list.view().counts.accepted]).toEqual([["b", "a"], 2]);
	});

	it("tells when a key and a source were last heard of", () => {
		const list = openFeedList(Date.now);
		list.add({ items: [item("a", { at: 5, key_id: "k" }), item("b", { at: 9, source: "segment" })], skipped: 0 });
		vi.runAllTimers();
		expect([...list.view().lastOfKey, ...list.view().lastOfSource]).toEqual([
			["k", 5],
			["web", 5],
			["segment", 9],
		]);
	});

	it("draws no more once nobody looks", () => {
		const list = openFeedList(Date.now);
		const draw = vi.fn<() => void>();
		const leave = list.subscribe(draw);
		list.add({ items: [item("a")], skipped: 0 });
		leave();
		vi.runAllTimers();
		expect(draw).not.toHaveBeenCalled();
	});
});
