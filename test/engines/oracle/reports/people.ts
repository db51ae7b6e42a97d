import type { ReportRequest } from "../../../../backend/analysis/reports/report.js";
import type { ReportCell } from "../../../../backend/contract/reports.js";
import type { By } from "../../../../backend/engine/port.js";
import { localTime, type Stretch, stretches } from "../clock.js";
import { extent, unitOf } from "../metrics.js";
import type { LogEvent, OracleScope, Relations, Session } from "../model.js";
import { distinct, present, ratio, sum } from "../numbers.js";
import { deviceOf, eventValue, type Origin, originOf, sessionValue, type Touch, touchOf } from "./origin.js";

/** The reports on visitors and where they come from, by naive loops; written from their docstrings, not from their SQL. */

export type OracleRow = Readonly<Record<string, ReportCell>>;

/** What a report is asked for: the relations of the range and the request's own parameters. */
export interface Asked {
	readonly relations: Relations;
	readonly scope: OracleScope;
	readonly by: By | undefined;
	readonly currency: string | null;
	readonly touch: ReportRequest["touch"];
	readonly period: ReportRequest["period"];
}

type Oracle = (asked: Asked) => OracleRow[];

const isOrder = (event: LogEvent): boolean => event.action === "order_completed";
const pagesOf = (session: Session): string[] => present(session.events.map(({ page }) => page));

/** Those with equal keys, keys being JSON. */
const groups = <T>(list: readonly T[], key: (one: T) => Readonly<Record<string, ReportCell>>): [OracleRow, T[]][] => {
	const found = new Map<string, T[]>();
	for (const one of list) {
		const name = JSON.stringify(key(one));
		found.set(name, [...(found.get(name) ?? []), one]);
	}
	return [...found].map(([name, own]) => [JSON.parse(name) as OracleRow, own]);
};

const bouncesOf = (sessions: readonly Session[]) => {
	const bounces = sessions.filter(({ events }) => events.length === 1).length;
	return { sessions: sessions.length, bounces, bounce_rate: ratio(bounces, sessions.length) };
};

const ordersOf = (sessions: readonly Session[]) => {
	const withOrder = sessions.filter(({ events }) => events.some(isOrder)).length;
	return { sessions_with_order: withOrder, conversion: ratio(withOrder, sessions.length) };
};

const creditOf = (sessions: readonly Session[], { relations, currency }: Asked) => {
	const keys = new Set(sessions.map(({ key }) => key));
	const lines = relations.orderLines.filter((line) => line.kind === "order" && line.currency === currency && keys.has(line.session));
	return {
		visitors: distinct(sessions.map(({ visitor }) => visitor)),
		...bouncesOf(sessions),
		...ordersOf(sessions),
		revenue: sum(lines.map(({ amount }) => amount)),
	};
};

const creditedTo = (session: Session, { relations, touch }: Asked): Origin =>
	touch === "session" ? originOf(session) : touchOf(relations, session)[touch];

const channels: Oracle = (asked) =>
	groups(asked.relations.ses, (session) => ({ channel: creditedTo(session, asked).channel, by: sessionValue(session, asked.by) })).map(
		([key, own]) => ({ ...key, ...creditOf(own, asked) }),
	);

const campaigns: Oracle = (asked) =>
	groups(asked.relations.ses, (session) => {
		const { utm_campaign, utm_source, utm_medium } = creditedTo(session, asked);
		return { campaign: utm_campaign, source: utm_source, medium: utm_medium, by: sessionValue(session, asked.by) };
	})
		.filter(([key]) => ["campaign", "source", "medium"].some((part) => key[part] !== null))
		.map(([key, own]) => ({ ...key, ...creditOf(own, asked) }));

const devices: Oracle = (asked) =>
	groups(asked.relations.ses, (session) => ({ device: deviceOf(session), by: sessionValue(session, asked.by) })).map(([key, own]) => ({
		...key,
		...creditOf(own, asked),
	}));

const visitors: Oracle = (asked) =>
	groups(asked.relations.ses, (session) => ({ by: sessionValue(session, asked.by) })).flatMap(([key, own]) => {
		const isNew = (session: Session) => touchOf(asked.relations, session).isNew;
		const kinds = { all: own, new: own.filter(isNew), returning: own.filter((session) => !isNew(session)) };
		return Object.entries(kinds).map(([kind, sessions]) => ({ kind, ...key, ...creditOf(sessions, asked) }));
	});

const entryPages: Oracle = ({ relations, by }) =>
	groups(
		relations.ses.filter((session) => pagesOf(session).length > 0),
		(session) => ({ page: pagesOf(session)[0] ?? null, by: sessionValue(session, by) }),
	).map(([key, own]) => ({ ...key, ...bouncesOf(own), ...ordersOf(own) }));

const exitPages: Oracle = ({ relations, by }) => {
	const views = relations.ses.flatMap((session) => pagesOf(session).map((page) => ({ session, page })));
	return groups(views, ({ session, page }) => ({ page, by: sessionValue(session, by) })).map(([key, own]) => {
		const sessions = [...new Set(own.map(({ session }) => session))];
		const exits = sessions.filter((session) => pagesOf(session).at(-1) === key["page"]).length;
		return { ...key, exits, sessions: sessions.length, views: own.length, exit_rate: ratio(exits, sessions.length) };
	});
};

const noise: Oracle = ({ relations, by }) => {
	const events = relations.noiseEvents.map((event, at) => ({ event, reason: relations.noise[at] ?? "" }));
	return groups(events, ({ event, reason }) => ({ reason, by: eventValue(event, by) })).map(([key, own]) => ({
		...key,
		events: own.length,
		sources: distinct(own.map(({ event }) => event.source)),
		first_ts: Math.min(...own.map(({ event }) => event.ts)),
		last_ts: Math.max(...own.map(({ event }) => event.ts)),
	}));
};

/** 1 for Monday, by the calendar of the local date. */
const weekdayOf = (day: string): number => ((new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7) + 1;

const weekdayHours: Oracle = ({ relations, scope, by }) => {
	const firstLines = groups(
		relations.orderLines.filter(({ kind }) => kind === "order"),
		({ key, event }) => ({ key, by: eventValue(event, by) }),
	).map(([key, lines]) => ({ what: "orders", ts: Math.min(...lines.map(({ ts }) => ts)), by: key["by"] ?? null }));
	const all = [
		...relations.ev.map((event) => ({ what: "events", ts: event.ts, by: eventValue(event, by) })),
		...relations.ses.map((session) => ({ what: "sessions", ts: session.start, by: sessionValue(session, by) })),
		...firstLines,
	].map((one) => ({ ...one, local: localTime(one.ts, scope.tz) }));
	return Array.from({ length: 168 }, (_, cell) => [Math.floor(cell / 24) + 1, cell % 24] as const).flatMap(([day, hour]) => {
		const here = all.filter(({ local }) => weekdayOf(local.day) === day && local.hour === hour);
		const values = here.length === 0 ? [null] : [...new Set(here.map((one) => one.by))];
		return values.map((value) => {
			const count = (wanted: string) => here.filter((one) => one.what === wanted && one.by === value).length;
			return { day_of_week: day, hour, by: value, events: count("events"), sessions: count("sessions"), orders: count("orders") };
		});
	});
};

interface Visit extends Touch {
	readonly session: Session;
	readonly place: number;
	readonly value: string | null;
}

/** The sessions of the range with the bucket of their start. */
const visitsIn = (buckets: readonly Stretch[], { relations, by }: Asked): Visit[] =>
	relations.ses.map((session) => ({
		session,
		...touchOf(relations, session),
		place: buckets.findIndex(({ start, end }) => session.start >= start && session.start < end),
		value: sessionValue(session, by),
	}));

const visitorsIn = (visits: readonly Visit[]): number => distinct(visits.map(({ session }) => session.visitor));

const visitorsOverTime: Oracle = (asked) => {
	const { relations, scope } = asked;
	const span = extent(relations, scope);
	const buckets = span ? stretches(span.from, span.to, { tz: scope.tz, unit: unitOf(span, scope.tz) }) : [];
	const visits = visitsIn(buckets, asked);
	return buckets.flatMap(({ label }, place) => {
		const here = visits.filter((visit) => visit.place === place);
		const values = here.length === 0 ? [null] : [...new Set(here.map(({ value }) => value))];
		return values.map((value) => {
			const own = here.filter((visit) => visit.value === value);
			return {
				start: label,
				by: value,
				visitors: visitorsIn(own),
				new_visitors: own.filter(({ isNew }) => isNew).length,
				returning_visitors: visitorsIn(own.filter(({ isNew }) => !isNew)),
				sessions: own.length,
			};
		});
	});
};

const retention: Oracle = (asked) => {
	const { relations, scope, period } = asked;
	const span = extent(relations, scope);
	const all = span ? stretches(span.from, span.to, { tz: scope.tz, unit: period }) : [];
	const data = extent(relations, { ...scope, from: null, to: null });
	const buckets = all.length > 500 && data ? stretches(data.from, data.to, { tz: scope.tz, unit: period }).slice(-500) : all;
	const visits = visitsIn(buckets, asked);
	const newest = relations.newest ?? Number.NEGATIVE_INFINITY;
	const over = Math.min(newest, scope.to ?? Number.POSITIVE_INFINITY);
	const cohorts = groups(
		visits.filter(({ isNew, place }) => isNew && place >= 0),
		({ place, value }) => ({ place, by: value }),
	);
	return cohorts.flatMap(([key, members]) => {
		const first = Number(key["place"]);
		const names = new Set(members.map(({ session }) => session.visitor));
		const periods = buckets.slice(first, first + 31).filter(({ start }) => start <= newest);
		return periods.map(({ end }, later) => {
			const returned = visitorsIn(visits.filter(({ session, place }) => place === first + later && names.has(session.visitor)));
			return {
				cohort: buckets[first]?.label ?? null,
				period: later,
				by: key["by"] ?? null,
				visitors: names.size,
				returned,
				share: end <= over ? ratio(returned, names.size) : null,
			};
		});
	});
};

export const peopleReports = {
	visitors,
	"visitors-over-time": visitorsOverTime,
	retention,
	"entry-pages": entryPages,
	"exit-pages": exitPages,
	channels,
	campaigns,
	devices,
	"weekday-hours": weekdayHours,
	noise,
} satisfies Record<string, Oracle>;
