import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openLog } from "../../backend/logging.js";
import { forCaller } from "../../backend/recommendations/for-caller.js";
import { type LiveIndex, openLiveIndex } from "../../backend/recommendations/live-index.js";
import type { ProductDraft } from "../../backend/store/catalog-ports.js";
import { type DuckStore, openDuckStore } from "../../backend/store/duckdb/open.js";
import type { NewEvent } from "../../backend/store/event.js";
import { event } from "../builders/event.js";
import { plainSessions } from "./oracle/recommend.js";

const hour = 3_600_000;
const start = Date.UTC(2024, 2, 1);

let folder = "";
let store: DuckStore;
let live: LiveIndex;

const open = async (): Promise<void> => {
	store = await openDuckStore({ path: join(folder, "store.duckdb") });
	live = openLiveIndex({ store, log: openLog("silent") });
};
const close = async (): Promise<void> => {
	await live.close();
	await store.close();
};
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "recommend-"));
	await open();
});
afterEach(async () => {
	await close();
	await rm(folder, { recursive: true, force: true });
});

const seen = (at: number, overrides: Partial<NewEvent> = {}): NewEvent =>
	event({
		eventId: `e${at}`,
		clientId: `v${at % 7}`,
		sessionId: at % 3 === 0 ? null : `s${at % 11}`,
		ts: start + at * 400_000,
		action: at % 5 === 0 ? "order_completed" : "product_viewed",
		productId: `p${(at * 7) % 13}`,
		...overrides,
	});

/** What the index holds is what a plain count over all that the store tells gives. */
const agrees = async (): Promise<number> => {
	const { index } = await live.fresh(60_000);
	const { sights } = await store.productSights({ after: 0, limit: 1_000_000 });
	const held = Array.from({ length: index.slots }, (_, slot) => slot)
		.filter((slot) => index.isHeld(slot))
		.map((slot) => index.session(slot));
	const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : 1);
	expect(held.toSorted(byKey)).toEqual(plainSessions(sights).toSorted(byKey));
	return held.length;
};

describe("the index follows the store", () => {
	test("through new events, marks, undoing them, deletion and a restart", async () => {
		const events = Array.from({ length: 120 }, (_, at) => seen(at));
		await store.append(events.slice(0, 60));
		await agrees();
		await store.append(events.slice(60));
		const all = await agrees();
		const keys = events
			.filter(({ sessionId }) => sessionId === null || sessionId === "s4")
			.map(({ source, eventId }) => ({ source, eventId }));
		await store.flag(keys, ["bot"], 1);
		expect(await agrees()).toBeLessThan(all);
		await store.unflag(keys);
		expect(await agrees()).toBe(all);
		await store.remove(keys.slice(0, 20));
		const left = await agrees();
		await close();
		await open();
		expect(await agrees()).toBe(left);
	});

	test("while events come and marks change at the same time", async () => {
		await store.append(Array.from({ length: 40 }, (_, at) => seen(at)));
		await Promise.all([
			...Array.from({ length: 20 }, (_, at) => store.append([seen(1_000 + at)])),
			...Array.from({ length: 6 }, (_, at) => store.flag([{ source: "api", eventId: `e${at * 3}` }], ["bot"], 1)),
			...Array.from({ length: 10 }, () => live.fresh(60_000)),
		]);
		expect(await agrees()).toBeGreaterThan(0);
	});
});

const draft = (productId: string, stock: number | null): ProductDraft => ({
	productId,
	slug: productId,
	name: `Now ${productId}`,
	category: null,
	price: 5,
	currency: "EUR",
	tags: [],
	description: null,
	brand: null,
	stock,
	imageUrl: null,
});

describe("for an account", () => {
	const asked = { limit: 3 };
	const caller = { role: "customer", userId: "u1", peer: null, token: null } as const;
	const deps = () => ({ store, live, now: () => start + hour });
	const list = (createdAt: number, origin: "model" | "computed", ids: readonly string[]) =>
		store.saveRecommendations("u1", {
			createdAt,
			origin,
			items: ids.map((productId) => ({ productId, reason: `Because of ${productId}` })),
		});

	beforeEach(async () => {
		await store.saveProducts([draft("a", 3), draft("b", null), draft("c", 0), draft("d", 9)], start);
		await store.append(["d", "b", "a"].map((productId, at) => seen(at, { productId, sessionId: "s", action: "product_viewed" })));
	});

	test("the newest list of a model comes first, as the catalog has its products now, without what is gone or sold out, filled up with what is computed", async () => {
		await list(start, "model", ["d"]);
		await list(start + 1, "model", ["gone", "b", "c"]);
		const { items, origin, created_at } = await forCaller(deps(), asked, caller);
		expect(origin).toBe("model");
		expect(created_at).toBe(new Date(start + 1).toISOString());
		expect(items.map(({ product_id, origin: by }) => [product_id, by])).toEqual([
			["b", "model"],
			["a", "computed"],
			["d", "computed"],
		]);
		expect(items[0]).toMatchObject({ name: "Now b", price: 5, reason: "Because of b" });
	});

	test("without one, or after a list that was computed, or where all of it is gone, it is computed now", async () => {
		const computed = [["a", "b", "d"], "computed"];
		const got = async () => {
			const { items, origin } = await forCaller(deps(), asked, caller);
			return [items.map(({ product_id }) => product_id), origin];
		};
		expect(await got()).toEqual(computed);
		await list(start, "model", ["gone"]);
		expect(await got()).toEqual(computed);
		await list(start + 1, "computed", ["d"]);
		expect(await got()).toEqual(computed);
	});
});
