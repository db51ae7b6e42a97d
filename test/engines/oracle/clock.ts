/** Local time by Intl alone, one instant at a time. */
const formats = new Map<string, Intl.DateTimeFormat>();

export const localTime = (ts: number, tz: string): { day: string; hour: number } => {
	const format =
		formats.get(tz) ??
		new Intl.DateTimeFormat("sv", { timeZone: tz, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit" });
	formats.set(tz, format);
	const [day = "", hour = ""] = format.format(ts).split(" ");
	return { day, hour: Number(hour) };
};

export type Unit = "hour" | "day" | "week" | "month";

const oneDay = 86_400_000;

/** The label of the local bucket that holds an instant. */
export const labelAt = (ts: number, tz: string, unit: Unit): string => {
	const { day, hour } = localTime(ts, tz);
	if (unit === "hour") return `${day}T${String(hour).padStart(2, "0")}:00`;
	if (unit === "month") return `${day.slice(0, 8)}01`;
	if (unit === "day") return day;
	const noon = new Date(`${day}T12:00:00Z`);
	const sinceMonday = (noon.getUTCDay() + 6) % 7;
	return new Date(noon.getTime() - sinceMonday * oneDay).toISOString().slice(0, 10);
};

export interface Stretch {
	readonly label: string;
	readonly start: number;
	readonly end: number;
}

/** The first instant in (low, high] with another label than `low`. */
const changeOf = (low: number, high: number, label: (ts: number) => string): number => {
	let [a, b] = [low, high];
	while (b - a > 1) {
		const middle = Math.floor((a + b) / 2);
		if (label(middle) === label(low)) a = middle;
		else b = middle;
	}
	return b;
};

const strides: Record<Unit, number> = { hour: 900_000, day: oneDay / 8, week: oneDay, month: oneDay };

/** Walks from before `from` to after `to` and notes where the label changes. */
export const stretches = (from: number, to: number, { tz, unit }: { tz: string; unit: Unit }): Stretch[] => {
	const label = (ts: number) => labelAt(ts, tz, unit);
	const changes: number[] = [];
	const margin = unit === "hour" ? 3 * 3_600_000 : unit === "day" ? 2 * oneDay : unit === "week" ? 9 * oneDay : 33 * oneDay;
	for (let at = from - margin; at < to + margin; at += strides[unit]) {
		if (label(at) !== label(at + strides[unit])) changes.push(changeOf(at, at + strides[unit], label));
	}
	return changes
		.map((start, at) => ({ label: label(start), start, end: changes[at + 1] ?? Number.POSITIVE_INFINITY }))
		.filter(({ start, end }) => end > from && start < to && Number.isFinite(end));
};
