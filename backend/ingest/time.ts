import { limits } from "../contract/events.js";
import { Fault } from "./fault.js";

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(?:([Zz])|([+-])(\d{2})(?::?(\d{2}))?)?)?$/;

/** Epoch seconds as text, of ten digits at most: no ISO reading has that form. */
const seconds = /^\d{9,10}(?:\.\d{1,9})?$/;

/** The last instant that a date can name, in epoch ms; past it there is no time to speak of. */
const lastInstant = 8_640_000_000_000_000;

const milliseconds = (fraction: string | undefined): number => (fraction === undefined ? 0 : Math.round(Number(`0.${fraction}`) * 1000));

/** Day 0 of the next month is the last of this one. */
const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

const parseIso = (text: string): number | null => {
	const found = iso.exec(text);
	if (!found) return null;
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map((part) => Number(part ?? 0));
	if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59) return null;
	const [sign, offsetHours, offsetMinutes] = [found[9], Number(found[10] ?? 0), Number(found[11] ?? 0)];
	if (offsetHours > 23 || offsetMinutes > 59) return null;
	const offset = (offsetHours * 60 + offsetMinutes) * (sign === "-" ? -60_000 : 60_000);
	return Date.UTC(year, month - 1, day, hour, minute, second, milliseconds(found[7])) - offset;
};

/**
 * Epoch milliseconds of a wire time: epoch seconds (number, or nine or ten digits as text) or ISO 8601. An ISO time
 * without a zone is UTC, a date alone its midnight in UTC. Null for what is neither.
 */
export const parseTime = (value: number | string): number | null => {
	if (typeof value === "number") return Math.abs(value * 1000) <= lastInstant ? Math.round(value * 1000) : null;
	const text = value.trim();
	return seconds.test(text) ? Math.round(Number(text) * 1000) : parseIso(text);
};

const fault = (path: string, message: string, fix: string): Fault => new Fault({ code: "bad_time", path, message, fix });

const parsed = (path: string, value: number | string): number => {
	const at = parseTime(value);
	if (at !== null) return at;
	throw fault(
		path,
		`${JSON.stringify(value)} is not a time`,
		"Send epoch seconds, such as 1767225600.25, or ISO 8601, such as 2026-01-01T00:00:00Z.",
	);
};

const checkRange = (ts: number, receivedAt: number, sent: number | string): void => {
	if (ts >= limits.earliest && ts <= receivedAt + limits.aheadMs) return;
	if (ts < limits.earliest) {
		throw fault(
			"timestamp",
			"The time lies before 2000",
			"Send the time at which it happened, in epoch seconds or ISO 8601; leave it out for now.",
		);
	}
	const inMilliseconds = typeof sent === "number" && sent >= limits.earliest && sent <= receivedAt + limits.aheadMs;
	throw fault(
		"timestamp",
		"The time lies more than 24 hours ahead",
		inMilliseconds ? "It looks like milliseconds: divide it by 1000." : "Set the sender's clock, or send sent_at too, which corrects it.",
	);
};

export interface WireTimes {
	readonly timestamp: number | string | null | undefined;
	/** When the client sent it, by the clock that gave timestamp. */
	readonly sentAt: number | string | null | undefined;
}

/**
 * Event time in epoch milliseconds. Missing means now. With sent_at, the client's clock is taken out of it:
 * receivedAt − (sentAt − timestamp). What comes out must lie from 2000 to 24 hours ahead; nothing is re-dated.
 * Throws a Fault `bad_time`.
 */
export const eventTime = ({ timestamp, sentAt }: WireTimes, receivedAt: number): number => {
	if (timestamp === null || timestamp === undefined) return receivedAt;
	const own = parsed("timestamp", timestamp);
	const ts = sentAt === null || sentAt === undefined ? own : receivedAt - (parsed("sent_at", sentAt) - own);
	checkRange(ts, receivedAt, timestamp);
	return ts;
};
