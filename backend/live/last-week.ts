import { DateTime } from "luxon";
import type { LivePicture } from "../contract/live.js";
import type { LiveEvent, LiveReader } from "../store/live-port.js";
import { minuteMs, minuteOf } from "../store/minute-counts.js";
import { type Orders, openOrders } from "./orders.js";

/** The same time of the same weekday, a week before, on the clocks of `tz`; where these skip it, the hour after. */
export const weekBefore = (tz: string, at: number): number => DateTime.fromMillis(at, { zone: tz }).minus({ days: 7 }).toMillis();

const dayOf = (tz: string, at: number): readonly [from: number, to: number] => {
	const day = DateTime.fromMillis(at, { zone: tz }).startOf("day");
	return [day.toMillis(), day.plus({ days: 1 }).startOf("day").toMillis()];
};

/** One day as it was stored when it was read. Times that are asked for go on, so that each order is added once. */
interface Day {
	readonly from: number;
	readonly minutes: ReadonlyMap<number, number>;
	/** By time. */
	readonly ordered: readonly LiveEvent[];
	readonly orders: Orders;
	added: number;
}

const readDay = async (store: Pick<LiveReader, "recent">, tz: string, at: number): Promise<Day> => {
	const [from, to] = dayOf(tz, at);
	const { minutes, orders } = await store.recent({ hour: from, near: to, here: to, day: from, until: to });
	const counts = new Map<number, number>();
	for (const { windowStart, count } of minutes) counts.set(windowStart, (counts.get(windowStart) ?? 0) + count);
	return { from, minutes: counts, ordered: orders.toSorted((a, b) => a.ts - b.ts), orders: openOrders(), added: 0 };
};

export interface LastWeek {
	/** See `last_week` in the contract. Reads another day of the store when a day begins, and tells null until it is there. */
	read(now: number): LivePicture["last_week"];
}

/**
 * The day a week ago, read once a day: what is stored of it later is not in it. Rejects when the store cannot be read; a day that begins
 * while the store is away is asked for again each minute, and `problem` hears of it.
 */
export const openLastWeek = async (
	store: Pick<LiveReader, "recent">,
	{ tz, at, problem }: { readonly tz: string; readonly at: number; readonly problem: (error: unknown) => void },
): Promise<LastWeek> => {
	let day: Day | null = await readDay(store, tz, weekBefore(tz, at));
	let askedAt = at;
	const ask = (then: number, now: number): void => {
		askedAt = now;
		readDay(store, tz, then).then((read) => {
			day = read;
		}, problem);
	};
	return {
		read: (now) => {
			const then = weekBefore(tz, now);
			if (day && dayOf(tz, then)[0] !== day.from) {
				day = null;
				ask(then, now);
			}
			if (!day) {
				if (now - askedAt >= minuteMs) ask(then, now);
				return null;
			}
			if (day.minutes.size === 0) return null;
			for (let next = day.ordered[day.added]; next && next.ts <= then; next = day.ordered[day.added]) {
				day.orders.add(next);
				day.added += 1;
			}
			const { count: orders, revenue } = day.orders.read();
			return { at: then, per_minute: day.minutes.get(minuteOf(then) - minuteMs) ?? 0, orders, revenue };
		},
	};
};
