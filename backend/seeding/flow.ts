import { type Persona, personas } from "../contract/seeding.js";
import type { Calendar } from "./calendar.js";
import { calibration } from "./calibration.js";
import type { Plan } from "./plan.js";
import { sumsOf } from "./random.js";

/** How visitors come and come back, as probabilities. */
export interface Flow {
	/** Of first visits, by day. */
	readonly arrivals: Float64Array;
	/** Share of first visits on each day. */
	readonly arriving: readonly number[];
	/** Of later visits of who came first on a day, by day from that one on. */
	readonly later: readonly Float64Array[];
	/** Later visits to expect of a visitor of this persona who first came on this day. */
	laterVisits(persona: Persona, firstDay: number): number;
	/** Visits on a day to expect of a visitor, the first one among them; `visits` is the personas' mean. */
	visitsOn(day: number, visits: number): number;
	/** The chance that this visitor comes again one to seven days after the first day. */
	returnsInAWeek(persona: Persona, firstDay: number): number;
}

const { fading, spike } = calibration;

const pull = (days: number): number => (days === 0 ? fading.same : Math.exp(-(days - 1) / fading.days) + fading.rest);

/**
 * Later visits are Poisson, their days drawn by a pull that fades with the days since the first one, times the weight of the day.
 * The rate is such that over all visitors the mean of visits is the one asked for, although who comes late has little time left.
 */
export const flowOf = (plan: Plan, calendar: Calendar): Flow => {
	const weights = calendar.map(({ weight, spike: isSpike }) => weight * (isSpike ? spike.visits : 1));
	const all = weights.reduce((sum, weight) => sum + weight, 0);
	const mean = calendar.reduce((sum, { weight }) => sum + weight, 0) / calendar.length;
	const pulls = calendar.map((_, first) => calendar.slice(first).map(({ weight }, days) => (pull(days) * weight) / mean));
	const reach = pulls.map((list) => list.reduce((sum, one) => sum + one, 0));
	const arriving = weights.map((weight) => weight / all);
	const visits = personas.reduce((sum, persona) => sum + calibration.personas[persona].share * calibration.personas[persona].visits, 0);
	const usual = arriving.reduce((sum, share, day) => sum + share * (reach[day] ?? 0), 0) * visits;
	const rate = (plan.sessionsPerVisitor - 1) / usual;
	const within = (persona: Persona, pulled: number): number => rate * calibration.personas[persona].visits * pulled;
	const weeks = pulls.map((list) => list.slice(1, 8).reduce((sum, one) => sum + one, 0));
	return {
		arrivals: sumsOf(weights),
		arriving,
		later: pulls.map(sumsOf),
		laterVisits: (persona, firstDay) => within(persona, reach[firstDay] ?? 0),
		visitsOn: (day, mean) =>
			(arriving[day] ?? 0) +
			pulls.slice(0, day + 1).reduce((sum, list, first) => sum + (arriving[first] ?? 0) * rate * mean * (list[day - first] ?? 0), 0),
		returnsInAWeek: (persona, firstDay) => 1 - Math.exp(-within(persona, weeks[firstDay] ?? 0)),
	};
};
