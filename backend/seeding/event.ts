import type { EventInput } from "../contract/events.js";
import { currency, type ShopProduct } from "./shop/products.js";

/** An event as a shop's page sends it. */
export type SeedEvent = EventInput & {
	readonly event_id: string;
	readonly timestamp: number;
	readonly properties: Record<string, unknown>;
};

export const source = "realistic_seed";

/** A line of a cart. */
export interface Line {
	readonly product: ShopProduct;
	quantity: number;
}

export const productProperties = ({ productId, name, category, price }: ShopProduct) => ({
	product_id: productId,
	product_name: name,
	product_category: category,
	price,
	currency,
});

const centsOf = (lines: readonly Line[]): number => lines.reduce((sum, { product, quantity }) => sum + product.cents * quantity, 0);

export const cartProperties = (lines: readonly Line[]) => ({
	cart_items: lines.reduce((sum, { quantity }) => sum + quantity, 0),
	cart_value: centsOf(lines) / 100,
	currency,
});

const freeFrom = 60_00;
const shippingCents = 4_90;
/** Contained in the prices, as shops in Europe show them. */
const taxShare = 19 / 119;

export interface OrderAmounts {
	/** What the goods come to after the discount, in cents. */
	readonly cents: number;
	readonly properties: Record<string, unknown>;
}

/** What an order tells: `revenue` is of the goods after the discount, `total` what was paid. */
export const orderProperties = (lines: readonly Line[], discount: number): OrderAmounts => {
	const subtotal = centsOf(lines);
	const off = Math.round(subtotal * discount);
	const cents = subtotal - off;
	const shipping = cents >= freeFrom ? 0 : shippingCents;
	return {
		cents,
		properties: {
			revenue: cents / 100,
			shipping: shipping / 100,
			tax: Math.round(cents * taxShare) / 100,
			total: (cents + shipping) / 100,
			currency,
			...(off > 0 && { discount: off / 100, coupon: "WARM15" }),
			products: lines.map(({ product, quantity }) => ({
				product_id: product.productId,
				name: product.name,
				category: product.category,
				price: product.price,
				quantity,
			})),
		},
	};
};
