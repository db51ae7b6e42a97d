import { personas, type SeedEstimate, type SeedRun, seedChannels } from "../contract/seeding.js";
import { calendarOf } from "./calendar.js";
import { calibration } from "./calibration.js";
import { channelShare, meanConversion, modelOf } from "./depth.js";
import { flowOf } from "./flow.js";
import { type Plan, runId } from "./plan.js";
import { categories } from "./shop/categories.js";
import { shopProducts } from "./shop/products.js";

/** Of the store's file with its kept-up tables, measured over 1 million events. */
const bytesPerEvent = 130;
/** Where no run has been measured yet. */
const usualRate = 12_000;
/** Noise of botVisits, as shares of people's visits and events. */
const noise = { sessions: 0.013, events: 0.032 };

const { steps, promotion, searchFindsNothing, refunds } = calibration;

/** What a plan comes to on the average, without drawing anything. `known`: runs of before, for the pace. */
export const estimateOf = (plan: Plan, known: readonly SeedRun[]): SeedEstimate => {
	const calendar = calendarOf(plan);
	const flow = flowOf(plan, calendar);
	const visits = personas.reduce((sum, persona) => sum + calibration.personas[persona].share * calibration.personas[persona].visits, 0);
	const sessions = calendar.map((_, day) => flow.visitsOn(day, visits) * plan.visitors);
	const all = sessions.reduce((sum, one) => sum + one, 0);
	const onSale = calendar.reduce((sum, day, at) => sum + (day.promotion ? (sessions[at] ?? 0) : 0), 0) / all;
	const lifted = 1 + (promotion.lift - 1) * onSale;
	const events = all * plan.avgEvents;
	const bots = plan.bots ? noise : { sessions: 0, events: 0 };
	return {
		run_id: runId(plan),
		from: calendar[0]?.start ?? plan.now,
		to: plan.now,
		visitors: plan.visitors,
		sessions: Math.round(all),
		events: Math.round(events),
		orders: Math.round(all * meanConversion(plan) * lifted),
		bot_sessions: Math.round(all * bots.sessions),
		bot_events: Math.round(events * bots.events),
		products: shopProducts.length,
		categories: categories.length,
		bytes: Math.round(events * (1 + bots.events) * bytesPerEvent),
		seconds: (events * (1 + bots.events)) / paceOf(known),
		days: calendar.map(({ name, promotion: sale }, at) => ({ day: name, sessions: sessions[at] ?? 0, promotion: sale })),
		channels: seedChannels.map((channel) => ({
			channel,
			share: channelShare(plan, channel),
			conversion: calibration.conversion[channel] * lifted,
		})),
		promotion:
			plan.promotion === null
				? null
				: {
						from: calendar[plan.promotion.first]?.name ?? "",
						to: calendar[plan.promotion.last]?.name ?? "",
						discount: promotion.discount,
						lift: promotion.lift,
					},
		spike: plan.spike === null ? null : (calendar[plan.spike]?.name ?? null),
		returns_within_7_days: returning(plan, flow),
		cart_abandonment: 1 - steps.checkout * steps.payment * steps.order,
		view_to_cart: modelOf(plan, flow).addsPerView,
		searches_without_results: searchFindsNothing,
		refunded_orders: refunds.share,
		known: known.find((run) => run.run_id === runId(plan)) ?? null,
	};
};

/** Over the visitors who have seven days left. */
const returning = ({ days }: Plan, flow: ReturnType<typeof flowOf>): number | null => {
	const early = flow.arriving.slice(0, Math.max(0, days - 7));
	const all = early.reduce((sum, share) => sum + share, 0);
	if (all === 0) return null;
	const chance = (day: number): number =>
		personas.reduce((sum, persona) => sum + calibration.personas[persona].share * flow.returnsInAWeek(persona, day), 0);
	return early.reduce((sum, share, day) => sum + share * chance(day), 0) / all;
};

/** Events a second of the last long run, over which the pace can be told. */
const paceOf = (known: readonly SeedRun[]): number => {
	const measured = known.find(({ status, events, took_ms }) => status === "done" && events > 20_000 && took_ms > 1_000);
	return measured ? (measured.events / measured.took_ms) * 1000 : usualRate;
};
