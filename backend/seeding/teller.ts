import { additionsTo, type BotVisit } from "./bots.js";
import { type Calendar, instantIn } from "./calendar.js";
import { calibration } from "./calibration.js";
import { humanTimes, pacedTimes } from "./clock.js";
import type { Model } from "./depth.js";
import type { SeedEvent } from "./event.js";
import { source } from "./event.js";
import { originOf, spikeOrigin } from "./origin.js";
import { type Person, personOf, streams } from "./person.js";
import type { Plan } from "./plan.js";
import { mix, openRandom, type Random } from "./random.js";
import { isOfSpike, type Schedule } from "./schedule.js";
import { eventsOf, openIds, type Sender, type Sending } from "./sending.js";
import { currency } from "./shop/products.js";
import type { Tally } from "./tally.js";
import { refundVisitOf, type Visit, visitOf } from "./visit.js";

interface Refund {
	readonly start: number;
	readonly day: number;
	readonly visitor: number;
	readonly orderId: string;
	readonly cents: number;
}

/** Everything that is drawn once for a run. */
export interface World {
	readonly plan: Plan;
	readonly calendar: Calendar;
	readonly schedule: Schedule;
	readonly model: Model;
	readonly tally: Tally;
	readonly userId: string | undefined;
}

const { refunds } = calibration;

/** Between a page and the server. */
const transit = 180;

/** What is remembered while visits are told: four bytes a visitor, and the refunds to come. */
export const openTeller = ({ plan, calendar, schedule, model, tally, userId }: World) => {
	const ids = openIds(plan);
	const visits = new Uint16Array(plan.visitors);
	const signedIn = new Uint8Array(plan.visitors);
	if (userId !== undefined) signedIn[0] = 1;
	const pending: Refund[] = [];
	const visitSeed = mix(plan.seed, streams.visit);

	const nextVisit = (visitor: number): { readonly nth: number; readonly random: Random } => {
		const nth = visits[visitor] as number;
		visits[visitor] = nth + 1;
		return { nth, random: openRandom(mix(visitSeed, visitor), nth) };
	};
	const userOf = (visitor: number): string => (visitor === 0 && userId !== undefined ? userId : `${plan.key}-u${visitor.toString(36)}`);
	const refundable = (day: number): number => {
		let days = 0;
		for (let after = refunds.least; after <= refunds.most; after++) if ((calendar[day + after]?.weight ?? 0) > 0) days += 1;
		return days / (refunds.most - refunds.least + 1);
	};
	/** The order may come back; `chance` is that of a refund within the period. */
	const refundLater = (random: Random, order: { visitor: number; day: number; orderId: string; cents: number }): number => {
		const after = refunds.least + random.below(refunds.most - refunds.least + 1);
		const comes = random.chance(refunds.share);
		const day = calendar[order.day + after];
		if (comes && day !== undefined && day.weight > 0) {
			const refund = { ...order, day: order.day + after, start: instantIn(day, random) };
			const place = pending.findIndex(({ start }) => start > refund.start);
			pending.splice(place === -1 ? pending.length : place, 0, refund);
		}
		return refunds.share * refundable(order.day);
	};
	const timed = (visit: Visit, random: Random, start: number, who: Sender) => {
		const times = humanTimes(random, start, visit.steps.length);
		return { times, events: eventsOf(ids, who, visit.steps, times) };
	};
	const senderOf = (visitor: number, signsInAt: number | null): Sender => {
		const from = signedIn[visitor] === 1 ? 0 : (signsInAt ?? -1);
		if (signsInAt !== null) signedIn[visitor] = 1;
		return { visitor, userId: from === -1 ? null : userOf(visitor), userFrom: from };
	};
	const sending = (person: Person, userAgent: string, day: number, events: readonly SeedEvent[], last: number): Sending => ({
		at: last + transit,
		peer: person.address,
		userAgent,
		day,
		events,
	});
	return {
		due: (until: number): Refund | undefined => ((pending[0]?.start ?? Number.POSITIVE_INFINITY) < until ? pending.shift() : undefined),
		person: (visitor: number, start: number, day: number): Sending => {
			const { nth, random } = nextVisit(visitor);
			const person = personOf(plan.seed, visitor);
			const ofSpike = nth === 0 && isOfSpike(plan, visitor, schedule.firstDay[visitor] as number);
			const origin = ofSpike ? spikeOrigin : originOf(random, nth === 0);
			const agent = person.second !== null && random.chance(calibration.secondDevice.sessions) ? person.second : person.usual;
			const onSale = calendar[day]?.promotion ?? false;
			const chances = model.chances({ channel: origin.channel, persona: person.persona, device: agent.kind, isFirst: nth === 0, onSale });
			const depth = model.depthAt(chances, random.next());
			const orderId = depth === "order" ? ids.order() : "";
			const visit = visitOf({
				random,
				depth,
				origin,
				persona: person.persona,
				landsOnProduct: chances.landsOnProduct,
				browsing: model.browsing,
				favourites: person.favourites,
				course: calendar.length === 1 ? 0.5 : day / (calendar.length - 1),
				discount: onSale ? calibration.promotion.discount : 0,
				orderId,
				maySignIn: person.hasAccount && signedIn[visitor] === 0,
			});
			const who = senderOf(visitor, visit.signsInAt);
			const { times, events } = timed(visit, random, start, who);
			const cents = visit.facts.orderCents;
			const refundChance = cents === null ? null : refundLater(random, { visitor, day, orderId, cents });
			tally.tell({
				visitor,
				day,
				persona: person.persona,
				channel: origin.channel,
				depth,
				chances,
				events: events.length,
				facts: visit.facts,
				orderedAt: cents === null ? null : (times[visit.steps.findIndex(({ type }) => type === "purchase")] as number),
				refundCents: null,
				refundChance,
				ofSpike,
			});
			const last = times.at(-1) as number;
			const added = additionsTo(plan, random, visit.steps).map(({ step, after, ...bot }) => {
				const event = { ...(events.at(-1) as SeedEvent), event_id: ids.event(), event_type: step.type, page: step.page };
				tally.tellBot(bot, 0, [event.event_id], null);
				return { ...event, timestamp: (last + after) / 1000, properties: { source, ...step.properties } };
			});
			return sending(person, agent.text, day, [...events, ...added], last + (added.length > 0 ? 10_000 : 0));
		},
		refund: ({ visitor, day, orderId, cents, start }: Refund): Sending => {
			const { random } = nextVisit(visitor);
			const person = personOf(plan.seed, visitor);
			const visit = refundVisitOf({ orderId, cents, currency, persona: person.persona });
			const { times, events } = timed(visit, random, start, senderOf(visitor, null));
			tally.tell({
				visitor,
				day,
				persona: person.persona,
				channel: "direct",
				depth: null,
				chances: null,
				events: events.length,
				facts: visit.facts,
				orderedAt: null,
				refundCents: cents,
				refundChance: null,
				ofSpike: false,
			});
			return sending(person, person.usual.text, day, events, times.at(-1) as number);
		},
		bot: (bot: BotVisit, day: number): Sending => {
			const times = pacedTimes(bot.start, bot.steps.length, bot.gap);
			const who = { visitor: plan.visitors + bot.visitor, userId: bot.userId, userFrom: 0 };
			const events = eventsOf(ids, who, bot.steps, times);
			tally.tellBot(
				bot,
				1,
				events.map(({ event_id }) => event_id),
				bot.order,
			);
			return { at: (times.at(-1) as number) + transit, peer: bot.address, userAgent: bot.userAgent, day, events };
		},
	};
};
