import { expect, test } from "vitest";
import type { Order } from "../../../backend/contract/orders.js";
import type { Bench } from "../suite.js";

const order = (order_id: string, overrides: Partial<Order> = {}): Order => ({
	order_id,
	user_id: "u1",
	created_at: "2026-01-01T00:00:00.000Z",
	items: [{ product_id: "a", name: "A", category: null, price: 10, quantity: 2, amount: 20 }],
	currency: "EUR",
	subtotal: 20,
	tax: 2,
	shipping: 5,
	total: 27,
	...overrides,
});

const shoe = (productId: string, stock: number | null) => ({
	productId,
	slug: productId,
	name: productId,
	category: null,
	price: 10,
	currency: "EUR",
	tags: [],
	description: null,
	brand: null,
	stock,
	imageUrl: null,
});

export const orderPromises = (bench: Bench): void => {
	const stockOf = async (id: string) => (await bench.store().product(id))?.stock;

	test("an order takes its pieces from the stock; products that count none have enough", async () => {
		await bench.store().saveProducts([shoe("a", 5), shoe("b", null)], 1);
		expect(await bench.store().shelfOf(["a"])).toMatchObject([{ stock: 5 }]);
		const line = { product_id: "b", name: "B", category: null, price: 1, quantity: 900, amount: 900 };
		await bench.store().placeOrder("k1", order("o1", { items: [...order("o1").items, line] }));
		expect([await stockOf("a"), await stockOf("b")]).toEqual([3, null]);
		expect(await bench.store().shelfOf(["a"])).toEqual([{ productId: "a", category: null, stock: 3 }]);
	});

	test("with fewer left nothing is kept and nothing taken", async () => {
		await bench.store().saveProducts([shoe("a", 5), shoe("b", 1)], 1);
		const line = { product_id: "b", name: "B", category: null, price: 1, quantity: 2, amount: 2 };
		const placing = bench.store().placeOrder("k1", order("o1", { items: [...order("o1").items, line] }));
		await expect(placing).rejects.toMatchObject({ code: "conflict" });
		expect([await stockOf("a"), await stockOf("b")]).toEqual([5, 1]);
		expect(await bench.store().orderOf("k1")).toBeNull();
	});

	test("a key gives the order kept under it, also when calls race", async () => {
		await bench.store().saveProducts([shoe("a", 5)], 1);
		const placed = await Promise.all(["o1", "o2", "o3"].map((id) => bench.store().placeOrder("k1", order(id))));
		expect(new Set(placed.map(({ order_id }) => order_id)).size).toBe(1);
		expect(await stockOf("a")).toBe(3);
		expect(await bench.store().orderOf("k1")).toEqual(placed[0]);
	});

	test("the last piece goes to one of two racing orders", async () => {
		await bench.store().saveProducts([shoe("a", 2)], 1);
		const outcomes = await Promise.allSettled(["k1", "k2"].map((key) => bench.store().placeOrder(key, order(`o-${key}`))));
		expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
		expect(await stockOf("a")).toBe(0);
	});

	test("a user's orders, newest first, and nobody else's", async () => {
		for (const [key, id, user_id, day] of [
			["k1", "o1", "u1", "01"],
			["k2", "o2", "u1", "02"],
			["k3", "o3", "u2", "03"],
			["k4", "o4", null, "04"],
		] as const)
			await bench.store().placeOrder(key, order(id, { user_id, created_at: `2026-01-${day}T00:00:00.000Z` }));
		expect((await bench.store().orders("u1", 10)).map(({ order_id }) => order_id)).toEqual(["o2", "o1"]);
		expect((await bench.store().orders("u1", 1)).map(({ order_id }) => order_id)).toEqual(["o2"]);
	});
};
