import { daysIn } from "../../app/period.js";
import type { Filter } from "../../app/use-filter.js";
import { wallTime } from "../../app/zone.js";
import { format } from "../../ui/format.js";

/** Local starts are counted as if they were UTC: then no bucket needs its zone again. */
export type Wall = number;

export type Bucket = "hour" | "day" | "week" | "month";

/** The most buckets of one report; the store takes the finest unit that gives no more. */
const most = 500;

/** YYYY-MM-DD, or YYYY-MM-DDTHH:MM, as the store labels buckets. */
export const wallOf = (label: string): Wall => Date.parse(label.includes("T") ? `${label}:00Z` : `${label}T00:00:00Z`);

/** The unit of a report's buckets, from one label and the days asked for. */
export const bucketOf = (label: string, filter: Pick<Filter, "range">): Bucket => {
	if (label.includes("T")) return "hour";
	const days = daysIn(filter.range);
	if (days <= most) return "day";
	return days <= most * 7 ? "week" : "month";
};

const hour = 3_600_000;
const lengths = { hour, day: 24 * hour, week: 7 * 24 * hour } as const;

export const endOf = (start: Wall, bucket: Bucket): Wall => {
	if (bucket !== "month") return start + lengths[bucket];
	const date = new Date(start);
	return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
};

interface Known {
	/** The newest event's time; null before there is one. */
	readonly through: number | null;
	readonly tz: string;
}

/** The newest event's local time, for many buckets to be held against; null before there is one. */
export const newestOf = ({ through, tz }: Known): Wall | null => (through === null ? null : wallTime(through, tz));

/** The newest event lies in it: more may come, so that it is never read as a fall. */
export const isOpenBucket = (start: Wall, end: Wall, newest: Wall | null): boolean =>
	newest !== null && start <= newest && newest < end - 1;

/** On an axis. */
export const shortText = (start: Wall, bucket: Bucket): string => {
	if (bucket === "hour") return format.time(start, "UTC");
	return bucket === "month" ? format.monthYear(start, "UTC") : format.dayMonth(start, "UTC");
};

/** In full, with weekday and year. */
export const longText = (start: Wall, bucket: Bucket): string => {
	switch (bucket) {
		case "hour":
			return `${format.fullDate(start, "UTC")}, ${format.time(start, "UTC")}`;
		case "day":
			return format.fullDate(start, "UTC");
		case "week":
			return `Week of ${format.date(start, "UTC")}`;
		case "month":
			return format.monthYear(start, "UTC");
	}
};

/** A local day without its weekday. */
export const dayText = (label: string): string => format.date(wallOf(label), "UTC");

/** A label of the store in words. */
export const localText = (label: string): string => longText(wallOf(label), label.includes("T") ? "hour" : "day");
