import {
	type Persona,
	type PlantedConversion,
	personas,
	type SeedChannel,
	type SeedTotals,
	type SeedTruth,
	seedChannels,
} from "../contract/seeding.js";
import type { PlantedBot } from "./bots.js";
import type { Calendar } from "./calendar.js";
import { calibration } from "./calibration.js";
import type { Chances, Depth } from "./depth.js";
import { channelShare } from "./depth.js";
import { source } from "./event.js";
import type { Flow } from "./flow.js";
import { spikeCampaign, spikeOrigin } from "./origin.js";
import { type Plan, runId } from "./plan.js";
import { currency } from "./shop/products.js";
import type { Facts } from "./visit.js";

/** A visit of a person, as far as the truth tells of it. */
export interface Told {
	readonly visitor: number;
	readonly day: number;
	readonly persona: Persona;
	readonly channel: SeedChannel;
	/** Null for a visit that only asks for a refund. */
	readonly depth: Depth | null;
	readonly chances: Chances | null;
	readonly events: number;
	readonly facts: Facts;
	/** Epoch ms of the order; null without one. */
	readonly orderedAt: number | null;
	/** Of the refund that is asked for, in cents. */
	readonly refundCents: number | null;
	readonly refundChance: number | null;
	readonly ofSpike: boolean;
}

/** Draws with known chances: what came out, what was to be expected, and how far chance may lead away from it. */
export interface Draws {
	count: number;
	hits: number;
	expected: number;
	variance: number;
}

const draws = (): Draws => ({ count: 0, hits: 0, expected: 0, variance: 0 });

const draw = (into: Draws, chance: number, hit: boolean): void => {
	into.count += 1;
	into.hits += hit ? 1 : 0;
	into.expected += chance;
	into.variance += chance * (1 - chance);
};

/** Of a share: its mean chance, and its standard error. */
const drawnOf = ({ count, expected, variance }: Draws) => ({
	planted: count === 0 ? null : expected / count,
	deviation: count === 0 ? 0 : Math.sqrt(variance) / count,
});

const conversionOf = (one: Draws): PlantedConversion => ({ ...drawnOf(one), sessions: one.count, sessions_with_order: one.hits });

const never: Chances = { order: 0, payment: 0, checkout: 0, cart: 0, product: 0, bounce: 0, landsOnProduct: 0 };
const reached: Record<Depth, number> = { bounce: 0, browse: 0, view: 1, cart: 2, checkout: 3, payment: 4, order: 5 };

const table = <K extends string>(keys: readonly K[]): Record<K, Draws> =>
	Object.fromEntries(keys.map((key) => [key, draws()])) as Record<K, Draws>;

/** Days after the first by which the retention report counts. */
const longestReturn = 30;

const { searchFindsNothing, promotion } = calibration;

/** All searches have one chance. */
const searchesOf = ({ count }: Draws) =>
	drawnOf({ count, hits: 0, expected: count * searchFindsNothing, variance: count * searchFindsNothing * (1 - searchFindsNothing) });

const saleOf = (plan: Plan, calendar: Calendar, { inside, outside }: Record<"inside" | "outside", Draws>): SeedTruth["promotion"] => {
	if (plan.promotion === null) return null;
	const nameOf = (day: number): string => calendar[day]?.name ?? "";
	const { discount, lift } = promotion;
	return {
		from: nameOf(plan.promotion.first),
		to: nameOf(plan.promotion.last),
		discount,
		lift,
		inside: conversionOf(inside),
		outside: conversionOf(outside),
	};
};

export interface Tally {
	tell(visit: Told): void;
	/** A visit of a bot, or events added to a person's visit. */
	tellBot(bot: PlantedBot, sessions: number, eventIds: readonly string[], order: { readonly cents: number } | null): void;
	/** Of all that was told so far. */
	counts(): { readonly events: number; readonly visitors: number; readonly orders: number };
	truth(): SeedTruth;
}

/** Keeps the truth while a run is made, in some bytes a visitor. */
export const openTally = (plan: Plan, calendar: Calendar, flow: Flow, firstDay: Uint16Array): Tally => {
	const channels = table(seedChannels);
	const kinds = table(personas);
	const personaVisitors = Object.fromEntries(personas.map((persona) => [persona, 0])) as Record<Persona, number>;
	const steps = table(["product", "cart", "checkout", "payment", "order"]);
	const [inside, outside, searches, refunds, returns] = [draws(), draws(), draws(), draws(), draws()];
	const people = { events: 0, sessions: 0, visitors: 0, orders: 0, cents: 0, refunds: 0, refundedCents: 0 };
	const noise = { events: 0, sessions: 0, visitors: 0, orders: 0, cents: 0 };
	const products = { views: 0, added: 0, removed: 0 };
	const days = calendar.map(() => ({ sessions: 0, orders: 0 }));
	const reach = Math.min(calendar.length, longestReturn + 1);
	const cohorts = calendar.map((_, day) => new Uint32Array(Math.min(reach, calendar.length - day)));
	const bots = new Map<PlantedBot["kind"], SeedTruth["bots"][number]>();
	/** The last day on which a visitor was counted, plus one; zero for none. */
	const lastDay = new Uint16Array(plan.visitors);
	/** One to seven days after the first: 1 once the visitor was seen again. */
	const cameAgain = new Uint8Array(plan.visitors);
	let spikeVisitors = 0;

	const came = ({ visitor, day, persona }: Told): void => {
		const first = firstDay[visitor] as number;
		if (lastDay[visitor] === 0) {
			people.visitors += 1;
			personaVisitors[persona] += 1;
			if (first + 7 < calendar.length) draw(returns, flow.returnsInAWeek(persona, first), false);
		}
		if (lastDay[visitor] === day + 1) return;
		lastDay[visitor] = day + 1;
		const after = day - first;
		const cohort = cohorts[first];
		if (cohort && after < cohort.length) cohort[after] = (cohort[after] as number) + 1;
		if (after < 1 || after > 7 || cameAgain[visitor] === 1 || first + 7 >= calendar.length) return;
		cameAgain[visitor] = 1;
		returns.hits += 1;
	};
	const funnel = ({ depth, chances, facts }: Told): void => {
		if (depth === null || chances === null) return;
		const far = depth === "bounce" && facts.views > 0 ? 1 : reached[depth];
		draw(steps.product, chances.product, far >= 1);
		if (far >= 1) draw(steps.cart, chances.cart / chances.product, far >= 2);
		if (far >= 2) draw(steps.checkout, chances.checkout / chances.cart, far >= 3);
		if (far >= 3) draw(steps.payment, chances.payment / chances.checkout, far >= 4);
		if (far >= 4) draw(steps.order, chances.order / chances.payment, far >= 5);
	};
	/** A visit can go past midnight, and an order is made when it is made. */
	const orderDay = (day: number, at: number): (typeof days)[number] =>
		days[at >= (calendar[day + 1]?.start ?? Number.POSITIVE_INFINITY) ? day + 1 : day] as (typeof days)[number];
	const tell = (visit: Told): void => {
		const { day, facts, refundCents, refundChance } = visit;
		const chances = visit.chances ?? never;
		const ordered = facts.orderCents !== null;
		came(visit);
		funnel(visit);
		for (const into of [channels[visit.channel], kinds[visit.persona], calendar[day]?.promotion ? inside : outside])
			draw(into, chances.order, ordered);
		const today = days[day] as (typeof days)[number];
		today.sessions += 1;
		if (visit.orderedAt !== null) orderDay(day, visit.orderedAt).orders += 1;
		people.events += visit.events;
		people.sessions += 1;
		people.orders += ordered ? 1 : 0;
		people.cents += facts.orderCents ?? 0;
		people.refunds += refundCents === null ? 0 : 1;
		people.refundedCents += refundCents ?? 0;
		if (visit.ofSpike) spikeVisitors += 1;
		for (const name of ["views", "added", "removed"] as const) products[name] += facts[name];
		searches.count += facts.searches;
		searches.hits += facts.withoutResults;
		if (refundChance !== null) draw(refunds, refundChance, false);
	};
	const totals = (): SeedTotals => ({
		events: people.events,
		sessions: people.sessions,
		visitors: people.visitors,
		orders: people.orders,
		revenue: people.cents / 100,
		refunds: people.refunds,
		refunded: people.refundedCents / 100,
	});
	const all = (): SeedTotals => {
		const own = totals();
		return {
			...own,
			events: own.events + noise.events,
			sessions: own.sessions + noise.sessions,
			visitors: own.visitors + noise.visitors,
			orders: own.orders + noise.orders,
			revenue: (people.cents + noise.cents) / 100,
		};
	};
	return {
		tell,
		tellBot: ({ kind, about, visitors }, sessions, eventIds, order) => {
			const known = bots.get(kind) ?? { kind, about, sessions: 0, event_ids: [] };
			bots.set(kind, known);
			known.sessions += sessions;
			known.event_ids.push(...eventIds);
			noise.sessions += sessions;
			noise.visitors += visitors;
			noise.events += eventIds.length;
			noise.orders += order === null ? 0 : 1;
			noise.cents += order?.cents ?? 0;
		},
		counts: () => ({
			events: people.events + noise.events,
			visitors: people.visitors + noise.visitors,
			orders: people.orders + noise.orders,
		}),
		truth: () => ({
			version: 1,
			run_id: runId(plan),
			source,
			options: plan.options,
			currency,
			from: calendar[0]?.start ?? plan.now,
			to: plan.now,
			totals: all(),
			people: totals(),
			days: days.map((day, at) => ({ day: calendar[at]?.name ?? "", ...day, promotion: calendar[at]?.promotion ?? false })),
			channels: seedChannels.map((channel) => ({ channel, share: channelShare(plan, channel), ...conversionOf(channels[channel]) })),
			personas: personas.map((persona) => ({ persona, visitors: personaVisitors[persona], ...conversionOf(kinds[persona]) })),
			funnel: {
				sessions: people.sessions,
				product: steps.product.hits,
				cart: steps.cart.hits,
				checkout: steps.checkout.hits,
				payment: steps.payment.hits,
				order: steps.order.hits,
			},
			planted_funnel: {
				product: drawnOf(steps.product),
				cart: drawnOf(steps.cart),
				checkout: drawnOf(steps.checkout),
				payment: drawnOf(steps.payment),
				order: drawnOf(steps.order),
			},
			products,
			searches: { ...searchesOf(searches), searches: searches.count, without_results: searches.hits },
			refunds: { ...drawnOf(refunds), orders: refunds.count, refunds: people.refunds },
			retention: {
				within_7_days: { ...drawnOf(returns), visitors: returns.count, returned: returns.hits },
				cohorts: calendar.map(({ name }, day) => {
					const returned = [...(cohorts[day] ?? [])];
					return { day: name, visitors: returned[0] ?? 0, returned };
				}),
			},
			promotion: saleOf(plan, calendar, { inside, outside }),
			spikes:
				plan.spike === null
					? []
					: [{ day: calendar[plan.spike]?.name ?? "", channel: spikeOrigin.channel, campaign: spikeCampaign, visitors: spikeVisitors }],
			bots: [...bots.values()],
		}),
	};
};
