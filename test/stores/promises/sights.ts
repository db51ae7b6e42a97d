import { expect, test } from "vitest";
import type { NewEvent } from "../../../backend/store/event.js";
import type { ProductSight } from "../../../backend/store/recommendation-ports.js";
import { event } from "../../builders/event.js";
import type { Bench } from "../suite.js";

const product = (eventId: string, productId: string, overrides: Partial<NewEvent> = {}): NewEvent =>
	event({ eventId, sessionId: "s1", action: "product_viewed", productId, productName: `Name ${productId}`, ...overrides });

const told = ({ sessionId, action, productId, name, category }: ProductSight) => [sessionId, action, productId, name, category];

export const sightPromises = (bench: Bench): void => {
	const all = async () => (await bench.store().productSights({ after: 0, limit: 1_000 })).sights;

	test("products viewed, added and ordered are told by number; of other actions none", async () => {
		await bench
			.store()
			.append([
				product("a", "p1", { productCategory: "Tea", ts: 5_000 }),
				product("b", "p2", { action: "product_added", ts: 3_000 }),
				product("c", "p3", { action: "product_removed" }),
				product("d", "p4", { action: "order_completed", ts: 4_000 }),
				event({ eventId: "e", sessionId: "s1" }),
			]);
		expect((await all()).map(told)).toEqual([
			["s1", "product_viewed", "p1", "Name p1", "Tea"],
			["s1", "product_added", "p2", "Name p2", null],
			["s1", "order_completed", "p4", "Name p4", null],
		]);
		expect((await all()).map(({ ts }) => ts)).toEqual([5_000, 3_000, 4_000]);
	});

	test("an event that names no product of its own tells those of its products[], in their order", async () => {
		const products = [{ sku: "z", name: "Zed" }, { name: "nameless id" }, { product_id: "a", category: "Tea" }];
		await bench
			.store()
			.append([
				product("a", "own", { action: "order_completed", properties: { products } }),
				event({ eventId: "b", sessionId: "s1", action: "order_completed", properties: { products } }),
			]);
		expect((await all()).map(told)).toEqual([
			["s1", "order_completed", "own", "Name own", null],
			["s1", "order_completed", "z", "Zed", null],
			["s1", "order_completed", "a", null, "Tea"],
		]);
	});

	test("every event without a session id is told, once, without a product where it names none", async () => {
		await bench
			.store()
			.append([
				event({ eventId: "a", clientId: "v1", ts: 1_000 }),
				product("b", "p1", { sessionId: null, clientId: "v1" }),
				event({ eventId: "c", action: "order_completed", properties: { products: [{ name: "no id" }] } }),
			]);
		expect((await all()).map(told)).toEqual([
			[null, null, null, null, null],
			[null, "product_viewed", "p1", "Name p1", null],
			[null, null, null, null, null],
		]);
	});

	test("reading goes on after upto until nothing waits, and nothing is told twice or left out", async () => {
		const ids = Array.from({ length: 25 }, (_, at) => `p${at}`);
		await bench.store().append(ids.map((id) => product(id, id)));
		const read: (string | null)[] = [];
		for (let after = 0; ; ) {
			const { sights, upto, newest } = await bench.store().productSights({ after, limit: 7 });
			read.push(...sights.map(({ productId }) => productId));
			after = upto;
			if (upto >= newest) break;
		}
		expect(read).toEqual(ids);
	});

	test("noise is left out, and what a mark taken away shows is told again; edits() changes with each change", async () => {
		await bench.store().append([product("a", "p1"), product("b", "p2"), product("c", "p3", { source: "simulation" })]);
		const keys = [{ source: "api", eventId: "a" }];
		const seen = [bench.store().edits()];
		await bench.store().flag(keys, ["bot"], 1);
		seen.push(bench.store().edits());
		expect((await all()).map(({ productId }) => productId)).toEqual(["p2"]);
		await bench.store().flag(keys, ["bot"], 1);
		expect(bench.store().edits()).toBe(seen[1]);
		await bench.store().unflag(keys);
		seen.push(bench.store().edits());
		expect((await all()).map(({ productId }) => productId)).toEqual(["p1", "p2"]);
		await bench.store().remove(keys);
		seen.push(bench.store().edits());
		expect((await all()).map(({ productId }) => productId)).toEqual(["p2"]);
		expect(new Set(seen).size).toBe(4);
	});

	test("the newest events of whom is meant are told, newest first; every condition must hold", async () => {
		await bench
			.store()
			.append([
				product("a", "p1", { clientId: "v1", ts: 1_000 }),
				product("b", "p2", { clientId: "v1", ts: 3_000, userId: "u1" }),
				product("c", "p3", { clientId: "v2", ts: 2_000, userId: "u1", userVerified: true }),
				event({ eventId: "d", clientId: "v1", sessionId: "s2", ts: 4_000 }),
			]);
		const of = async (who: Parameters<ReturnType<Bench["store"]>["sightsOf"]>[0], limit = 10) =>
			(await bench.store().sightsOf(who, limit)).map(({ productId }) => productId);
		expect(await of({ visitor: "v1" })).toEqual([null, "p2", "p1"]);
		expect(await of({ visitor: "v1" }, 2)).toEqual([null, "p2"]);
		expect(await of({ visitor: "v1", sessionId: "s1" })).toEqual(["p2", "p1"]);
		expect(await of({ visitor: "v2", sessionId: "s2" })).toEqual([]);
		expect(await of({ userId: "u1" })).toEqual(["p2", "p3"]);
		expect(await of({ verifiedUser: "u1" })).toEqual(["p3"]);
		expect(await of({ visitor: "v1", from: 3_000 })).toEqual([null, "p2"]);
		expect(await of({})).toEqual([]);
	});

	test("who was there with products is found by a part of the id, the newest first", async () => {
		await bench
			.store()
			.append([
				product("a", "p1", { clientId: "Anna", ts: 1_000, userId: "u%1" }),
				product("b", "p1", { clientId: "Hanna", ts: 2_000 }),
				product("c", "p2", { clientId: "Anna", ts: 2_000, sessionId: null }),
				product("d", "p2", { clientId: "hidden anna", ts: 9_000, source: "simulation" }),
				event({ eventId: "e", clientId: "Anna only looks", ts: 9_000 }),
			]);
		expect(await bench.store().sighted("visitor", "ANN", 10)).toEqual([
			{ id: "Anna", events: 2, lastTs: 2_000 },
			{ id: "Hanna", events: 1, lastTs: 2_000 },
		]);
		expect(await bench.store().sighted("visitor", "", 1)).toHaveLength(1);
		expect((await bench.store().sighted("userId", "%", 10)).map(({ id }) => id)).toEqual(["u%1"]);
		expect((await bench.store().sighted("sessionId", "", 10)).map(({ id, events }) => [id, events])).toEqual([["s1", 2]]);
	});
};
