import { setTimeout as pause } from "node:timers/promises";
import type { Db } from "mongodb";
import { AppError } from "../../contract/errors.js";
import type { Order } from "../../contract/orders.js";
import type { OrderStore } from "../catalog-ports.js";
import { products } from "./catalog.js";
import { isDuplicate, unreachable } from "./failures.js";

interface OrderDocument {
	/** The shop's own key, one a checkout. */
	_id: string;
	user_id: string | null;
	created_at: string;
	order: Order;
	/** Not yet an order: its pieces are being taken from the stock. `since` tells a console that died over it. */
	placing?: { since: Date };
}

/** After so long whoever placed it is taken for dead: far longer than its few writes can last. */
const deadMs = 120_000;
/** How long a call waits for another that places the same order. */
const waitMs = 10_000;

const orders = (db: Db) => db.collection<OrderDocument>("orders");
/** A predecessor's have no `order`. */
const placed = { placing: { $exists: false }, order: { $exists: true } } as const;

/** Pieces by product, since an order may name one twice. */
const piecesOf = ({ items }: Order): Map<string, { quantity: number; name: string }> => {
	const pieces = new Map<string, { quantity: number; name: string }>();
	for (const { product_id: id, quantity, name } of items) pieces.set(id, { name, quantity: quantity + (pieces.get(id)?.quantity ?? 0) });
	return pieces;
};

/** Takes a product's pieces and notes for whom, in one change, so that it can be told later whether they were taken. */
const takeOf = async (
	db: Db,
	key: string,
	[id, { quantity, name }]: readonly [string, { quantity: number; name: string }],
): Promise<void> => {
	const take = { $inc: { stock: -quantity }, $push: { holds: key } };
	const { matchedCount } = await products(db).updateOne({ _id: id, stock: { $gte: quantity }, holds: { $ne: key } }, take);
	if (matchedCount > 0) return;
	const found = await products(db).findOne({ _id: id });
	if (typeof found?.stock !== "number" || found.holds?.includes(key)) return;
	throw new AppError("conflict", `Of ${name} only ${found.stock} are left. Order fewer.`, {
		product_id: id,
		reason: "stock",
		stock: found.stock,
	});
};

/** Gives back what was taken for the key, and forgets it. */
const undo = async (db: Db, { _id: key, order }: OrderDocument): Promise<void> => {
	for (const [id, { quantity }] of piecesOf(order))
		await products(db).updateOne({ _id: id, holds: key }, { $inc: { stock: quantity }, $pull: { holds: key } });
	await orders(db).deleteOne({ _id: key, placing: { $exists: true } });
};

/** Idempotent: whoever comes after a console that died goes on where it was. */
const complete = async (db: Db, document: OrderDocument): Promise<Order> => {
	const { _id: key, order } = document;
	try {
		for (const piece of piecesOf(order)) await takeOf(db, key, piece);
	} catch (error) {
		if (error instanceof AppError) await undo(db, document);
		throw error;
	}
	await orders(db).updateOne({ _id: key }, { $unset: { placing: "" } });
	await products(db).updateMany({ holds: key }, { $pull: { holds: key } });
	return order;
};

/** Those that a console died over, of whatever key: their pieces go back. */
const undoDead = async (db: Db, except: string): Promise<void> => {
	const dead = await orders(db)
		.find({ "placing.since": { $lt: new Date(Date.now() - deadMs) }, _id: { $ne: except } })
		.toArray();
	for (const one of dead) await undo(db, one);
};

/** Waits for another call's order of the same key; null when that call gave it up. */
const awaitOther = async (db: Db, key: string, where: string): Promise<Order | null> => {
	for (const until = Date.now() + waitMs; ; await pause(25)) {
		const found = await orders(db).findOne({ _id: key });
		if (!found) return null;
		if (!found.placing) return found.order;
		if (found.placing.since.getTime() < Date.now() - deadMs) return complete(db, found);
		if (Date.now() > until) throw unreachable(where);
	}
};

const place = async (db: Db, document: OrderDocument, where: string): Promise<Order> => {
	for (;;) {
		try {
			await orders(db).insertOne({ ...document });
			return await complete(db, document);
		} catch (error) {
			if (!isDuplicate(error)) throw error;
			const other = await awaitOther(db, document._id, where);
			if (other) return other;
		}
	}
};

/**
 * An order and its stock are several documents, and a standalone server has no transactions: the order stands as being placed first,
 * each product notes for which order pieces were taken, and what a console left when it died is completed or given back.
 */
export const openOrders = (use: <T>(work: (db: Db) => Promise<T>) => Promise<T>, where: string): OrderStore => ({
	placeOrder: (key, order) =>
		use(async (db) => {
			await undoDead(db, key);
			const { user_id, created_at } = order;
			return place(db, { _id: key, user_id, created_at, order, placing: { since: new Date() } }, where);
		}),
	orderOf: (key) => use(async (db) => (await orders(db).findOne({ _id: key, ...placed }))?.order ?? null),
	orders: (userId, limit) =>
		use(async (db) => {
			const found = orders(db)
				.find({ user_id: userId, ...placed })
				.sort({ created_at: -1, "order.order_id": -1 })
				.limit(limit);
			return (await found.toArray()).map(({ order }) => order);
		}),
});
