import { IANAZone } from "luxon";

/** Local time of a named zone, as arithmetic: wall(t) = t + offset(t), both in milliseconds, so that a wall time reads as if it were UTC. */

const quarterHour = 900_000;
const day = 86_400_000;
const week = 7 * day;
const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2038, 0, 1);

export const offsetMs = (tz: string, ts: number): number => IANAZone.create(tz).offset(ts) * 60_000;

export const wallTime = (tz: string, ts: number): number => ts + offsetMs(tz, ts);

/** The first instant at which the wall shows `wall` or later: in a gap the change itself, of a repeated time the first. Assumes at most one change within a day on either side. */
export const firstInstant = (tz: string, wall: number): number => {
	const before = offsetMs(tz, wall - day);
	const after = offsetMs(tz, wall + day);
	if (before === after) return wall - before;
	const change = changeBetween(tz, wall - day, wall + day);
	return wall - before < change ? wall - before : Math.max(change, wall - after);
};

/**
 * Width in ms within which local time may be computed once. All offsets since 2000 are multiples of a quarter hour, but a few
 * zones (St. John's until 2011, Gaza) changed their clocks at one minute past: there a quarter hour can hold two local hours, and
 * every instant has to be looked at by itself.
 */
export const grain = (tz: string, from: number | null, to: number | null): number => {
	const odd = oddChanges(tz).some((change) => change > (from ?? earliest) && change < (to ?? latest));
	return odd ? 1 : quarterHour;
};

const found = new Map<string, readonly number[]>();

const oddChanges = (tz: string): readonly number[] => {
	const known = found.get(tz);
	if (known) return known;
	const changes = allChanges(tz).filter((change) => change % quarterHour !== 0);
	found.set(tz, changes);
	return changes;
};

const allChanges = (tz: string): number[] => {
	const changes: number[] = [];
	for (let at = earliest; at < latest; at += week) {
		if (offsetMs(tz, at) !== offsetMs(tz, at + week)) changes.push(changeBetween(tz, at, at + week));
	}
	return changes;
};

/** The first instant of (from, to] with another offset than `from`, when there is one change between. */
const changeBetween = (tz: string, from: number, to: number): number => {
	const before = offsetMs(tz, from);
	let low = from;
	let high = to;
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		if (offsetMs(tz, middle) === before) low = middle;
		else high = middle;
	}
	return high;
};
