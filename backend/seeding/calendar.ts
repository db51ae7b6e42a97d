import { DateTime } from "luxon";
import { AppError } from "../contract/errors.js";
import { calibration, hours } from "./calibration.js";
import type { Plan } from "./plan.js";
import { place, type Random, sumsOf } from "./random.js";

/** A day of the zone, as far as it lies before the end. */
export interface Day {
	/** YYYY-MM-DD. */
	readonly name: string;
	readonly start: number;
	readonly promotion: boolean;
	readonly spike: boolean;
	/** How much the shop is visited, against the other days. */
	readonly weight: number;
	/** The instants at which its hours begin, and their sums of weights. Hours that the clock leaves out are not there, repeated ones twice. */
	readonly hours: { readonly at: readonly number[]; readonly seconds: readonly number[]; readonly sums: Float64Array };
}

export type Calendar = readonly Day[];

const hourMs = 3_600_000;

/** Visits begin so long before the end that all of them are over by then. */
const lastStart = (now: number): number => now - (calibration.longestVisit + 60) * 1000;

const hoursOf = (start: DateTime, now: number): Day["hours"] => {
	const profile = start.weekday > 5 ? hours.weekend : hours.working;
	const end = Math.min(start.plus({ days: 1 }).toMillis(), lastStart(now));
	const at: number[] = [];
	const seconds: number[] = [];
	const weights: number[] = [];
	for (let hour = start.toMillis(); hour < end; hour += hourMs) {
		const length = Math.min(hourMs, end - hour);
		at.push(hour);
		seconds.push(length / 1000);
		weights.push(((profile[start.plus({ milliseconds: hour - start.toMillis() }).hour] ?? 0) * length) / hourMs);
	}
	return { at, seconds, sums: sumsOf(weights) };
};

/** The days of a plan. The last one ends at its `now`, so that it may weigh little or nothing. */
export const calendarOf = (plan: Plan): Calendar => {
	const calendar = daysOf(plan);
	if (calendar.some(({ weight }) => weight > 0)) return calendar;
	throw new AppError(
		"invalid",
		`Between the start of the day in ${plan.timeZone} and now there is no time for a visit. Choose a later now, or more days.`,
		{ path: "now" },
	);
};

const daysOf = ({ days, now, timeZone, promotion, spike }: Plan): Day[] => {
	const last = DateTime.fromMillis(now, { zone: timeZone }).startOf("day");
	return Array.from({ length: days }, (_, at) => {
		const start = last.minus({ days: days - 1 - at });
		const held = hoursOf(start, now);
		const onSale = promotion !== null && at >= promotion.first && at <= promotion.last;
		const usual = start.weekday > 5 ? hours.weekend : hours.working;
		const whole = (held.sums.at(-1) ?? 0) / usual.reduce((sum, weight) => sum + weight, 0);
		const trend = 1 + (calibration.growth * at) / Math.max(1, days - 1);
		const weight = whole * trend * (calibration.weekdays[start.weekday - 1] ?? 1) * (onSale ? calibration.promotion.visits : 1);
		return { name: start.toISODate() ?? "", start: start.toMillis(), promotion: onSale, spike: at === spike, weight, hours: held };
	});
};

/** An instant of the day, in epoch ms, as its hours are visited. */
export const instantIn = ({ hours: { at, seconds, sums } }: Day, random: Random): number => {
	const hour = place(sums, random.next());
	return Math.floor((at[hour] as number) + random.next() * (seconds[hour] as number) * 1000);
};
