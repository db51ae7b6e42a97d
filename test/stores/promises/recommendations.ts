import { expect, test } from "vitest";
import type { SavedRecommendations } from "../../../backend/store/recommendation-ports.js";
import type { Bench } from "../suite.js";

const list = (createdAt: number, reason = "Often bought with 茶 cups"): SavedRecommendations => ({
	createdAt,
	origin: createdAt % 2 === 0 ? "model" : "computed",
	items: [
		{ productId: "p-1", reason },
		{ productId: "p'2\"", reason: "" },
	],
});

export const recommendationPromises = (bench: Bench): void => {
	test("a saved list comes back as it was; an account without one has null, and no list", async () => {
		await bench.store().saveRecommendations("u1", list(2));
		expect(await bench.store().latestRecommendations("u1")).toEqual(list(2));
		expect(await bench.store().latestRecommendations("u2")).toBeNull();
		expect(await bench.store().recommendations("u2", 10)).toEqual([]);
	});

	test("the newest is the one of the latest moment; of one moment, the one saved later", async () => {
		for (const one of [list(5, "a"), list(3, "b"), list(5, "c")]) await bench.store().saveRecommendations("u1", one);
		expect(await bench.store().latestRecommendations("u1")).toEqual(list(5, "c"));
		expect(await bench.store().recommendations("u1", 2)).toEqual([list(5, "c"), list(5, "a")]);
	});

	test("the newest 20 lists of each account stay, also when saves race", async () => {
		await bench.store().saveRecommendations("u2", list(0));
		await Promise.all(Array.from({ length: 23 }, (_, at) => bench.store().saveRecommendations("u1", list(at + 1))));
		const kept = await bench.store().recommendations("u1", 100);
		expect(kept.map(({ createdAt }) => createdAt)).toEqual(Array.from({ length: 20 }, (_, at) => 23 - at));
		expect(await bench.store().latestRecommendations("u2")).toEqual(list(0));
	});
};
