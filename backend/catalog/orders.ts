import { AppError } from "../contract/errors.js";
import type { Order } from "../contract/orders.js";
import type { Caller } from "../operations.js";
import { os } from "../operations.js";
import type { CatalogStore, OrderStore, StoredProduct } from "../store/catalog-ports.js";
import { type CartItem, priceCart } from "./pricing.js";

/** An order as the event that reports count. */
export interface OrderEvent {
	readonly order: Order;
	readonly clientId: string;
	readonly sessionId: string;
	readonly peer: string | null;
}

export interface OrdersDeps {
	readonly store: CatalogStore & OrderStore;
	readonly now: () => number;
	readonly newId: () => string;
	/** Stores the order's event, durably; the same order twice is one event. */
	readonly record: (event: OrderEvent) => Promise<void>;
}

const productsOf = async (store: CatalogStore, items: readonly CartItem[]): Promise<Map<string, StoredProduct>> => {
	const found = await store.productsOf(items.map(({ product_id }) => product_id));
	return new Map(found.map((product) => [product.productId, product]));
};

const listed = 100;

const mine = ({ userId }: Caller): string => {
	if (userId !== null) return userId;
	throw new AppError("not_found", "Orders belong to the shop's accounts. Log in as a customer to see yours.");
};

/**
 * Orders of the demo shop. An order is priced here and nowhere else; its event is stored under the order's own id, so that a
 * checkout sent twice, or cut off between order and event and sent again, is one order and one event.
 */
export const ordersRouter = ({ store, now, newId, record }: OrdersDeps) => ({
	quote: os.orders.quote.handler(async ({ input: { items } }) => priceCart(items, await productsOf(store, items))),
	place: os.orders.place.handler(async ({ input, context: { caller } }) => {
		const { items, order_key: key, client_id: clientId, session_id: sessionId } = input;
		const known = await store.orderOf(key);
		const order = known ?? {
			order_id: newId(),
			user_id: caller.userId,
			created_at: new Date(now()).toISOString(),
			...priceCart(items, await productsOf(store, items)),
		};
		const placed = known ?? (await store.placeOrder(key, order));
		await record({ order: placed, clientId, sessionId, peer: caller.peer });
		return placed;
	}),
	list: os.orders.list.handler(async ({ context: { caller } }) => ({ items: await store.orders(mine(caller), listed) })),
});
