import { AppError } from "../../contract/errors.js";
import type { Order } from "../../contract/orders.js";
import type { OrderStore } from "../catalog-ports.js";
import type { openGate } from "../gate.js";
import type { Database, Link } from "./database.js";
import type { PlainRow } from "./values.js";

const orderOf = (row: PlainRow | undefined): Order | null => (row ? (JSON.parse(String(row["body"])) as Order) : null);

const byKey = async (link: Link, key: string): Promise<Order | null> =>
	orderOf((await link.rows("SELECT body FROM orders WHERE order_key = $key", { key }))[0]);

const takeStock = async (link: Link, { items }: Order): Promise<void> => {
	for (const { product_id: id, quantity, name } of items) {
		const [row] = await link.rows("SELECT stock FROM products WHERE product_id = $id", { id });
		const stock = row?.["stock"];
		if (typeof stock !== "number") continue;
		if (stock < quantity)
			throw new AppError("conflict", `Of ${name} only ${stock} are left. Order fewer.`, { product_id: id, reason: "stock", stock });
		await link.exec("UPDATE products SET stock = stock - $quantity WHERE product_id = $id", { quantity, id });
	}
};

const insert = "INSERT INTO orders (order_key, order_id, user_id, created_at, body) VALUES ($key, $id, $user, $at, $body)";

const place = (link: Link, key: string, order: Order): Promise<Order> =>
	link.transaction(async () => {
		const known = await byKey(link, key);
		if (known) return known;
		await takeStock(link, order);
		await link.exec(insert, { key, id: order.order_id, user: order.user_id, at: order.created_at, body: JSON.stringify(order) });
		return order;
	});

/** Shares the catalog's gate: stock is read and written in one place at a time. `onStock` tells of products whose stock changed. */
export const openOrders = (
	database: Database,
	gate: ReturnType<typeof openGate>,
	onStock: (productIds: readonly string[]) => void,
): OrderStore => ({
	placeOrder: (key, order) =>
		gate.enter(() => database.use((link) => place(link, key, order)).finally(() => onStock(order.items.map(({ product_id: id }) => id)))),
	orderOf: (key) => database.use((link) => byKey(link, key)),
	orders: async (userId, limit) => {
		const rows = await database.use((link) =>
			link.rows("SELECT body FROM orders WHERE user_id = $userId ORDER BY created_at DESC, order_id DESC LIMIT $limit", { userId, limit }),
		);
		return rows.map((row) => orderOf(row) as Order);
	},
});
