import { botVisits } from "./bots.js";
import { type Calendar, calendarOf } from "./calendar.js";
import { modelOf } from "./depth.js";
import { flowOf } from "./flow.js";
import type { Plan } from "./plan.js";
import { scheduleOf } from "./schedule.js";
import type { Sending } from "./sending.js";
import { openTally, type Tally } from "./tally.js";
import { openTeller, type World } from "./teller.js";

export interface Generation {
	readonly calendar: Calendar;
	readonly sessions: number;
	readonly tally: Tally;
	/** All visits by their start, in lots of some thousand events. The same plan gives the same ones. */
	lots(): Generator<readonly Sending[], void, undefined>;
}

export interface GenerateOptions {
	/** The account that the first visitor is. */
	readonly userId?: string | undefined;
	readonly signal?: AbortSignal | undefined;
}

const lotEvents = 1_000;

/** Draws who comes when, then is ready to tell what they do. Throws AppError `cancelled`. */
export const openGeneration = async (plan: Plan, { userId, signal }: GenerateOptions = {}): Promise<Generation> => {
	const calendar = calendarOf(plan);
	const flow = flowOf(plan, calendar);
	const schedule = await scheduleOf(plan, calendar, flow, signal);
	const model = modelOf(plan, flow);
	const tally = openTally(plan, calendar, flow, schedule.firstDay);
	const world = { plan, calendar, schedule, model, tally, userId };
	return { calendar, sessions: schedule.sessions, tally, lots: () => lotsOf(world) };
};

function* lotsOf(world: World): Generator<readonly Sending[], void, undefined> {
	const { plan, calendar, schedule } = world;
	const teller = openTeller(world);
	const bots = botVisits(plan, calendar, schedule.sessions);
	let lot: Sending[] = [];
	let held = 0;
	let nextBot = 0;
	const take = (sending: Sending): void => {
		lot.push(sending);
		held += sending.events.length;
	};
	for (let day = 0; day < calendar.length; day++) {
		const { start, visitor } = schedule.day(day);
		const end = calendar[day + 1]?.start ?? Number.POSITIVE_INFINITY;
		for (let at = 0; at <= start.length; at++) {
			const until = at < start.length ? (start[at] as number) : end;
			for (let bot = bots[nextBot]; bot !== undefined && bot.start < until; bot = bots[++nextBot]) take(teller.bot(bot, day));
			for (let refund = teller.due(until); refund; refund = teller.due(until)) take(teller.refund(refund));
			if (at < start.length) take(teller.person(visitor[at] as number, until, day));
			if (held < lotEvents) continue;
			yield lot;
			[lot, held] = [[], 0];
		}
	}
	if (lot.length > 0) yield lot;
}
