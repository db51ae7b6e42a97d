import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LiveEventRow, LiveMessage, LivePicture } from "../../../../backend/contract/live.js";
import { keptEvents, openLiveList, redrawMs } from "./live-list.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const row = (place: number): LiveEventRow => ({
	...{ place, ts: place, source: `s${place % 90}`, event_type: `t${place % 90}`, action: null, visitor: "v", page: "/" },
	...{ product: null, search_term: null, results: null, order_id: null, products: null, amount: null, currency: null },
});
const message = (places: readonly number[], over: Partial<LiveMessage> = {}): LiveMessage => ({
	picture: { per_minute: places.length } as LivePicture,
	events: places.map(row),
	skipped: 0,
	behind_ms: 300,
	...over,
});

test("a thousand messages a second are drawn at most twice, the newest first, and only so many are kept", () => {
	const list = openLiveList(Date.now);
	let drawn = 0;
	list.subscribe(() => {
		drawn += 1;
	});
	for (let at = 1; at <= 1_000; at++) {
		list.add(message([at], { skipped: 1 }));
		vi.advanceTimersByTime(1);
	}
	vi.advanceTimersByTime(redrawMs);
	expect(drawn).toBeLessThanOrEqual(4);
	expect(list.screen().events).toHaveLength(keptEvents);
	expect(list.screen().events[0]?.place).toBe(1_000);
	expect(list.screen()).toMatchObject({ skipped: 1_000 });
	expect(list.screen().types).toHaveLength(50);
});

test("shown after tells how long the oldest event waited, on the server and here", () => {
	const list = openLiveList(Date.now);
	list.subscribe(() => undefined);
	list.add(message([1]));
	vi.advanceTimersByTime(redrawMs);
	expect(list.screen().shownAfterMs).toBe(300);
	list.add(message([2]));
	vi.advanceTimersByTime(100);
	list.add(message([3], { behind_ms: 0 }));
	vi.advanceTimersByTime(redrawMs);
	expect(list.screen().shownAfterMs).toBeGreaterThan(300);
	expect(list.screen().shownAfterMs).toBeLessThanOrEqual(300 + redrawMs);
});

test("a pause freezes what is shown and counts what comes; going on shows all of it", () => {
	const list = openLiveList(Date.now);
	list.subscribe(() => undefined);
	list.add(message([1]));
	vi.advanceTimersByTime(redrawMs);
	list.setPaused(true);
	list.add(message([2, 3], { skipped: 4 }));
	vi.advanceTimersByTime(redrawMs);
	expect(list.screen()).toMatchObject({ paused: true, waiting: 6, picture: { per_minute: 1 } });
	expect(list.screen().events.map(({ place }) => place)).toEqual([1]);
	list.setPaused(false);
	expect(list.screen()).toMatchObject({ paused: false, waiting: 0, picture: { per_minute: 2 } });
	expect(list.screen().events.map(({ place }) => place)).toEqual([2, 3, 1]);
});

test("a new connection begins anew, and what was shown stays until its first message", () => {
	const list = openLiveList(Date.now);
	list.subscribe(() => undefined);
	list.add(message([1, 2]));
	vi.advanceTimersByTime(redrawMs);
	list.begin();
	expect(list.screen().events).toHaveLength(2);
	list.add(message([7]));
	vi.advanceTimersByTime(redrawMs);
	expect(list.screen().events.map(({ place }) => place)).toEqual([7]);
});

test("what a connection made during a pause begins with may be older, and is not told as come since", () => {
	const list = openLiveList(Date.now);
	list.subscribe(() => undefined);
	list.add(message([1]));
	vi.advanceTimersByTime(redrawMs);
	list.setPaused(true);
	list.begin();
	list.add(message([1, 2], { skipped: 3 }));
	list.add(message([3]));
	vi.advanceTimersByTime(redrawMs);
	expect(list.screen()).toMatchObject({ paused: true, waiting: 1 });
	list.setPaused(false);
	expect(list.screen().events.map(({ place }) => place)).toEqual([3, 1, 2]);
});
