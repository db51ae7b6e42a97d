import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeNative } from "./decoders/native.js";
import { itemsTotal } from "./items-total.js";
import { normalise } from "./normalise.js";

const meta = { receivedAt: Date.UTC(2026, 0, 1), source: "api" };
const totalOf = (event_type: string, properties: Record<string, unknown>) => {
	const { total, revenue, price } = normalise(decodeNative({ event_type, properties }), meta);
	return { total, revenue, price };
};
const products = [
	{ product_id: "1", price: 10.1, quantity: 2 },
	{ product_id: "2", price: "0.25", quantity: "3" },
];

describe("an order that tells its products[] alone", () => {
	it("comes to the sum of price times quantity", () => {
		expect(totalOf("Order Completed", { order_id: "o", products })).toEqual({ total: "20.95", revenue: null, price: null });
		expect(totalOf("purchase", { transaction_id: "o", items: [{ price: 5 }] })).toMatchObject({ total: "5" });
		expect(totalOf("refund", { order_id: "o", products })).toMatchObject({ total: "20.95" });
	});

	it("keeps the amount that it states itself", () => {
		expect(totalOf("purchase", { revenue: 7, products })).toMatchObject({ total: null, revenue: "7" });
		expect(totalOf("purchase", { total: 7, products })).toMatchObject({ total: "7" });
		expect(totalOf("purchase", { price: 7, products })).toMatchObject({ total: null, price: "7" });
	});

	it("has none when a line's price or quantity cannot be read, or there are no lines", () => {
		expect(itemsTotal({ products: [...products, { product_id: "3" }] })).toBeNull();
		expect(itemsTotal({ products: [{ price: 1, quantity: "many" }] })).toBeNull();
		expect(itemsTotal({ products: ["x"] })).toBeNull();
		expect(itemsTotal({ products: [] })).toBeNull();
		expect(itemsTotal({ products: "none" })).toBeNull();
		expect(itemsTotal({ products: [{ price: 99_999_999_999_999, quantity: 10 }] })).toBeNull();
	});

	it("is no amount of an event that is no order", () => {
		expect(totalOf("pageview", { products })).toMatchObject({ total: null });
		expect(totalOf("Cart Viewed", { products })).toMatchObject({ total: null });
	});

	it("is exact, where floating point is not", () => {
		expect(itemsTotal({ products: [{ price: 0.1, quantity: 3 }] })).toBe("0.3");
		expect(itemsTotal({ products: [{ price: "-2.5", quantity: 2 }] })).toBe("-5");
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: 0, max: 99 })), { minLength: 1 }),
				(lines) => {
					const cents = lines.reduce((sum, [price, quantity]) => sum + price * quantity, 0);
					const sent = lines.map(([price, quantity]) => ({ price: price / 100, quantity }));
					expect(itemsTotal({ products: sent })).toBe(String(cents / 100));
				},
			),
		);
	});
});
