import type { Breakdown, DetailedMetrics } from "../../../backend/contract/analysis.js";
import type { By } from "../../../backend/engine/port.js";
import { labelAt, localTime, stretches, type Unit } from "./clock.js";
import { byTime, compareText, type LogEvent, type OracleScope, type OrderLine, type Relations, type Session } from "./model.js";
import { distinct, max, mean, median, present, ratio, seconds, sum, tally } from "./numbers.js";
import { pairsOf } from "./reports/commerce.js";
import { eventValue } from "./reports/origin.js";
import { depthOf } from "./steps.js";

/** Every section of the contract, by naive loops over the relations. */
export const detailedOf = (relations: Relations, scope: OracleScope): DetailedMetrics => ({
	basic_metrics: basic(relations),
	page_analysis: pages(relations),
	event_analysis: types(relations),
	time_analysis: times(relations, scope.tz),
	trend: trend(relations, scope),
	session_analysis: sessions(relations),
	user_analysis: users(relations),
	funnel_analysis: funnels(relations),
	conversion_rates: conversions(relations),
	commerce: commerce(relations),
	product_analysis: products(relations),
	bought_together: together(relations, scope),
	hidden: { events: relations.noise.length, by_reason: Object.fromEntries(tally(relations.noise)) },
});

export const length = (session: Session): number => session.end - session.start;
export const size = (session: Session): number => session.events.length;
const pagesOf = (events: readonly LogEvent[]): string[] => present(events.map(({ page }) => page));
const isOrder = (event: LogEvent): boolean => event.action === "order_completed";

const basic = ({ ev, ses, visitorOf, personOf }: Relations): DetailedMetrics["basic_metrics"] => {
	const multi = ses.filter((session) => size(session) >= 2);
	const bounced = ses.filter((session) => size(session) === 1).length;
	return {
		total_events: ev.length,
		total_sessions: ses.length,
		unique_users: distinct(present(ev.map(({ userId }) => userId))),
		visitors: distinct(ev.map(visitorOf)),
		persons: distinct(ev.map(personOf)),
		avg_session_duration_seconds: seconds(mean(ses.map(length))),
		avg_session_duration_seconds_multi_event: seconds(mean(multi.map(length))),
		avg_events_per_session: mean(ses.map(size)),
		avg_pages_per_session: mean(ses.map(({ events }) => pagesOf(events).length)),
		bounced_sessions: bounced,
		bounce_rate: ratio(bounced, ses.length),
		first_ts: ev.length === 0 ? null : Math.min(...ev.map(({ ts }) => ts)),
		last_ts: max(ev.map(({ ts }) => ts)),
	};
};

export const pages = ({ ev }: Relations): DetailedMetrics["page_analysis"] => {
	const counts = tally(pagesOf(ev));
	return {
		pages: counts.length,
		top_pages: counts.slice(0, 20).map(([page, count]) => ({ page, count })),
		page_distribution: Object.fromEntries(counts.slice(0, 200)),
	};
};

export const types = ({ ev }: Relations): DetailedMetrics["event_analysis"] => {
	const counts = tally(ev.map(({ eventType }) => eventType));
	return {
		types: counts.length,
		event_types: Object.fromEntries(counts.slice(0, 200)),
		top_event_types: counts.slice(0, 10).map(([type, count]) => ({ type, count })),
		actions: Object.fromEntries(tally(present(ev.map(({ action }) => action)))),
	};
};

const times = ({ ev }: Relations, tz: string): DetailedMetrics["time_analysis"] => {
	const local = ev.map(({ ts }) => localTime(ts, tz));
	const hours = Array.from({ length: 24 }, (_, hour) => local.filter((time) => time.hour === hour).length);
	const days = tally(local.map(({ day }) => day));
	return {
		hourly_distribution: Object.fromEntries(hours.map((count, hour) => [String(hour), count])),
		daily_distribution: Object.fromEntries(days.sort(([a], [b]) => compareText(a, b)).slice(-1_100)),
		peak_hour: ev.length === 0 ? null : hours.indexOf(Math.max(...hours)),
		peak_day: tally(local.map(({ day }) => day))[0]?.[0] ?? null,
	};
};

const trend = (relations: Relations, scope: OracleScope): DetailedMetrics["trend"] => {
	const span = extent(relations, scope);
	if (!span) return { bucket: "day", points: [] };
	const unit = unitOf(span, scope.tz);
	const points = stretches(span.from, span.to, { tz: scope.tz, unit }).map(({ label, start, end }) => {
		const here = (ts: number) => labelAt(ts, scope.tz, unit) === label;
		const started = relations.ses.filter((session) => here(session.start));
		const lines = relations.orderLines.filter((line) => line.kind === "order" && here(line.ts));
		return {
			start,
			label,
			hours: (end - start) / 3_600_000,
			events: relations.ev.filter(({ ts }) => here(ts)).length,
			sessions: started.length,
			bounced: started.filter((session) => size(session) === 1).length,
			visitors: distinct(started.map(({ visitor }) => visitor)),
			sessions_with_order: started.filter(({ events }) => events.some(isOrder)).length,
			orders: distinct(lines.map(({ key }) => key)),
			revenue: Object.fromEntries(
				[...new Set(lines.map(({ currency }) => currency ?? ""))]
					.sort(compareText)
					.map((currency) => [currency, sum(lines.filter((line) => (line.currency ?? "") === currency).map(({ amount }) => amount))]),
			),
		};
	});
	return { bucket: unit, points };
};

export const extent = ({ ev }: Relations, scope: OracleScope): { from: number; to: number } | null => {
	if (scope.from !== null && scope.to !== null) return { from: scope.from, to: scope.to };
	if (ev.length === 0) return null;
	return { from: scope.from ?? Math.min(...ev.map(({ ts }) => ts)), to: scope.to ?? Math.max(...ev.map(({ ts }) => ts)) + 1 };
};

/** Hours while the local clock shows at most 48 of them, else the finest of day, week and month with at most 500 buckets. */
export const unitOf = ({ from, to }: { from: number; to: number }, tz: string): Unit => {
	const wall = (ts: number) => Date.parse(new Date(ts).toLocaleString("sv", { timeZone: tz }).concat("Z")) + (ts % 1000);
	if (wall(to) - wall(from) <= 48 * 3_600_000) return "hour";
	const days = stretches(from, to, { tz, unit: "day" }).length;
	if (days <= 500) return "day";
	return stretches(from, to, { tz, unit: "week" }).length <= 500 ? "week" : "month";
};

const sessions = ({ ses }: Relations): DetailedMetrics["session_analysis"] => ({
	avg_session_duration: seconds(mean(ses.map(length))),
	avg_pages_per_session: mean(ses.map(({ events }) => pagesOf(events).length)),
	median_session_duration: seconds(median(ses.map(length))),
	max_session_duration: seconds(max(ses.map(length))),
	median_events_per_session: median(ses.map(size)),
	max_events_per_session: max(ses.map(size)),
	multi_event_sessions: ses.filter((session) => size(session) >= 2).length,
});

const users = ({ ev, ses }: Relations): DetailedMetrics["user_analysis"] => {
	const ofUser = (user: string) => ev.filter(({ userId }) => userId === user);
	const sessionsWith = (user: string) => ses.filter(({ events }) => events.some(({ userId }) => userId === user));
	const ranked = tally(present(ev.map(({ userId }) => userId)));
	const everyone = distinct(present(ses.flatMap(({ events }) => events.map(({ userId }) => userId))));
	const pairs = [...new Set(present(ses.flatMap(({ events }) => events.map(({ userId }) => userId))))].map(
		(user) => sessionsWith(user).length,
	);
	if (pairs.length !== everyone) throw new Error("a user was counted twice");
	return {
		users: ranked.length,
		avg_sessions_per_user: ratio(sum(pairs), ranked.length),
		avg_events_per_user: ratio(sum(ranked.map(([, count]) => count)), ranked.length),
		top_users: ranked.slice(0, 20).map(([user, count]) => ({
			user_id: user,
			total_sessions: sessionsWith(user).length,
			total_events: count,
			unique_pages: distinct(pagesOf(ofUser(user))),
			avg_events_per_session: mean(sessionsWith(user).map(({ events }) => events.filter(({ userId }) => userId === user).length)),
		})),
	};
};

const funnels = ({ ses }: Relations): DetailedMetrics["funnel_analysis"] => {
	const reaching = (steps: readonly string[]) => ses.filter(({ events }) => depthOf(events, steps) === steps.length).length;
	const pair = (first: string, second: string) => ({
		first: reaching([first]),
		second: reaching([first, second]),
		conversion: ratio(reaching([first, second]), reaching([first])),
	});
	const steps = (named: [string, number][]) =>
		named.map(([step, count], at) => ({
			step,
			sessions: count,
			of_first: ratio(count, named[0]?.[1] ?? 0),
			of_previous: at === 0 ? null : ratio(count, named[at - 1]?.[1] ?? 0),
		}));
	return {
		home_to_product: pair("H", "P"),
		product_to_checkout: pair("P", "K"),
		home_to_checkout: pair("H", "K"),
		search_to_product: pair("S", "P"),
		shop: steps([
			["session", ses.length],
			["product_viewed", reaching(["P"])],
			["product_added", reaching(["P", "A"])],
			["checkout_started", reaching(["P", "A", "K"])],
			["order_completed", reaching(["P", "A", "K", "O"])],
		]),
		journey: steps(journeyOf(reaching)),
	};
};

export const journeyOf = (reaching: (steps: readonly string[]) => number): [string, number][] => [
	["home_visit", reaching(["H"])],
	["category_view", reaching(["H", "CS"])],
	["product_view", reaching(["H", "CS", "P"])],
	["add_to_cart", reaching(["H", "CS", "P", "AB"])],
	["checkout_start", reaching(["H", "CS", "P", "AB", "K"])],
	["purchase", reaching(["H", "CS", "P", "AB", "K", "O"])],
];

const conversions = ({ ev, ses }: Relations): DetailedMetrics["conversion_rates"] => {
	const top = tally(pagesOf(ev)).slice(0, 20);
	const rate = (wanted: (session: Session) => boolean) => ratio(ses.filter(wanted).length, ses.length);
	const visits = tally(ses.map(({ visitor }) => visitor));
	return {
		page_visit_rates: Object.fromEntries(
			ses.length === 0 ? [] : top.map(([page]) => [page, rate(({ events }) => pagesOf(events).includes(page)) ?? 0]),
		),
		multi_page_session_rate: rate(({ events }) => distinct(pagesOf(events)) > 1),
		page_repeat_session_rate: rate(({ events }) => distinct(pagesOf(events)) < pagesOf(events).length),
		return_visitor_rate: ratio(visits.filter(([, count]) => count >= 2).length, visits.length),
	};
};

const commerce = ({ ses, orderLines }: Relations): DetailedMetrics["commerce"] => {
	const of = (kind: OrderLine["kind"], lines: readonly OrderLine[] = orderLines) => lines.filter((line) => line.kind === kind);
	const keys = (lines: readonly OrderLine[]) => distinct(lines.map(({ key }) => key));
	const amount = (lines: readonly OrderLine[]) => sum(lines.map((line) => line.amount));
	const withOrder = ses.filter(({ events }) => events.some(isOrder)).length;
	const currencies = [...new Set(orderLines.map(({ currency }) => currency))].map((currency) => {
		const lines = orderLines.filter((line) => line.currency === currency);
		return {
			currency,
			orders: keys(of("order", lines)),
			revenue: amount(of("order", lines)),
			refunded: amount(of("refund", lines)),
			cancelled: amount(of("cancel", lines)),
			net: amount(lines),
			aov: ratio(amount(of("order", lines)), keys(of("order", lines))),
		};
	});
	const last = (currency: string | null) => currency ?? "\uffff";
	return {
		orders: keys(of("order")),
		sessions_with_order: withOrder,
		conversion: ratio(withOrder, ses.length),
		cancels: keys(of("cancel")),
		refunds: keys(of("refund")),
		orders_without_amount: keys(of("order")) - keys(of("order").filter(({ amount }) => amount !== 0)),
		by_currency: currencies.sort((a, b) => b.orders - a.orders || compareText(last(a.currency), last(b.currency))),
	};
};

const products = ({ ev }: Relations): DetailedMetrics["product_analysis"] => {
	const ranked = tally(present(ev.map(({ productId }) => productId)));
	return {
		products: ranked.length,
		top_products: ranked.slice(0, 20).map(([product, count]) => {
			const own = ev.filter(({ productId }) => productId === product).sort(byTime);
			const doing = (action: string) => own.filter((event) => event.action === action).length;
			return {
				product_id: product,
				name: own.findLast(({ productName }) => productName !== null)?.productName ?? null,
				events: count,
				viewed: doing("product_viewed"),
				added: doing("product_added"),
				bought: doing("order_completed"),
			};
		}),
	};
};

const together = (relations: Relations, scope: OracleScope): DetailedMetrics["bought_together"] => ({
	top_pairs: pairsOf({ relations, scope, by: undefined, currency: null })
		.map(({ by: _, ...pair }) => pair)
		.sort((a, b) => b.orders - a.orders || compareText(a.product_a, b.product_a) || compareText(a.product_b, b.product_b))
		.slice(0, 20),
});

export const breakdownOf = ({ ev, ses, visitorOf }: Relations, by: By): Pick<Breakdown, "values" | "rows"> => {
	const last = (value: string | null) => value ?? "\u{10ffff}\u{10ffff}";
	const values = [...new Set(ev.map((event) => eventValue(event, by)))];
	const rows = values.map((value) => {
		const own = ev.filter((event) => eventValue(event, by) === value);
		const sessions = ses.filter(({ events }) => events.some((event) => eventValue(event, by) === value)).length;
		return { value, events: own.length, sessions, visitors: distinct(own.map(visitorOf)) };
	});
	return {
		values: values.length,
		rows: rows.sort((a, b) => b.events - a.events || compareText(last(a.value), last(b.value))).slice(0, 200),
	};
};
