import type { ReportRequest } from "../../../../backend/analysis/reports/report.js";
import type { By } from "../../../../backend/engine/port.js";
import { byTime, type LogEvent, type Relations, type Session } from "../model.js";
import { distinct, present, ratio, tally } from "../numbers.js";
import { letterOf } from "../steps.js";
import type { OracleRow } from "./ask.js";
import { eventValue, sessionValue } from "./origin.js";

/** The reports on what happens within sessions, by naive loops; written from their docstrings, not from their SQL. */

export interface Asked {
	readonly relations: Relations;
	readonly by: By | undefined;
	readonly page: string | undefined;
	readonly direction: ReportRequest["direction"];
}

/** Those with equal keys, keys being JSON. */
export const grouped = <T, Key extends OracleRow>(list: readonly T[], key: (one: T) => Key): [Key, T[]][] => {
	const found = new Map<string, T[]>();
	for (const one of list) {
		const name = JSON.stringify(key(one));
		found.set(name, [...(found.get(name) ?? []), one]);
	}
	return [...found].map(([name, own]) => [JSON.parse(name) as Key, own]);
};

/** Distinct orders with a line in the range, in these sessions. */
const ordersIn = ({ orderLines }: Relations, sessions: readonly Session[]): number => {
	const keys = new Set(sessions.map(({ key }) => key));
	return distinct(orderLines.filter((line) => line.kind === "order" && keys.has(line.session)).map(({ key }) => key));
};

const events = ({ relations, by }: Asked): OracleRow[] =>
	grouped(relations.ev, (event) => ({ event_type: event.eventType, by: eventValue(event, by) })).map(([key, own]) => {
		const alike = (event: LogEvent) => event.eventType === key.event_type && eventValue(event, by) === key.by;
		const sessions = relations.ses.filter((session) => session.events.some(alike));
		return {
			...key,
			events: own.length,
			sessions: sessions.length,
			visitors: distinct(own.map(relations.visitorOf)),
			orders: ordersIn(relations, sessions),
		};
	});

const termOf = (event: LogEvent): string | null => {
	const words = (event.searchTerm ?? "")
		.toLowerCase()
		.split(/\s+/)
		.filter((word) => word !== "");
	return words.length === 0 ? null : words.join(" ");
};

/** Text or a number that is whole and not negative; the generator writes no other property than results. */
const resultsOf = (event: LogEvent): number | null => {
	const told = event.properties["results"];
	if (typeof told !== "number" && typeof told !== "string") return null;
	return /^\d{1,15}(\.0+)?$/.test(String(told)) ? Math.trunc(Number(told)) : null;
};

const searched = ({ relations, by }: Asked, wanted: (event: LogEvent) => boolean): OracleRow[] => {
	const asked = relations.ev.filter((event) => termOf(event) !== null && wanted(event));
	return grouped(asked, (event) => ({ term: termOf(event), by: eventValue(event, by) })).map(([key, own]) => {
		const sessions = relations.ses.filter((session) => session.events.some((event) => own.includes(event)));
		const going = sessions.filter((session) => {
			const first = session.events.findIndex((event) => own.includes(event));
			return session.events.slice(first + 1).some((event) => letterOf(event) === "P");
		});
		return {
			...key,
			searches: own.length,
			sessions: sessions.length,
			product_sessions: going.length,
			product_rate: ratio(going.length, sessions.length),
			orders: ordersIn(relations, sessions),
		};
	});
};

interface Way {
	readonly pages: readonly (string | undefined)[];
	readonly by: string | null;
}

/** The four pages of a session's path, away from its start; null for a session that has no such start. */
const wayOf = (session: Session, { by, page, direction }: Asked): Way | null => {
	const pages = present([...session.events].sort(byTime).map((event) => event.page))
		.filter((one, at, all) => at === 0 || all[at - 1] !== one)
		.slice(0, 100);
	const start = page === undefined ? (direction === "after" ? 0 : pages.length - 1) : pages.indexOf(page);
	if (pages[start] === undefined) return null;
	const away = [0, 1, 2, 3].map((step) => pages[direction === "after" ? start + step : start - step]);
	return { pages: away, by: sessionValue(session, by) };
};

const paths = (asked: Asked): OracleRow[] => {
	const ways = present(asked.relations.ses.map((session) => wayOf(session, asked)));
	const told = [0, 1, 2, 3].map((level) => {
		const counts = tally(ways.flatMap(({ pages }) => pages[level] ?? []));
		return new Set(counts.slice(0, 12).map(([page]) => page));
	});
	const node = ({ pages }: Way, level: number): [string, string | null] => {
		const page = pages[level];
		if (page === undefined) return ["end", null];
		return told[level]?.has(page) ? ["page", page] : ["other", null];
	};
	const flows = ways.flatMap((way) =>
		[1, 2, 3]
			.filter((step) => node(way, step - 1)[0] !== "end")
			.map((step) => {
				const [[from_kind, from_page], [to_kind, to_page]] = [node(way, step - 1), node(way, step)];
				return { step, from_kind, from_page, to_kind, to_page, by: way.by };
			}),
	);
	return grouped(flows, (flow) => flow).map(([key, own]) => {
		const here = flows.filter(
			({ step, from_kind, from_page, by }) =>
				JSON.stringify([step, from_kind, from_page, by]) === JSON.stringify([key.step, key.from_kind, key.from_page, key.by]),
		);
		return {
			...key,
			sessions: own.length,
			share: ratio(own.length, ways.filter((way) => way.by === key.by).length),
			share_of_from: ratio(own.length, here.length),
		};
	});
};

export const journeyReports = {
	events,
	searches: (asked) => searched(asked, () => true),
	"searches-without-results": (asked) => searched(asked, (event) => resultsOf(event) === 0),
	paths,
} satisfies Record<string, (asked: Asked) => OracleRow[]>;
