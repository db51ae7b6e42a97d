import { expect, it } from "vitest";
import { event } from "../../test/builders/event.js";
import { type Feed, type FeedMessage, openFeed } from "./feed.js";

const tell = (feed: Feed, count: number, stored = true): void => {
	const events = Array.from({ length: count }, () => event());
	feed.tell({ receivedAt: 5, source: "api", keyId: "k", events, stored: events.map(() => stored), rejected: [] });
};

const next = async (messages: AsyncGenerator<FeedMessage>): Promise<FeedMessage> => {
	const { value } = await messages.next();
	if (!value) throw new Error("The feed ended.");
	return value as FeedMessage;
};

it("tells what became of each event: accepted, duplicate, rejected with its reason", async () => {
	const feed = openFeed();
	const rejected = [{ index: 1, path: "timestamp", code: "bad_time" as const, message: "m", fix: "f", excerpt: "{}" }];
	feed.tell({
		receivedAt: 7,
		source: "web",
		keyId: null,
		events: [event({ eventId: "a" }), event({ eventId: "b" })],
		stored: [true, false],
		rejected,
	});
	const { items } = await next(feed.listen(100));
	expect(items.map(({ verdict, event_id }) => [verdict, event_id])).toEqual([
		["accepted", "a"],
		["duplicate", "b"],
		["rejected", null],
	]);
	expect(items[2]).toMatchObject({
		at: 7,
		source: "web",
		problem: { path: "timestamp", code: "bad_time", message: "m", fix: "f", excerpt: "{}" },
	});
});

it("begins with the newest, as many as asked, and goes on with what comes", async () => {
	const feed = openFeed();
	for (let round = 0; round < 30; round++) tell(feed, 10);
	expect((await next(feed.listen(100))).items).toHaveLength(100);
	expect((await next(feed.listen(3))).items).toHaveLength(3);
	const listening = feed.listen(0);
	expect((await next(listening)).items).toEqual([]);
	const coming = next(listening);
	tell(feed, 2);
	expect((await coming).items).toHaveLength(2);
});

it("a slow listener skips the oldest and is told how many; others skip nothing", async () => {
	const feed = openFeed();
	const [slow, quick] = [feed.listen(0), feed.listen(0)];
	await Promise.all([next(slow), next(quick)]);
	for (let round = 0; round < 15; round++) {
		tell(feed, 100);
		expect(await next(quick)).toMatchObject({ skipped: 0 });
	}
	const { items, skipped } = await next(slow);
	expect([items.length, skipped]).toEqual([1_000, 500]);
});

it("closing ends whoever listens", async () => {
	const feed = openFeed();
	const listening = feed.listen(0);
	await next(listening);
	const end = listening.next();
	feed.close();
	expect((await end).done).toBe(true);
});

it("ends with its signal, also while it waits", async () => {
	const feed = openFeed();
	const leaving = new AbortController();
	const listening = feed.listen(0, leaving.signal);
	await next(listening);
	const end = listening.next();
	leaving.abort();
	expect((await end).done).toBe(true);
});
