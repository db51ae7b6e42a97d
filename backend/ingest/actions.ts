/**
 * Canonical commerce actions and the names that stand for them, from Segment's and PostHog's e-commerce specification (v2 and
 * v1), GA4, Shopify's web pixel, Meta's pixel, and the predecessor. Names are compared without case, spaces and signs, so
 * that "Order Completed", order_completed and OrderCompleted are one entry.
 */
const names = {
	page_viewed: ["page_viewed", "pageview", "page_view", "page", "viewed_page", "screen", "screen_view", "page_loaded"],
	product_list_viewed: [
		"product_list_viewed",
		"viewed_product_category",
		"view_item_list",
		"collection_viewed",
		"category_view",
		"category_viewed",
		"view_category",
	],
	product_list_filtered: ["product_list_filtered"],
	products_searched: [
		"products_searched",
		"search",
		"searched",
		"search_submitted",
		"view_search_results",
		"site_search",
		"product_search",
	],
	promotion_viewed: ["promotion_viewed", "view_promotion"],
	promotion_clicked: ["promotion_clicked", "select_promotion"],
	product_clicked: ["product_clicked", "clicked_product", "select_item"],
	product_viewed: [
		"product_viewed",
		"product_view",
		"viewed_product",
		"view_item",
		"view_product",
		"view_content",
		"product_detail",
		"item_view",
	],
	product_added: ["product_added", "add_to_cart", "added_product", "added_to_cart", "product_added_to_cart", "cart_add", "add_to_basket"],
	product_removed: [
		"product_removed",
		"remove_from_cart",
		"removed_product",
		"removed_from_cart",
		"product_removed_from_cart",
		"cart_remove",
	],
	cart_viewed: ["cart_viewed", "view_cart", "viewed_cart", "cart_view", "view_basket"],
	cart_cleared: ["cart_cleared", "clear_cart"],
	checkout_started: [
		"checkout_started",
		"checkout",
		"begin_checkout",
		"checkout_start",
		"start_checkout",
		"started_checkout",
		"initiate_checkout",
		"started_order",
	],
	checkout_step_viewed: ["checkout_step_viewed", "viewed_checkout_step"],
	checkout_step_completed: ["checkout_step_completed", "completed_checkout_step", "add_shipping_info", "checkout_shipping_info_submitted"],
	payment_info_entered: ["payment_info_entered", "add_payment_info", "payment_info_submitted"],
	order_completed: [
		"order_completed",
		"purchase",
		"purchased",
		"order",
		"transaction",
		"completed_order",
		"order_placed",
		"checkout_completed",
		"buy",
	],
	order_updated: ["order_updated", "updated_order"],
	order_refunded: ["order_refunded", "refund", "refunded", "refunded_order"],
	order_cancelled: ["order_cancelled", "order_canceled", "cancel", "cancelled", "canceled", "cancelled_order", "cancel_order"],
	coupon_entered: ["coupon_entered"],
	coupon_applied: ["coupon_applied"],
	coupon_denied: ["coupon_denied"],
	coupon_removed: ["coupon_removed"],
	product_added_to_wishlist: ["product_added_to_wishlist", "add_to_wishlist"],
	product_removed_from_wishlist: ["product_removed_from_wishlist"],
	wishlist_product_added_to_cart: ["wishlist_product_added_to_cart"],
	product_shared: ["product_shared"],
	cart_shared: ["cart_shared"],
	product_reviewed: ["product_reviewed"],
} as const satisfies Record<string, readonly string[]>;

export type Action = keyof typeof names;

/** Names that mean a product when there is one, and its page otherwise, as in open shop data sets. */
const withProduct: Readonly<Record<string, readonly [Action, Action]>> = {
	view: ["product_viewed", "page_viewed"],
	cart: ["product_added", "cart_viewed"],
};

const fold = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

const byName: ReadonlyMap<string, Action> = new Map(
	(Object.entries(names) as [Action, readonly string[]][]).flatMap(([action, all]) => all.map((name) => [fold(name), action] as const)),
);

/** Event types are few; a sender that makes up names must not fill the memory. */
const remembered = new Map<string, string>();
const rememberAtMost = 1_000;

const folded = (eventType: string): string => {
	const known = remembered.get(eventType);
	if (known !== undefined) return known;
	const name = fold(eventType);
	if (remembered.size < rememberAtMost) remembered.set(eventType, name);
	return name;
};

/** The canonical action of an event type as sent; null for what has none. */
export const actionOf = (eventType: string, hasProduct: boolean): Action | null => {
	const name = folded(eventType);
	const known = byName.get(name);
	if (known !== undefined) return known;
	const pair = Object.hasOwn(withProduct, name) ? withProduct[name] : undefined;
	return pair ? pair[hasProduct ? 0 : 1] : null;
};
