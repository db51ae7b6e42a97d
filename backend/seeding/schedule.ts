import { setImmediate as turn } from "node:timers/promises";
import { type Calendar, instantIn } from "./calendar.js";
import { calibration } from "./calibration.js";
import type { Flow } from "./flow.js";
import { personaOf, streams } from "./person.js";
import type { Plan } from "./plan.js";
import { mix, openRandom, place, poisson } from "./random.js";

/** Who visits when: 14 bytes a visit, which is all that is held of a run as a whole. */
export interface Schedule {
	readonly sessions: number;
	/** By visitor. */
	readonly firstDay: Uint16Array;
	/** Visits of a day by their start; equal starts in the order of their drawing. */
	day(at: number): { readonly start: Float64Array; readonly visitor: Uint32Array };
}

/** Lists of numbers that grow; an array of objects would take ten times the memory. */
interface Columns {
	start: Float64Array;
	visitor: Uint32Array;
	day: Uint16Array;
	length: number;
}

const grown = (columns: Columns): void => {
	const size = columns.start.length * 2;
	const [start, visitor, day] = [new Float64Array(size), new Uint32Array(size), new Uint16Array(size)];
	start.set(columns.start);
	visitor.set(columns.visitor);
	day.set(columns.day);
	Object.assign(columns, { start, visitor, day });
};

const add = (columns: Columns, visitor: number, day: number, start: number): void => {
	if (columns.length === columns.start.length) grown(columns);
	columns.start[columns.length] = start;
	columns.visitor[columns.length] = visitor;
	columns.day[columns.length] = day;
	columns.length += 1;
};

/** Visitors drawn between two turns of the event loop: some ten milliseconds. */
const lot = 5_000;

/** True for who came through the link that was passed around on the day of the spike. */
export const isOfSpike = (plan: Plan, visitor: number, firstDay: number): boolean =>
	firstDay === plan.spike && openRandom(mix(plan.seed, streams.schedule), visitor + 0x4000_0000).chance(1 - 1 / calibration.spike.visits);

const spikeStart = (calendar: Calendar, day: number, at: number): number => {
	const { start } = calendar[day] as Calendar[number];
	return Math.floor(start + (11 + at * calibration.spike.hours) * 3_600_000);
};

export const scheduleOf = async (plan: Plan, calendar: Calendar, flow: Flow, signal?: AbortSignal): Promise<Schedule> => {
	const size = Math.ceil(plan.visitors * plan.sessionsPerVisitor * 1.05) + 64;
	const columns: Columns = { start: new Float64Array(size), visitor: new Uint32Array(size), day: new Uint16Array(size), length: 0 };
	const firstDay = new Uint16Array(plan.visitors);
	for (let visitor = 0; visitor < plan.visitors; visitor++) {
		if (visitor % lot === lot - 1) {
			await turn();
			signal?.throwIfAborted();
		}
		const random = openRandom(mix(plan.seed, streams.schedule), visitor);
		const first = place(flow.arrivals, random.next());
		firstDay[visitor] = first;
		const ofSpike = isOfSpike(plan, visitor, first);
		add(
			columns,
			visitor,
			first,
			ofSpike ? spikeStart(calendar, first, random.next()) : instantIn(calendar[first] as Calendar[number], random),
		);
		const more = poisson(random, flow.laterVisits(personaOf(plan.seed, visitor), first));
		for (let nth = 0; nth < more; nth++) {
			const day = first + place(flow.later[first] as Float64Array, random.next());
			add(columns, visitor, day, instantIn(calendar[day] as Calendar[number], random));
		}
	}
	return { sessions: columns.length, firstDay, day: byDay(columns, calendar) };
};

/** Start within the day and place in the list, in one number that sorts: 27 bits and 26. */
const places = 2 ** 26;

const byDay = ({ start, visitor, day, length }: Columns, calendar: Calendar): Schedule["day"] => {
	const ends = new Uint32Array(calendar.length + 1);
	for (let at = 0; at < length; at++) ends[(day[at] as number) + 1] = (ends[(day[at] as number) + 1] as number) + 1;
	for (let at = 1; at < ends.length; at++) ends[at] = (ends[at] as number) + (ends[at - 1] as number);
	const next = ends.slice();
	const order = new Uint32Array(length);
	for (let at = 0; at < length; at++) {
		const place = next[day[at] as number] as number;
		order[place] = at;
		next[day[at] as number] = place + 1;
	}
	return (wanted) => {
		const own = order.subarray(ends[wanted], ends[wanted + 1]);
		const from = calendar[wanted]?.start ?? 0;
		const keys = new Float64Array(own.length);
		for (let at = 0; at < own.length; at++) keys[at] = ((start[own[at] as number] as number) - from) * places + at;
		keys.sort();
		const sorted = { start: new Float64Array(own.length), visitor: new Uint32Array(own.length) };
		for (let at = 0; at < keys.length; at++) {
			const index = own[(keys[at] as number) % places] as number;
			sorted.start[at] = start[index] as number;
			sorted.visitor[at] = visitor[index] as number;
		}
		return sorted;
	};
};
