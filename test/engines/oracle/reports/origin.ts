import type { By } from "../../../../backend/engine/port.js";
import { compareText, type LogEvent, type Relations, type Session } from "../model.js";
import { present } from "../numbers.js";

/** Where sessions came from, and by what they are broken down, from the definitions of backend/engine/port.ts. */

export interface Origin {
	readonly channel: string;
	readonly utm_source: string | null;
	readonly utm_medium: string | null;
	readonly utm_campaign: string | null;
}

const firstOf = <T>(session: Session, value: (event: LogEvent) => T | null): T | null => present(session.events.map(value))[0] ?? null;

export const originOf = (session: Session): Origin => {
	const campaign = session.events.find((event) => [event.utmSource, event.utmMedium, event.utmCampaign].some((value) => value !== null));
	return {
		channel: firstOf(session, ({ channel }) => channel) ?? "direct",
		utm_source: campaign?.utmSource ?? null,
		utm_medium: campaign?.utmMedium ?? null,
		utm_campaign: campaign?.utmCampaign ?? null,
	};
};

export const deviceOf = (session: Session): string | null => firstOf(session, ({ device }) => device);

/** Of the same visitor, oldest first; sessions that start together by their keys. */
const ownSessions = (all: readonly Session[], visitor: string): Session[] =>
	all.filter((other) => other.visitor === visitor).sort((a, b) => a.start - b.start || compareText(a.key, b.key));

export interface Touch {
	readonly firstStart: number;
	readonly isNew: boolean;
	readonly first: Origin;
	readonly last: Origin;
}

export const touchOf = ({ sessions }: Relations, session: Session): Touch => {
	const own = ownSessions(sessions, session.visitor);
	const soFar = own.slice(0, own.indexOf(session) + 1);
	const [first = session] = own;
	const last = soFar.findLast((other) => originOf(other).channel !== "direct") ?? session;
	return { firstStart: first.start, isNew: first === session, first: originOf(first), last: originOf(last) };
};

const columns: Record<Extract<By, { kind: "column" }>["column"], keyof LogEvent> = {
	action: "action",
	channel: "channel",
	currency: "currency",
	device: "device",
	event_type: "eventType",
	page: "page",
	product_category: "productCategory",
	product_id: "productId",
	referrer: "referrer",
	search_term: "searchTerm",
	source: "source",
	user_id: "userId",
	utm_campaign: "utmCampaign",
	utm_content: "utmContent",
	utm_medium: "utmMedium",
	utm_source: "utmSource",
	utm_term: "utmTerm",
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** A number names an element of a list. */
const stepInto = (value: unknown, name: string): unknown => {
	if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(name) ? value[Number(name)] : undefined;
	return isRecord(value) ? value[name] : undefined;
};

/** The event's own value, or that of all others. */
export const eventValue = (event: LogEvent, by: By | undefined): string | null => {
	const own = by === undefined ? null : ownValue(event, by);
	return own === null || !by?.only || by.only.values.includes(own) ? own : by.only.others;
};

/** Text as it is, everything else as JSON writes it, JSON's null as none. */
const ownValue = (event: LogEvent, by: By): string | null => {
	if (by.kind === "column") return event[columns[by.column]] as string | null;
	const found = by.path.reduce(stepInto, event.properties);
	if (found === undefined || found === null) return null;
	if (typeof found === "number") return JSON.stringify(found).replace("e+", "e");
	return typeof found === "string" ? found : JSON.stringify(found);
};

/** The first of its events' values. */
export const sessionValue = (session: Session, by: By | undefined): string | null => firstOf(session, (event) => eventValue(event, by));
