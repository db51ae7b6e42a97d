import type { AppliedFilter } from "../../../backend/contract/analysis.js";
import { type NewEvent, noisySources } from "../../../backend/store/event.js";

/**
 * The relations of backend/engine/port.ts, built the slow and obvious way from an array of events. Written from the
 * definitions, not from the SQL: where the two disagree, one of them is wrong.
 */

/** An event of a log, and the reasons under which it was flagged as noise, if it was. */
export interface LogEvent extends NewEvent {
	readonly flagged: readonly string[] | null;
}

export interface OracleScope extends AppliedFilter {
	readonly user: string | null;
}

export interface Session {
	readonly key: string;
	readonly visitor: string;
	/** By (ts, eventId, source). */
	readonly events: readonly LogEvent[];
	readonly start: number;
	readonly end: number;
}

export interface OrderLine {
	readonly ts: number;
	readonly kind: "order" | "cancel" | "refund";
	readonly key: string;
	readonly currency: string | null;
	readonly amount: number;
	/** Key of its session, and the event itself. */
	readonly session: string;
	readonly event: LogEvent;
}

export interface Relations {
	/** Events in the range. */
	readonly ev: readonly LogEvent[];
	/** Sessions that start in the range, whole. */
	readonly ses: readonly Session[];
	/** Sessions of all time. */
	readonly sessions: readonly Session[];
	readonly orderLines: readonly OrderLine[];
	/** First reasons of the noise in the range. */
	readonly noise: readonly string[];
	/** Its events, in the same order. */
	readonly noiseEvents: readonly LogEvent[];
	/** Time of the newest event of all, whatever it is. */
	readonly newest: number | null;
	readonly visitorOf: (event: LogEvent) => string;
	readonly personOf: (event: LogEvent) => string;
}

const thirtyMinutes = 1_800_000;

export const compareText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

export const byTime = (a: LogEvent, b: LogEvent): number =>
	a.ts - b.ts || compareText(a.eventId, b.eventId) || compareText(a.source, b.source);

const isNoise = (event: LogEvent): boolean => event.flagged !== null || (noisySources as readonly string[]).includes(event.source);

export const relationsOf = (log: readonly LogEvent[], scope: OracleScope): Relations => {
	const within = (ts: number) => (scope.from === null || ts >= scope.from) && (scope.to === null || ts < scope.to);
	const own = log.filter((event) => scope.user === null || (event.userId === scope.user && event.userVerified));
	const base = own
		.filter((event) => scope.noise === "show" || !isNoise(event))
		.filter((event) => scope.visitor === "default" || event.userId !== null)
		.sort(byTime);
	const visitorOf = (event: LogEvent) => (scope.visitor === "user" ? (event.userId ?? "") : event.visitor);
	const sessions = sessionsOf(base, scope, visitorOf);
	const noisy = own.filter((event) => isNoise(event) && within(event.ts));
	return {
		ev: base.filter((event) => within(event.ts)),
		ses: sessions.filter((session) => within(session.start)),
		sessions,
		orderLines: orderLinesOf(sessions).filter((line) => within(line.ts)),
		noise: noisy.map((event) => event.flagged?.[0] ?? `source:${event.source}`),
		noiseEvents: noisy,
		newest: log.length === 0 ? null : Math.max(...log.map(({ ts }) => ts)),
		visitorOf,
		personOf: (event) => event.userId ?? onlyUserOf(log, event.visitor) ?? event.visitor,
	};
};

/** The one user ever linked to a visitor, at any time, in events that are not noise. */
const onlyUserOf = (log: readonly LogEvent[], visitor: string): string | null => {
	const users = new Set<string>();
	for (const event of log) if (!isNoise(event) && event.visitor === visitor && event.userId !== null) users.add(event.userId);
	const [user] = users;
	return users.size === 1 && user !== undefined ? user : null;
};

const sessionsOf = (base: readonly LogEvent[], scope: OracleScope, visitorOf: (event: LogEvent) => string): Session[] => {
	const groups: { key: string; events: LogEvent[] }[] = [];
	for (const event of base) {
		const key = scope.sessions === "client" && event.sessionId !== null ? `client:${event.sessionId}` : `gap:${visitorOf(event)}`;
		const last = groups.findLast((group) => group.key === key);
		const silent = (last?.events.at(-1)?.ts ?? 0) + thirtyMinutes < event.ts;
		if (last && !(silent && key.startsWith("gap:"))) last.events.push(event);
		else groups.push({ key, events: [event] });
	}
	return groups.map(({ key, events }, at) => {
		const [first] = events;
		const last = events.at(-1);
		if (!first || !last) throw new Error("a session without events");
		return { key: `${key}#${at}`, visitor: visitorOf(first), events, start: first.ts, end: last.ts };
	});
};

const kinds: Record<string, OrderLine["kind"]> = { order_completed: "order", order_cancelled: "cancel", order_refunded: "refund" };

const orderLinesOf = (sessions: readonly Session[]): OrderLine[] => {
	const lines: OrderLine[] = [];
	for (const session of sessions) {
		const orders = new Map<string, LogEvent[]>();
		for (const event of session.events) {
			const kind = kinds[event.action ?? ""];
			if (!kind) continue;
			const order = JSON.stringify([kind, orderKey(event, session), event.currency]);
			orders.set(order, [...(orders.get(order) ?? []), event]);
		}
		for (const [order, events] of orders) {
			const [kind, key, currency] = JSON.parse(order) as [OrderLine["kind"], string, string | null];
			for (const event of events) {
				const amount = amountOf(event, events);
				lines.push({
					ts: event.ts,
					kind,
					key,
					currency,
					amount: kind === "order" ? amount : -Math.abs(amount),
					session: session.key,
					event,
				});
			}
		}
	}
	return lines;
};

const orderKey = (event: LogEvent, session: Session): string => {
	if (event.orderId !== null) return JSON.stringify(["id", event.source, event.orderId]);
	if (event.revenue !== null || event.total !== null) return JSON.stringify(["event", event.source, event.eventId]);
	return JSON.stringify(["session", session.key]);
};

/** What an event adds to its order, of whose events within the session, by time, it is one. */
const amountOf = (event: LogEvent, order: readonly LogEvent[]): number => {
	const ofOrder = order.find(({ revenue, productId }) => revenue !== null && productId === null);
	if (ofOrder !== undefined) return event === ofOrder ? Number(ofOrder.revenue) : 0;
	if (order.some(({ revenue, price }) => revenue !== null || price !== null)) return lineOf(event);
	return event === order.find(({ total }) => total !== null) ? Number(event.total) : 0;
};

const lineOf = ({ revenue, price, quantity }: LogEvent): number => {
	if (revenue !== null) return Number(revenue);
	return price === null ? 0 : Number(price) * (quantity ?? 1);
};
