import { trendHalves } from "../../analysis/analysis.js";
import type { Analysis, DetailedMetrics } from "../../contract/analysis.js";
import { beforeFacts, type InsightFact } from "../../contract/insight-text.js";
import { duration, money, number, percent } from "../../words.js";
import { clean } from "./clean.js";

type Sections = { readonly [K in keyof DetailedMetrics]?: DetailedMetrics[K] | undefined };
type Draft = Pick<InsightFact, "label" | "metric" | "value" | "unit"> & { readonly name?: string; readonly currency?: string | null };

/** Names that fewer events carry are left out: they may be one person's. */
export const least = 5;

const count = (label: string, metric: string, value: number): Draft => ({ label, metric, value, unit: "count" });
const ratio = (label: string, metric: string, value: number | null | undefined): Draft[] =>
	value === null || value === undefined ? [] : [{ label, metric, value, unit: "ratio" }];

const basics = ({ basic_metrics: basic }: Sections): Draft[] => {
	if (!basic) return [];
	const seconds = basic.avg_session_duration_seconds;
	return [
		count("Events", "basic_metrics.total_events", basic.total_events),
		count("Sessions", "basic_metrics.total_sessions", basic.total_sessions),
		count("Visitors", "basic_metrics.visitors", basic.visitors),
		count("Sessions of one event", "basic_metrics.bounced_sessions", basic.bounced_sessions),
		...ratio("Bounce rate", "basic_metrics.bounce_rate", basic.bounce_rate),
		...(seconds === null
			? []
			: [
					{
						label: "Session duration, mean",
						metric: "basic_metrics.avg_session_duration_seconds",
						value: seconds,
						unit: "seconds",
					} as const,
				]),
	];
};

const shop = ({ commerce }: Sections): Draft[] => {
	if (!commerce || commerce.orders === 0) return [];
	const without = commerce.orders_without_amount ?? 0;
	return [
		count("Orders", "commerce.orders", commerce.orders),
		count("Sessions with an order", "commerce.sessions_with_order", commerce.sessions_with_order),
		...ratio("Conversion", "commerce.conversion", commerce.conversion),
		...(without > 0 ? [count("Orders without an amount", "commerce.orders_without_amount", without)] : []),
		...commerce.by_currency.slice(0, 3).flatMap(worth),
	];
};

const worth = (row: DetailedMetrics["commerce"]["by_currency"][number], at: number): Draft[] => {
	const path = `commerce.by_currency.${at}`;
	const known = row.currency !== null && /^[A-Z]{3}$/.test(row.currency) ? row.currency : null;
	const sum = (label: string, key: string, value: number): Draft => ({
		label: known === null ? `${label}, no currency` : `${label}, ${known}`,
		metric: `${path}.${key}`,
		value,
		unit: "money",
		currency: known,
	});
	return [
		sum("Revenue", "revenue", row.revenue),
		...(row.aov === null ? [] : [sum("Average order", "aov", row.aov)]),
		...(row.refunded < 0 ? [sum("Refunds", "refunded", row.refunded)] : []),
		...(row.cancelled < 0 ? [sum("Cancellations", "cancelled", row.cancelled)] : []),
		count(known === null ? "Orders, no currency" : `Orders, ${known}`, `${path}.orders`, row.orders),
	];
};

const steps: Readonly<Record<string, string>> = {
	product_viewed: "a product viewed",
	product_added: "a product added to the cart",
	checkout_started: "a checkout started",
	order_completed: "an order",
};

const funnel = ({ funnel_analysis: found }: Sections): Draft[] =>
	(found?.shop ?? []).flatMap(({ step, sessions, of_previous }, at) => {
		const name = steps[step];
		if (name === undefined) return [];
		const path = `funnel_analysis.shop.${at}`;
		return [
			count(`Sessions with ${name}, in order`, `${path}.sessions`, sessions),
			...ratio(`Share that goes on to ${name}`, `${path}.of_previous`, of_previous),
		];
	});

const pairNames = {
	home_to_product: "the home page to a product page",
	product_to_checkout: "a product page to the checkout",
	home_to_checkout: "the home page to the checkout",
	search_to_product: "a search to a product page",
} as const;

const ways = ({ funnel_analysis: found }: Sections): Draft[] =>
	Object.entries(pairNames).flatMap(([key, words]) => {
		const pair = found?.[key as keyof typeof pairNames];
		if (!pair || pair.first < least) return [];
		return [
			count(`Sessions that could go from ${words}`, `funnel_analysis.${key}.first`, pair.first),
			count(`Sessions that go from ${words}`, `funnel_analysis.${key}.second`, pair.second),
			...ratio(`Share that goes from ${words}`, `funnel_analysis.${key}.conversion`, pair.conversion),
		];
	});

const clock = (hour: number): string => `${String(hour % 24).padStart(2, "0")}:00`;

const times = ({ time_analysis: time }: Sections): Draft[] => {
	const hour = time?.peak_hour ?? null;
	const day = time?.peak_day ?? null;
	const ofHour = time?.hourly_distribution[String(hour)];
	const ofDay = day === null ? undefined : time?.daily_distribution[day];
	return [
		...(hour === null || !ofHour
			? []
			: [
					count(
						`Events in the busiest hour of the day, ${clock(hour)} to ${clock(hour + 1)}`,
						`time_analysis.hourly_distribution.${hour}`,
						ofHour,
					),
				]),
		...(day === null || !ofDay ? [] : [count(`Events on the busiest day, ${day}`, `time_analysis.daily_distribution.${day}`, ofDay)]),
	];
};

const habits = ({ conversion_rates: rates }: Sections): Draft[] => [
	...ratio("Sessions of more than one page, share", "conversion_rates.multi_page_session_rate", rates?.multi_page_session_rate),
	...ratio("Visitors who came again, share", "conversion_rates.return_visitor_rate", rates?.return_visitor_rate),
];

const named = (label: string, name: string, { metric, value }: { metric: string; value: number }): Draft[] =>
	value < least || name === "" ? [] : [{ ...count(label, metric, value), name }];

const places = ({ page_analysis: pages, event_analysis: events }: Sections): Draft[] => [
	...(pages?.top_pages ?? [])
		.slice(0, 8)
		.flatMap(({ page, count: value }, at) => named("Views of a page", page, { metric: `page_analysis.top_pages.${at}.count`, value })),
	...(events?.top_event_types ?? [])
		.slice(0, 5)
		.flatMap(({ type, count: value }, at) =>
			named("Events of a type", type, { metric: `event_analysis.top_event_types.${at}.count`, value }),
		),
];

const told = 12;

const products = ({ product_analysis: found, bought_together: together }: Sections): Draft[] => [
	...(found?.top_products ?? [])
		.slice(0, told)
		.flatMap(({ name, product_id: id, viewed, bought }, at) => [
			...named("Views of a product", name ?? id, { metric: `product_analysis.top_products.${at}.viewed`, value: viewed }),
			...named("Sales of a product", name ?? id, { metric: `product_analysis.top_products.${at}.bought`, value: bought }),
		]),
	...(together?.top_pairs ?? []).slice(0, 6).flatMap(({ name_a: a, name_b: b, product_a, product_b, orders }, at) =>
		named("Orders with both products", `${clean(a ?? product_a).slice(0, 38)} + ${clean(b ?? product_b).slice(0, 38)}`, {
			metric: `bought_together.top_pairs.${at}.orders`,
			value: orders,
		}),
	),
];

const noise = ({ hidden }: Sections): Draft[] =>
	hidden && hidden.events > 0 ? [count("Events hidden as noise", "hidden.events", hidden.events)] : [];

const change = ({ trend }: Sections): Draft[] => {
	const halves = trend ? trendHalves(trend) : null;
	if (!halves) return [];
	const { earlier, later } = halves;
	return [
		count("Sessions in the earlier half of the period", earlier.metric, earlier.sessions),
		count("Sessions in the later half of the period", later.metric, later.sessions),
	];
};

const kinds = [basics, shop, change, funnel, ways, times, habits, places, products, noise];

export const valueText = ({ value, unit, currency = null }: Pick<Draft, "value" | "unit" | "currency">): string => {
	switch (unit) {
		case "ratio":
			return percent(value);
		case "seconds":
			return duration(value);
		case "money":
			return money(value, currency);
		case "count":
			return number(value);
	}
};

export const idOf = (at: number): string => `F${String(at + 1).padStart(2, "0")}`;

const factOf = (draft: Draft, at: number): InsightFact => ({
	id: idOf(at),
	label: draft.label,
	name: draft.name === undefined ? null : clean(draft.name),
	metric: draft.metric,
	value: draft.value,
	unit: draft.unit,
	currency: draft.currency ?? null,
	text: valueText(draft),
});

/** Those that two periods are compared by; none of them is of a name. */
const comparable = [basics, shop, funnel, ways, habits];

/**
 * The numbers of an analysis that may be told to a model: sums and names that at least five events carry, no event and no person. Behind
 * them those of the period before, each named by the fact that holds the same number now.
 */
export const factsOf = ({ detailed_metrics: sections }: Pick<Analysis, "detailed_metrics">, before: Sections | null): InsightFact[] => {
	const facts = kinds
		.flatMap((kind) => kind(sections ?? {}))
		.slice(0, 99)
		.map(factOf);
	const places = new Map(facts.map(({ label, name }, at) => [name === null ? label : "", at]));
	for (const draft of comparable.flatMap((kind) => kind(before ?? {}))) {
		const place = places.get(draft.label);
		const now = place === undefined ? undefined : facts[place];
		if (place === undefined || !now) continue;
		const then = factOf({ ...draft, label: `${draft.label}, in the period before`, metric: `${beforeFacts}${now.metric}` }, facts.length);
		facts.push(then);
		facts[place] = { ...now, before: then.id };
	}
	return facts;
};
