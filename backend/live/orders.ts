import type { LiveEvent } from "../store/live-port.js";

type Told = Pick<
	LiveEvent,
	"source" | "eventId" | "ts" | "productId" | "price" | "quantity" | "currency" | "orderId" | "revenue" | "total"
>;

/** Amounts are whole ten-thousandths: money has four places at most, and sums of these lose nothing. */
const places = 10_000;
const units = (amount: string): number => Math.round(Number(amount) * places);

/** What is known of one order in one currency, from its events in whatever order they came. */
interface Amounts {
	readonly currency: string | null;
	/** Of the first event by time that tells the revenue of the whole. */
	whole: { readonly at: readonly [number, string, string]; readonly amount: number } | null;
	/** Null while no line has an amount. */
	lines: number | null;
	total: { readonly at: readonly [number, string, string]; readonly amount: number } | null;
}

const isEarlier = (one: readonly [number, string, string], other: readonly [number, string, string]): boolean => {
	for (const place of [0, 1, 2] as const) if (one[place] !== other[place]) return one[place] < other[place];
	return false;
};

const orderKey = ({ source, orderId, eventId }: Told): string =>
	JSON.stringify(orderId === null ? [source, eventId, "event"] : [source, orderId]);

const lineOf = ({ revenue, price, quantity }: Told): number | null => {
	if (revenue !== null) return units(revenue);
	return price === null ? null : Math.round(Number(price) * (quantity ?? 1) * places);
};

const learn = (amounts: Amounts, event: Told): void => {
	const at = [event.ts, event.eventId, event.source] as const;
	if (event.revenue !== null && event.productId === null) {
		if (!amounts.whole || isEarlier(at, amounts.whole.at)) amounts.whole = { at, amount: units(event.revenue) };
		return;
	}
	const line = lineOf(event);
	if (line !== null) amounts.lines = (amounts.lines ?? 0) + line;
	if (event.total !== null && (!amounts.total || isEarlier(at, amounts.total.at))) amounts.total = { at, amount: units(event.total) };
};

export interface Orders {
	/** An event whose action is order_completed. */
	add(event: Told): void;
	clear(): void;
	/** See `orders_today` and `revenue_today` in the contract. */
	read(): { readonly count: number; readonly revenue: { readonly currency: string | null; readonly revenue: number }[] };
}

/** Orders by source and order id, each once however often it is told, as the analyses have it within a session. */
export const openOrders = (): Orders => {
	const keys = new Set<string>();
	const amounts = new Map<string, Amounts>();
	return {
		add: (event) => {
			const key = orderKey(event);
			keys.add(key);
			const part = `${key}${event.currency ?? ""}`;
			const known = amounts.get(part) ?? { currency: event.currency, whole: null, lines: null, total: null };
			amounts.set(part, known);
			learn(known, event);
		},
		clear: () => {
			keys.clear();
			amounts.clear();
		},
		read: () => {
			const sums = new Map<string | null, number>();
			for (const { currency, whole, lines, total } of amounts.values()) {
				const amount = whole?.amount ?? lines ?? total?.amount ?? 0;
				sums.set(currency, (sums.get(currency) ?? 0) + amount);
			}
			const revenue = [...sums].filter(([, sum]) => sum !== 0).map(([currency, sum]) => ({ currency, revenue: sum / places }));
			revenue.sort((a, b) => b.revenue - a.revenue || (a.currency ?? "").localeCompare(b.currency ?? ""));
			return { count: keys.size, revenue };
		},
	};
};
