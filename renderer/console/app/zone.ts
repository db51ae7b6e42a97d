/** One formatter a zone: making one takes longer than all its uses. */
const formatters = new Map<string, Intl.DateTimeFormat>();

const formatterOf = (tz: string): Intl.DateTimeFormat => {
	const known = formatters.get(tz);
	if (known) return known;
	const made = new Intl.DateTimeFormat("en-US", {
		timeZone: tz,
		calendar: "gregory",
		hourCycle: "h23",
		year: "numeric",
		month: "2-digit",
		day: "2-digit",
		hour: "2-digit",
		minute: "2-digit",
		second: "2-digit",
	});
	formatters.set(tz, made);
	return made;
};

/** Local wall time of an instant, as if it were UTC. */
export const wallTime = (ms: number, tz: string): number => {
	const parts = new Map(
		formatterOf(tz)
			.formatToParts(ms)
			.map(({ type, value }) => [type, Number(value)]),
	);
	const get = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
	return Date.UTC(get("year"), get("month") - 1, get("day"), get("hour"), get("minute"), get("second"));
};

const hour = 3_600_000;

/** The local day of an instant, YYYY-MM-DD. */
export const dayOf = (ms: number, tz: string): string => new Date(wallTime(ms, tz)).toISOString().slice(0, 10);

/**
 * The first instant of a local day. Zones lie between UTC−12 and UTC+14, so it is within 15 hours of UTC midnight. Mostly
 * the offset of that hour tells it; where the clocks change around it, halving finds it, also where midnight is skipped.
 */
export const startOfDay = (day: string, tz: string): number => {
	const midnight = Date.parse(`${day}T00:00:00Z`);
	const guess = 2 * midnight - wallTime(midnight, tz);
	if (dayOf(guess, tz) === day && dayOf(guess - 1, tz) < day) return guess;
	let [before, at] = [midnight - 15 * hour, midnight + 15 * hour];
	while (at - before > 1) {
		const middle = Math.floor((before + at) / 2);
		if (dayOf(middle, tz) < day) before = middle;
		else at = middle;
	}
	return at;
};
