import type { StreamState } from "../../../../backend/contract/health.js";
import type { LiveEventRow, LivePicture } from "../../../../backend/contract/live.js";
import { format, none } from "../../ui/format.js";
import type { SignState } from "./signs.js";

const actions: Readonly<Record<string, string>> = {
	page_viewed: "Page viewed",
	product_viewed: "Product viewed",
	product_list_viewed: "List viewed",
	product_clicked: "Product clicked",
	products_searched: "Searched",
	product_added: "Added to cart",
	product_removed: "Removed from cart",
	cart_viewed: "Cart viewed",
	checkout_started: "Checkout started",
	order_completed: "Ordered",
	order_refunded: "Refunded",
	order_cancelled: "Cancelled",
};

/** In the shop's words; what has none is called what its sender called it. */
export const actionWords = ({ action, event_type }: Pick<LiveEventRow, "action" | "event_type">): string =>
	(action !== null && Object.hasOwn(actions, action) ? actions[action] : undefined) ?? event_type;

const dayMs = 86_400_000;

/** The time of day; of what was sent later than a day after it happened, the date. */
export const whenOf = (ts: number, tz: string, now = Date.now()): string =>
	Math.abs(now - ts) < dayMs ? format.timeSeconds(ts, tz) : format.date(ts, tz);

const many = (count: number, one: string): string => `${format.count(count)} ${count === 1 ? one : `${one}s`}`;

const foundOf = (results: number): string => (results === 0 ? "nothing found" : many(results, "result"));

/** What it was about, in one line. */
export const aboutOf = ({ action, order_id, products, search_term, results, product, page }: LiveEventRow): string => {
	if (action === "order_completed" && order_id !== null)
		return products === null ? `order ${order_id}` : `order ${order_id} · ${many(products, "product")}`;
	if (search_term !== null) return results === null ? `“${search_term}”` : `“${search_term}”, ${foundOf(results)}`;
	return product ?? page ?? none;
};

export const moneyOf = ({ amount, currency }: Pick<LiveEventRow, "amount" | "currency">): string =>
	amount === null ? "" : format.money(Number(amount), currency);

export const secondsOf = (ms: number): string => format.seconds(ms / 1000);

/** Of all currencies, never added. */
export const revenueOf = ({ revenue_today }: Pick<LivePicture, "revenue_today">): string =>
	revenue_today.length === 0
		? format.money(0, null)
		: revenue_today.map(({ revenue, currency }) => format.money(revenue, currency)).join(" · ");

export const streamName = { forwarder: "Kafka", consumer: "Kafka consumer", spark: "Spark" } as const satisfies Record<
	StreamState["name"],
	string
>;

export const streamWords = ({ runs, behind, problem }: StreamState): string => {
	if (runs !== "here") return runs === "elsewhere" ? "elsewhere" : "off";
	if (problem !== null) return "in trouble";
	if (behind === null) return none;
	return behind === 0 ? "up to date" : `${format.count(behind)} behind`;
};

/** Null: there is nothing to be said of it, as of one that is off. */
export const streamSign = ({ runs, behind, problem }: StreamState): SignState | null => {
	if (runs !== "here") return null;
	if (problem !== null) return "bad";
	if (behind === null) return null;
	return behind === 0 ? "good" : "warning";
};
