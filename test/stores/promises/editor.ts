import { expect, test } from "vitest";
import { event } from "../../builders/event.js";
import type { Bench } from "../suite.js";

const key = (eventId: string, source = "api") => ({ source, eventId });
const hidden = { noise: "only" } as const;

export const editorPromises = (bench: Bench): void => {
	const abc = () => bench.store().append(["a", "b", "c"].map((eventId) => event({ eventId })));
	const flagged = async () => {
		const { items } = await bench.store().list(hidden, { limit: 10, cursor: null });
		return items.toSorted((a, b) => a.event_id.localeCompare(b.event_id));
	};

	test("flag marks events with reasons and tells how many changed", async () => {
		await abc();
		expect(await bench.store().flag([key("a"), key("b")], ["bot", "fast"], 5)).toBe(2);
		expect((await flagged()).map(({ event_id, noise_reasons }) => [event_id, noise_reasons])).toEqual([
			["a", ["bot", "fast"]],
			["b", ["bot", "fast"]],
		]);
		expect((await bench.store().counts()).noisy).toBe(2);
	});

	test("flag skips unknown keys and keys already flagged, and keeps their first reasons", async () => {
		await abc();
		await bench.store().flag([key("a")], ["first"], 5);
		expect(await bench.store().flag([key("a"), key("b"), key("zzz"), key("b", "other")], ["second"], 6)).toBe(1);
		expect((await flagged()).map(({ noise_reasons }) => noise_reasons)).toEqual([["first"], ["second"]]);
		expect(await bench.store().flag([key("a"), key("b")], ["third"], 7)).toBe(0);
	});

	test("the same key twice in one call counts once", async () => {
		await abc();
		expect(await bench.store().flag([key("a"), key("a")], ["bot"], 5)).toBe(1);
		expect(await bench.store().unflag([key("a"), key("a")])).toBe(1);
		expect(await bench.store().remove([key("a"), key("a")])).toBe(1);
	});

	test("unflag takes the mark away, tells how many changed, and is idempotent", async () => {
		await abc();
		await bench.store().flag([key("a"), key("b")], ["bot"], 5);
		expect(await bench.store().unflag([key("a"), key("c"), key("zzz")])).toBe(1);
		expect(await bench.store().unflag([key("a")])).toBe(0);
		expect((await flagged()).map(({ event_id }) => event_id)).toEqual(["b"]);
		expect((await bench.store().counts()).noisy).toBe(1);
	});

	test("an event of a noisy source stays hidden without a flag", async () => {
		await bench.store().append([event({ source: "simulation", eventId: "a" }), event({ source: "realistic_seed", eventId: "b" })]);
		await bench.store().flag([key("a", "simulation")], ["bot"], 5);
		expect(await bench.store().unflag([key("a", "simulation")])).toBe(1);
		expect((await flagged()).map(({ event_id }) => event_id)).toEqual(["a"]);
		expect((await bench.store().counts()).noisy).toBe(1);
	});

	test("remove deletes for good and tells how many were there", async () => {
		await abc();
		expect(await bench.store().remove([key("a"), key("zzz"), key("b", "other")])).toBe(1);
		expect(await bench.store().remove([key("a")])).toBe(0);
		expect(await bench.store().count({ noise: "show" })).toBe(2);
		expect((await bench.store().counts()).events).toBe(2);
	});

	test("an append of a removed key stores it anew", async () => {
		await abc();
		await bench.store().flag([key("a")], ["bot"], 5);
		await bench.store().remove([key("a")]);
		expect(await bench.store().append([event({ eventId: "a", page: "/again" })])).toEqual({ inserted: [true] });
		const { items } = await bench.store().list({ noise: "hide", page: "/again" }, { limit: 10, cursor: null });
		expect(items.map(({ event_id, noisy }) => [event_id, noisy])).toEqual([["a", false]]);
	});

	test("no keys change nothing", async () => {
		await abc();
		expect(await bench.store().flag([], ["bot"], 5)).toBe(0);
		expect(await bench.store().unflag([])).toBe(0);
		expect(await bench.store().remove([])).toBe(0);
	});

	test("events stored while others are flagged and removed are neither lost nor doubled", async () => {
		await bench.store().append(Array.from({ length: 200 }, (_, index) => event({ eventId: `old${index}` })));
		const keys = Array.from({ length: 100 }, (_, index) => key(`old${index}`));
		const [flags, removed] = await Promise.all([
			bench.store().flag(keys, ["bot"], 1),
			bench.store().remove(keys.slice(50)),
			...Array.from({ length: 20 }, () => bench.store().append([event(), event()])),
		]);
		expect(flags).toBeGreaterThanOrEqual(50);
		expect(removed).toBe(50);
		expect(await bench.store().count({ noise: "show" })).toBe(190);
		expect(await bench.store().counts()).toMatchObject({ events: 190, noisy: 50 });
	});
};
