import type { By } from "../../../../backend/engine/port.js";
import { stretches } from "../clock.js";
import { extent, unitOf } from "../metrics.js";
import { byTime, compareText, type LogEvent, type OracleScope, type OrderLine, type Relations, type Session } from "../model.js";
import { distinct, present, ratio, sum } from "../numbers.js";
import { pageKind } from "../steps.js";
import type { OracleRow } from "./ask.js";
import { grouped } from "./journeys.js";
import { eventValue, sessionValue } from "./origin.js";

/** The reports on products, carts and orders, by naive loops; written from their docstrings, not from their SQL. */

export interface Asked {
	readonly relations: Relations;
	readonly scope: OracleScope;
	readonly by: By | undefined;
	readonly currency: string | null;
}

interface Named {
	readonly product: string;
	readonly name: string | null;
	readonly category: string | null;
	readonly price: number | null;
	readonly quantity: number;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const told = (value: unknown): string | null => (typeof value === "string" || typeof value === "number" ? String(value) || null : null);
const numberOf = (value: unknown): number | null => (told(value) === null ? null : Number(value));

/** The event's own product; without one, the entries of its products[] that name one. */
const namedBy = (event: LogEvent): Named[] => {
	const { productId: product, productName: name, productCategory: category, price, quantity, properties } = event;
	if (product !== null) return [{ product, name, category, price: price === null ? null : Number(price), quantity: quantity ?? 1 }];
	const list = properties["products"];
	if (!Array.isArray(list)) return [];
	return list.filter(isRecord).flatMap((entry) => {
		const id = told(entry["product_id"]);
		const own = { name: told(entry["name"]), category: told(entry["category"]), price: numberOf(entry["price"]) };
		return id === null ? [] : [{ ...own, product: id, quantity: numberOf(entry["quantity"]) ?? 1 }];
	});
};

interface Item extends Named {
	readonly line: OrderLine;
	readonly by: string | null;
	/** price × quantity, refunds and cancels negative. */
	readonly amount: number;
}

const itemsOf = ({ relations, by }: Asked): Item[] =>
	relations.orderLines.flatMap((line) =>
		namedBy(line.event).map((named) => {
			const amount = (named.price ?? 0) * named.quantity;
			return { ...named, line, by: eventValue(line.event, by), amount: line.kind === "order" ? amount : -Math.abs(amount) };
		}),
	);

/** What a product was called last, by a product of an event itself or by an item of an order. */
const newest = ({ relations }: Asked, product: string, part: "name" | "category"): string | null => {
	const orders = relations.orderLines.map(({ event }) => event);
	const naming = [...relations.ev.filter(({ productId }) => productId !== null), ...orders]
		.flatMap((event) => namedBy(event).map((named) => ({ event, named })))
		.filter(({ named }) => named.product === product && named[part] !== null)
		.sort((a, b) => byTime(a.event, b.event) || compareText(a.named[part] ?? "", b.named[part] ?? ""));
	return naming.at(-1)?.named[part] ?? null;
};

const doing = (session: Session, action: string, wanted: (product: string) => boolean): number =>
	sum(
		session.events
			.filter((event) => event.action === action)
			.map((event) =>
				distinct(
					namedBy(event)
						.map(({ product }) => product)
						.filter(wanted),
				),
			),
	);

const namedIn = ["product_viewed", "product_added", "product_removed", "order_completed"];

/** What products and categories tell of the products that are wanted. */
const shopOf = (asked: Asked, value: string | null, wanted: (product: string) => boolean): OracleRow => {
	const { relations, by, currency } = asked;
	const sessions = relations.ses.filter((session) => sessionValue(session, by) === value);
	const has = (action: string) => (session: Session) => doing(session, action, wanted) > 0;
	const [viewing, adding, buying] = ["product_viewed", "product_added", "order_completed"].map((action) => sessions.filter(has(action)));
	const both = (a: readonly Session[] = [], b: readonly Session[] = []) => a.filter((session) => b.includes(session)).length;
	const items = itemsOf(asked).filter((item) => wanted(item.product) && item.by === value);
	const of = (kind: OrderLine["kind"]) => items.filter(({ line }) => line.kind === kind);
	const amount = (kind: OrderLine["kind"]) =>
		sum(
			of(kind)
				.filter(({ line }) => line.currency === currency)
				.map((item) => item.amount),
		);
	return {
		views: sum(sessions.map((session) => doing(session, "product_viewed", wanted))),
		adds: sum(sessions.map((session) => doing(session, "product_added", wanted))),
		orders: distinct(of("order").map(({ line }) => line.key)),
		view_to_cart: ratio(both(viewing, adding), viewing?.length ?? 0),
		cart_to_buy: ratio(both(adding, buying), adding?.length ?? 0),
		view_to_buy: ratio(both(viewing, buying), viewing?.length ?? 0),
		quantity: sum(of("order").map(({ quantity }) => quantity)),
		revenue: amount("order"),
		refunded: amount("refund"),
		cancelled: amount("cancel"),
	};
};

/** Each product with each value under which it was seen or ordered. */
const seen = (asked: Asked): { product: string; by: string | null }[] => {
	const inSessions = asked.relations.ses.flatMap((session) =>
		session.events
			.filter(({ action }) => namedIn.includes(action ?? ""))
			.flatMap((event) => namedBy(event).map(({ product }) => ({ product, by: sessionValue(session, asked.by) }))),
	);
	const all = [...inSessions, ...itemsOf(asked).map(({ product, by }) => ({ product, by }))];
	return grouped(all, ({ product, by }) => ({ product, by })).map(([key]) => key);
};

const products = (asked: Asked): OracleRow[] =>
	seen(asked).map(({ product, by }) => ({
		product_id: product,
		product_name: newest(asked, product, "name"),
		by,
		...shopOf(asked, by, (one) => one === product),
	}));

const categories = (asked: Asked): OracleRow[] => {
	const categoryOf = (product: string) => newest(asked, product, "category");
	return grouped(seen(asked), ({ product, by }) => ({ category: categoryOf(product), by })).map(([key, own]) => ({
		...key,
		products: own.length,
		...shopOf(asked, key.by, (product) => categoryOf(product) === key.category),
	}));
};

export const pairsOf = (asked: Asked) => {
	const items = itemsOf(asked).filter(({ line }) => line.kind === "order");
	return grouped(items, ({ by }) => ({ by })).flatMap(([{ by }, own]) => {
		const baskets = grouped(own, ({ line }) => ({ key: line.key })).map(([, lines]) => new Set(lines.map(({ product }) => product)));
		const holding = (...wanted: string[]) => baskets.filter((basket) => wanted.every((one) => basket.has(one))).length;
		const all = [...new Set(own.map(({ product }) => product))].sort(compareText);
		const pairs = all.flatMap((a, at) => all.slice(at + 1).map((b) => [a, b] as const));
		return pairs
			.filter(([a, b]) => holding(a, b) > 0)
			.map(([a, b]) => ({
				product_a: a,
				name_a: newest(asked, a, "name"),
				product_b: b,
				name_b: newest(asked, b, "name"),
				by,
				orders: holding(a, b),
				support: holding(a, b) / baskets.length,
				a_then_b: holding(a, b) / holding(a),
				b_then_a: holding(a, b) / holding(b),
				lift: holding(a, b) / baskets.length / ((holding(a) / baskets.length) * (holding(b) / baskets.length)),
			}));
	});
};

const cartSteps = ["added", "cart_viewed", "checkout_started", "payment_info_entered", "ordered"];

/** How far a session's last cart came, and what was left in it; null without one. */
const cartOf = (session: Session, currency: string | null): { step: string; value: number } | null => {
	const steps = session.events.map((event) => {
		const { action, page } = event;
		if (action !== null && action !== "page_viewed") return action;
		return { cart: "cart_viewed", checkout: "checkout_started" }[pageKind(page) ?? ""] ?? null;
	});
	if (!steps.includes("product_added")) return null;
	const start = steps.lastIndexOf("order_completed") + 1;
	const open = steps.slice(start);
	if (!open.includes("product_added")) return { step: "ordered", value: 0 };
	const after = open.slice(open.indexOf("product_added"));
	const furthest = cartSteps.findLast((step) => after.includes(step)) ?? "added";
	const value = sum(
		session.events.slice(start).map((event) => {
			if (event.currency !== currency || event.price === null) return 0;
			const sign = { product_added: 1, product_removed: -1 }[event.action ?? ""] ?? 0;
			return sign * Number(event.price) * (event.quantity ?? 1);
		}),
	);
	return { step: furthest, value: value > 1e-9 ? value : 0 };
};

const cartAbandonment = ({ relations, by, currency }: Asked): OracleRow[] => {
	const carts = present(
		relations.ses.map((session) => {
			const cart = cartOf(session, currency);
			return cart && { ...cart, by: sessionValue(session, by) };
		}),
	);
	return cartSteps.flatMap((step, at): OracleRow[] => {
		const own = grouped(
			carts.filter((cart) => cart.step === step),
			(cart) => ({ by: cart.by }),
		);
		if (own.length === 0) return [{ step, by: null, depth: at + 1, carts: 0, share: null, value: 0 }];
		return own.map(([key, here]) => ({
			step,
			...key,
			depth: at + 1,
			carts: here.length,
			share: ratio(here.length, carts.filter((cart) => cart.by === key.by).length),
			value: sum(here.map(({ value }) => value)),
		}));
	});
};

const ordersOverTime = ({ relations, scope, by, currency }: Asked): OracleRow[] => {
	const span = extent(relations, scope);
	const buckets = span ? stretches(span.from, span.to, { tz: scope.tz, unit: unitOf(span, scope.tz) }) : [];
	const lines = relations.orderLines.filter(({ kind }) => kind === "order").map((line) => ({ ...line, by: eventValue(line.event, by) }));
	const sessions = relations.ses.map((session) => ({ ...session, by: sessionValue(session, by) }));
	const firsts = (of: typeof lines) =>
		grouped(of, ({ key, by: value }) => ({ key, by: value })).map(([key, own]) => ({ ...key, ts: Math.min(...own.map(({ ts }) => ts)) }));
	const [orders, paid] = [firsts(lines), firsts(lines.filter((line) => line.currency === currency))];
	return buckets.flatMap(({ label, start, end }) => {
		const here = (ts: number) => ts >= start && ts < end;
		const started = sessions.filter((session) => here(session.start));
		const sold = lines.filter(({ ts }) => here(ts));
		const values = [...new Set([...started, ...sold].map((one) => one.by))];
		return (values.length === 0 ? [null] : values).map((value) => {
			const own = started.filter((session) => session.by === value);
			const withOrder = own.filter(({ events }) => events.some(({ action }) => action === "order_completed")).length;
			const revenue = sum(sold.filter((line) => line.by === value && line.currency === currency).map(({ amount }) => amount));
			return {
				start: label,
				by: value,
				orders: orders.filter((order) => order.by === value && here(order.ts)).length,
				revenue,
				aov: ratio(revenue, paid.filter((order) => order.by === value && here(order.ts)).length),
				sessions: own.length,
				sessions_with_order: withOrder,
				conversion: ratio(withOrder, own.length),
			};
		});
	});
};

export const commerceReports = {
	products,
	categories,
	"bought-together": pairsOf,
	"cart-abandonment": cartAbandonment,
	"orders-over-time": ordersOverTime,
} satisfies Record<string, (asked: Asked) => OracleRow[]>;

/** Most orders first, then code, none last; currencies of carts alone count too. */
export const cartCurrencyOf = ({ orderLines, ses }: Relations, asked: string | undefined): string | null => {
	if (asked !== undefined) return asked === "none" ? null : asked;
	const added = ses
		.flatMap(({ events }) => events)
		.filter(({ action, price }) => (action === "product_added" || action === "product_removed") && price !== null);
	const orders = (currency: string | null) =>
		distinct(orderLines.filter((line) => line.kind === "order" && line.currency === currency).map(({ key }) => key));
	const known = [...new Set([...orderLines, ...added].map(({ currency }) => currency))];
	const last = (currency: string | null) => currency ?? "\uffff";
	return known.sort((a, b) => orders(b) - orders(a) || compareText(last(a), last(b)))[0] ?? null;
};
