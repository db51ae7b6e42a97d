import type { LivePicture } from "../contract/live.js";
import type { LiveEvent, Recent } from "../store/live-port.js";
import { minuteMs, minuteOf } from "../store/minute-counts.js";
import { pageName } from "../store/page-name.js";
import { openOrders } from "./orders.js";
import { openPresence } from "./presence.js";
import { dayStart, hereMs, hourStart, nearStart, shownMinutes } from "./windows.js";

type Kind = "pages" | "products" | "cart" | "other";
type Minute = Record<Kind, number>;

/** The numbers of a picture, all but those of ingest and of the streams. */
export type ShopNow = Pick<LivePicture, "day_from" | "minutes" | "per_minute" | "visitors" | "pages" | "orders_today" | "revenue_today">;

const shownPages = 12;
/** Bounds of what is kept: visitors; pages of a minute, the others of which count as one; events dated ahead of now. */
export const mostVisitors = 500_000;
const mostPages = 5_000;
const mostAhead = 10_000;
export const otherPages = "other pages";

const kindOf = (action: string | null): Kind => {
	if (action === null) return "other";
	if (action === "page_viewed") return "pages";
	if (/^(?:product_(?:added|removed)$|cart_|checkout_|payment_|order_|coupon_)/.test(action)) return "cart";
	return /^products?_/.test(action) ? "products" : "other";
};

const kinds = new Map<string | null, Kind>();
/** Actions are a closed set, so that this stays small. */
const knownKind = (action: string | null): Kind => {
	const known = kinds.get(action) ?? kindOf(action);
	kinds.set(action, known);
	return known;
};

const empty = (): Minute => ({ pages: 0, products: 0, cart: 0, other: 0 });
const sum = ({ pages, products, cart, other }: Minute): number => pages + products + cart + other;

export interface Shop {
	add(events: readonly LiveEvent[], now: number): void;
	read(now: number): ShopNow;
}

/**
 * The shop's last hour and day, kept up event by event; `recent` is what was stored before. What is dated after now waits until its
 * time has come.
 */
export const openShop = (recent: Recent, tz: string, openedAt: number): Shop => {
	const minutes = new Map<number, Minute>();
	const pages = new Map<number, Map<string, number>>();
	const visitors = openPresence(mostVisitors);
	const orders = openOrders();
	let dayFrom = dayStart(tz, openedAt);
	let ahead: LiveEvent[] = [];

	const countMinute = (start: number, action: string | null, count: number): void => {
		const minute = minutes.get(start) ?? empty();
		minute[knownKind(action)] += count;
		minutes.set(start, minute);
	};
	const countPage = (start: number, name: string, count: number): void => {
		const known = pages.get(start) ?? new Map<string, number>();
		const page = known.size < mostPages || known.has(name) ? name : otherPages;
		known.set(page, (known.get(page) ?? 0) + count);
		pages.set(start, known);
	};
	const count = (event: LiveEvent, now: number): void => {
		const { ts, action } = event;
		if (ts >= hourStart(now)) countMinute(minuteOf(ts), action, 1);
		if (ts >= nearStart(now) && event.page !== null) countPage(minuteOf(ts), pageName(event.page), 1);
		if (ts > now - 2 * hereMs) visitors.saw(event.visitor, ts);
		if (action === "order_completed" && ts >= dayFrom) orders.add(event);
	};
	/** Forgets what has left its window, and counts what was dated ahead and is due. */
	const moveTo = (now: number): void => {
		for (const start of minutes.keys()) if (start < hourStart(now)) minutes.delete(start);
		for (const start of pages.keys()) if (start < nearStart(now)) pages.delete(start);
		const day = dayStart(tz, now);
		if (day !== dayFrom) orders.clear();
		dayFrom = day;
		const due = ahead.filter(({ ts }) => ts <= now);
		if (due.length === 0) return;
		ahead = ahead.filter(({ ts }) => ts > now);
		for (const event of due) count(event, now);
	};
	const topPages = (): ShopNow["pages"] => {
		const sums = new Map<string, number>();
		for (const known of pages.values()) for (const [page, n] of known) sums.set(page, (sums.get(page) ?? 0) + n);
		const all = [...sums].map(([page, events]) => ({ page, events }));
		all.sort((a, b) => b.events - a.events || (a.page < b.page ? -1 : 1));
		return all.slice(0, shownPages);
	};

	for (const { windowStart, action, count: n } of recent.minutes) countMinute(windowStart, action, n);
	for (const { windowStart, page, count: n } of recent.pages) countPage(windowStart, pageName(page), n);
	for (const { visitor, firstTs, lastTs } of recent.visitors) for (const ts of [firstTs, lastTs]) visitors.saw(visitor, ts);
	for (const event of recent.orders) if (event.ts >= dayFrom) orders.add(event);
	return {
		add: (events, now) => {
			for (const event of events) {
				if (event.ts <= now) count(event, now);
				else if (ahead.length < mostAhead) ahead.push(event);
			}
		},
		read: (now) => {
			moveTo(now);
			const first = hourStart(now);
			const shown = Array.from({ length: shownMinutes }, (_, at) => {
				const start = first + at * minuteMs;
				return { start, ...(minutes.get(start) ?? empty()) };
			});
			const { count: orders_today, revenue: revenue_today } = orders.read();
			return {
				day_from: dayFrom,
				minutes: shown,
				per_minute: sum(shown.at(-2) ?? empty()),
				visitors: visitors.read(now),
				pages: topPages(),
				orders_today,
				revenue_today,
			};
		},
	};
};
