import type { DetailedMetrics } from "../../../../backend/contract/analysis.js";
import type { Sections } from "../../app/analysis-run.js";
import type { Comparison } from "../../ui/change.js";

type Point = DetailedMetrics["trend"]["points"][number];

export interface CardModel {
	readonly id: string;
	readonly title: string;
	readonly definition: string;
	/** The section it waits for. */
	readonly section: keyof DetailedMetrics;
	/** Where the analysis has it. */
	readonly path: string;
	readonly value: Comparison | null;
	/** Absent where the trend does not tell it. */
	readonly series?: readonly (number | null)[];
}

/** What the cards are made from: the period, the compared one (null: none), and the currency chosen (null: no name given). */
export interface CardInput {
	readonly now: Sections;
	readonly before: Sections | null;
	readonly currency: string | null;
}

const over = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

type Group = DetailedMetrics["commerce"]["by_currency"][number];

const groupOf = (sections: Sections | null, currency: string | null): Group | undefined =>
	sections?.commerce?.by_currency.find((group) => group.currency === currency);

/** In a period without orders of a currency they are a counted zero; the average of none is unknown. */
const moneyOf = (sections: Sections | null, currency: string | null, read: (group: Group) => number | null, empty: number | null) => {
	if (!sections?.commerce) return undefined;
	const group = groupOf(sections, currency);
	return group ? read(group) : empty;
};

/** `undefined` before: nothing to compare with, or not known yet. */
const compare = (
	now: number | null | undefined,
	before: number | null | undefined,
	rest: Omit<Comparison, "now" | "before">,
): Comparison | null => (now === undefined ? null : { now, before, ...rest });

type Spec = Omit<CardModel, "value" | "series"> & {
	readonly rest: Omit<Comparison, "now" | "before" | "base" | "currency">;
	readonly read: (sections: Sections, currency: string | null) => number | null | undefined;
	/** Cases behind a value that is no count. */
	readonly base?: (sections: Sections) => number | undefined;
	readonly course?: (point: Point, currency: string | null) => number | null;
};

const sessionsOf = (sections: Sections): number | undefined => sections.basic_metrics?.total_sessions;

const revenue: Spec = {
	id: "revenue",
	title: "Revenue",
	definition: "Sum of orders in the chosen currency. Refunds and cancellations are apart.",
	section: "commerce",
	path: "commerce.by_currency.revenue",
	rest: { unit: "money", better: "up" },
	read: (sections, currency) => moneyOf(sections, currency, (group) => group.revenue, 0),
	base: (sections) => sections.commerce?.orders,
	course: (point, currency) => point.revenue[currency ?? ""] ?? 0,
};

const orders: Spec = {
	id: "orders",
	title: "Orders",
	definition: "Distinct orders in the chosen currency.",
	section: "commerce",
	path: "commerce.by_currency.orders",
	rest: { unit: "count", better: "up" },
	read: (sections, currency) => moneyOf(sections, currency, (group) => group.orders, 0),
	course: (point) => point.orders,
};

const conversion: Spec = {
	id: "conversion",
	title: "Conversion",
	definition: "Sessions with an order over all sessions.",
	section: "commerce",
	path: "commerce.conversion",
	rest: { unit: "ratio", better: "up" },
	read: (sections) => sections.commerce?.conversion,
	base: sessionsOf,
	course: (point) => over(point.sessions_with_order, point.sessions),
};

const average: Spec = {
	id: "average",
	title: "Average order",
	definition: "Revenue over orders, in the chosen currency.",
	section: "commerce",
	path: "commerce.by_currency.aov",
	rest: { unit: "money", better: "up" },
	read: (sections, currency) => moneyOf(sections, currency, (group) => group.aov, null),
	base: (sections) => sections.commerce?.orders,
	course: (point, currency) => over(point.revenue[currency ?? ""] ?? 0, point.orders),
};

const visitors: Spec = {
	id: "visitors",
	title: "Visitors",
	definition: "Distinct visitors: by browser id, else by user, else by session.",
	section: "basic_metrics",
	path: "basic_metrics.visitors",
	rest: { unit: "count", better: "up" },
	read: (sections) => sections.basic_metrics?.visitors,
	course: (point) => point.visitors,
};

const bounce: Spec = {
	id: "bounce",
	title: "Bounce rate",
	definition: "Sessions of a single event over all sessions.",
	section: "basic_metrics",
	path: "basic_metrics.bounce_rate",
	rest: { unit: "ratio", better: "down" },
	read: (sections) => sections.basic_metrics?.bounce_rate,
	base: sessionsOf,
	course: (point) => over(point.bounced, point.sessions),
};

const sessions: Spec = {
	id: "sessions",
	title: "Sessions",
	definition: "Sessions that start in the period.",
	section: "basic_metrics",
	path: "basic_metrics.total_sessions",
	rest: { unit: "count", better: "up" },
	read: sessionsOf,
	course: (point) => point.sessions,
};

const depth: Spec = {
	id: "depth",
	title: "Events per session",
	definition: "All events over all sessions.",
	section: "basic_metrics",
	path: "basic_metrics.avg_events_per_session",
	rest: { unit: "decimal", better: "none" },
	read: (sections) => sections.basic_metrics?.avg_events_per_session,
	base: sessionsOf,
	course: (point) => over(point.events, point.sessions),
};

const pages: Spec = {
	id: "pages",
	title: "Pages",
	definition: "Distinct pages seen.",
	section: "page_analysis",
	path: "page_analysis.pages",
	rest: { unit: "count", better: "none" },
	read: (sections) => sections.page_analysis?.pages,
};

const duration: Spec = {
	id: "duration",
	title: "Session duration",
	definition: "Mean time from the first to the last event, over all sessions.",
	section: "basic_metrics",
	path: "basic_metrics.avg_session_duration_seconds",
	rest: { unit: "seconds", better: "none" },
	read: (sections) => sections.basic_metrics?.avg_session_duration_seconds,
	base: sessionsOf,
};

const shop = [revenue, orders, conversion, average, visitors, bounce];
const site = [sessions, visitors, depth, pages, bounce, duration];

const baseOf = (spec: Spec, now: Sections, before: Sections | null) =>
	spec.base ? { base: [spec.base(now), before ? spec.base(before) : undefined] as const } : {};

const model = (spec: Spec, { now, before, currency }: CardInput): CardModel => {
	const { rest, read, base: _base, course, ...head } = spec;
	const points = now.trend?.points;
	const value = compare(read(now, currency), before ? read(before, currency) : undefined, {
		...rest,
		...baseOf(spec, now, before),
		...(rest.unit === "money" ? { currency } : {}),
	});
	return { ...head, value, ...(points && course ? { series: points.map((point) => course(point, currency)) } : {}) };
};

const sells = (sections: Sections | null): boolean =>
	(sections?.commerce?.by_currency.length ?? 0) > 0 ||
	(sections?.trend?.points.some((point) => point.orders > 0 || Object.keys(point.revenue).length > 0) ?? false);

/** Does either period know orders? The trend tells it early. Null while nothing tells it. */
export const hasCommerce = (now: Sections, before: Sections | null): boolean | null =>
	now.commerce || now.trend ? sells(now) || sells(before) : null;

/** Six cards: of a shop where there are orders, else of a site. What is not told is not shown as zero. */
export const cardsOf = (input: CardInput): readonly CardModel[] => {
	const specs = hasCommerce(input.now, input.before) === false ? site : shop;
	return specs.map((spec) => model(spec, input));
};

/** The currency to show: the one asked for where it has orders, else the one with the most of them. */
export const currencyOf = (sections: Sections, asked: string | null): string | null => {
	const groups = sections.commerce?.by_currency ?? [];
	const wanted = asked === "none" ? null : asked;
	if (groups.length === 0 || groups.some((group) => group.currency === wanted && asked !== null)) return wanted;
	return [...groups].sort((a, b) => b.orders - a.orders || (a.currency ?? "").localeCompare(b.currency ?? ""))[0]?.currency ?? null;
};
