import type { Properties, Track } from "./properties.js";

export interface Product extends Properties {
	readonly product_id: string;
	readonly name?: string;
	readonly category?: string;
	readonly price?: number;
	readonly quantity?: number;
	readonly currency?: string;
}

export interface Order extends Properties {
	readonly order_id: string;
	/** Without tax and shipping. */
	readonly revenue?: number;
	readonly tax?: number;
	readonly shipping?: number;
	/** What the customer pays. */
	readonly total?: number;
	readonly currency?: string;
	readonly products?: readonly Product[];
}

/** The steps of a shop under their standard names (Segment's e-commerce specification). */
export const commerce = (track: Track) => ({
	productsSearched: (query: string, results?: number) => track("products_searched", { query, results }),
	productListViewed: (category: string, products?: readonly Product[]) => track("product_list_viewed", { category, products }),
	productViewed: (product: Product) => track("product_viewed", product),
	productAdded: (product: Product) => track("product_added", product),
	productRemoved: (product: Product) => track("product_removed", product),
	cartViewed: (cart?: Properties) => track("cart_viewed", cart),
	checkoutStarted: (order?: Properties) => track("checkout_started", order),
	checkoutStepCompleted: (step: string | number, order?: Properties) => track("checkout_step_completed", { ...order, step }),
	orderCompleted: (order: Order) => track("order_completed", order),
	orderRefunded: (order: Order) => track("order_refunded", order),
});
export type Commerce = ReturnType<typeof commerce>;
