import { describe, expect, it } from "vitest";
import { actionOf } from "./actions.js";

describe("actionOf", () => {
	it.each([
		["purchase", "order_completed"],
		["order", "order_completed"],
		["Order Completed", "order_completed"],
		["orderCompleted", "order_completed"],
		["transaction", "order_completed"],
		["cancel", "order_cancelled"],
		["refund", "order_refunded"],
		["add_to_cart", "product_added"],
		["addtocart", "product_added"],
		["remove_from_cart", "product_removed"],
		["view_item", "product_viewed"],
		["search", "products_searched"],
		["begin_checkout", "checkout_started"],
		["checkout", "checkout_started"],
		["$pageview", "page_viewed"],
		["pageview", "page_viewed"],
		["page", "page_viewed"],
	])("%s is %s", (type, action) => expect(actionOf(type, false)).toBe(action));

	it.each(["stock_adjust", "click", "", "__proto__", "constructor", "toString"])("%s has none", (type) =>
		expect(actionOf(type, false)).toBeNull(),
	);

	it("reads view and cart by whether there is a product", () => {
		expect([actionOf("view", true), actionOf("view", false)]).toEqual(["product_viewed", "page_viewed"]);
		expect([actionOf("cart", true), actionOf("cart", false)]).toEqual(["product_added", "cart_viewed"]);
	});
});
