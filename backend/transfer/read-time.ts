import type { Mapping } from "../contract/transfer.js";
import { localTime } from "./local-time.js";

export type TimeReading =
	| {
			readonly ok: true;
			readonly ms: number;
			readonly twice: boolean;
			/** Of a date that does not begin with a year: true when only one order of day and month can read it. Null for others. */
			readonly dayProven: boolean | null;
	  }
	| { readonly ok: false; readonly code: "time_unreadable" | "time_skipped"; readonly message: string };

export type DateOrder = Mapping["date_order"];

/** A time taken apart; `zone` is null for a wall clock's time, else its offset in minutes. */
interface Parts {
	readonly wall: number;
	readonly zone: number | null;
	readonly dayProven: boolean | null;
}

const clock = "(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?(?: ?([ap])\\.?m\\.?)?";
const zone = "(?: ?(z|utc|gmt|[+-]\\d{2}(?::?\\d{2})?))?";
const tail = `(?:,?(?:t| +|:)${clock}${zone})?`;
const form = (day: string): RegExp => new RegExp(`^${day}${tail}$`, "i");

const yearFirst = form("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})");
const yearLast = form("(\\d{1,2})[-/. ](\\d{1,2})[-/. ](\\d{4}|\\d{2})");
const dayAndName = form("(?:[a-z]{3,9},? )?(\\d{1,2})[-/. ]([a-z]{3,9})\\.?[-/, ]+(\\d{4})");
const nameAndDay = form("(?:[a-z]{3,9},? )?([a-z]{3,9})\\.? (\\d{1,2}),? (\\d{4})");
const compact = /^(\d{4})(\d{2})(\d{2})(?:t?(\d{2})(\d{2})(\d{2}))?()()(z)?$/i;
const epoch = /^-?\d{9,19}(\.\d+)?$/;
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/**
 * Reads the times of one file. Numbers are epoch seconds, or by their size milliseconds, microseconds or nanoseconds; a time
 * without a zone is a wall clock's in `tz`. `twice` tells that the clocks were set back over it; one that they skipped is a fault.
 */
export const timeReader = ({ tz, date_order, ambiguous }: Pick<Mapping, "tz" | "date_order" | "ambiguous">) => {
	const instants = localTime(tz);
	return (cell: unknown): TimeReading => {
		if (typeof cell === "number") return number(cell);
		const text = typeof cell === "string" ? cell.trim() : "";
		if (isEpoch(text)) return number(Number(text));
		const parts = partsOf(text, date_order);
		if (typeof parts === "string") return { ok: false, code: "time_unreadable", message: parts };
		if (parts.zone !== null) return { ok: true, ms: parts.wall - parts.zone * 60_000, twice: false, dayProven: parts.dayProven };
		const found = instants(parts.wall);
		const ms = found[ambiguous === "second" ? found.length - 1 : 0];
		if (ms === undefined)
			return { ok: false, code: "time_skipped", message: `"${text}" does not exist in ${tz}: the clocks were set forward over it` };
		return { ok: true, ms, twice: found.length > 1, dayProven: parts.dayProven };
	};
};

const isEpoch = (text: string): boolean => epoch.test(text) && !/^(19|20)\d{12}$/.test(text);

const number = (value: number): TimeReading => {
	const size = Math.abs(value);
	const ms = size < 1e11 ? value * 1000 : size < 1e14 ? value : size < 1e17 ? value / 1000 : value / 1e6;
	return Number.isFinite(ms)
		? { ok: true, ms: Math.round(ms), twice: false, dayProven: null }
		: { ok: false, code: "time_unreadable", message: `${value} is no time` };
};

/** The parts, or a sentence that says what is wrong. */
const partsOf = (text: string, order: DateOrder): Parts | string => {
	const year = yearFirst.exec(text) ?? compact.exec(text);
	if (year) return checked(text, [year[1], year[2], year[3]], year.slice(4));
	const last = yearLast.exec(text);
	if (last && order === "iso") return `"${text}" does not begin with a year. Choose day / month or month / day under Dates`;
	if (last) {
		const parts = checked(text, [last[3], last[order === "dmy" ? 2 : 1], last[order === "dmy" ? 1 : 2]], last.slice(4));
		return typeof parts === "string" ? parts : { ...parts, dayProven: provesOrder(last[1], last[2]) };
	}
	const named = dayAndName.exec(text);
	if (named) return checked(text, [named[3], monthOf(named[2]), named[1]], named.slice(4));
	const american = nameAndDay.exec(text);
	if (american) return checked(text, [american[3], monthOf(american[1]), american[2]], american.slice(4));
	return `"${text.slice(0, 40)}" is no time that can be read`;
};

const provesOrder = (first: string | undefined, second: string | undefined): boolean | null =>
	Number(first) === Number(second) ? null : Number(first) > 12 || Number(second) > 12;

const monthOf = (name: string | undefined): string => String(months.indexOf((name ?? "").slice(0, 3).toLowerCase()) + 1);

type Texts = readonly (string | undefined)[];

const checked = (text: string, [yearText = "", monthText, dayText]: Texts, [h, mi, s, fraction, half, zoneText]: Texts): Parts | string => {
	const year = fullYear(yearText);
	const day = Date.UTC(year, Number(monthText) - 1, Number(dayText));
	const date = new Date(day);
	if (date.getUTCFullYear() !== year || date.getUTCMonth() !== Number(monthText) - 1 || date.getUTCDate() !== Number(dayText))
		return `"${text}" is no day of the calendar`;
	const hour = hourOf(h, half);
	const minute = Number(mi ?? 0);
	const second = Number(s ?? 0);
	if (hour > 23 || minute > 59 || second > 59) return `"${text.slice(text.search(/\d{1,2}:\d{2}/))}" is no time of day`;
	const ms = Number((fraction ?? "0").slice(0, 3).padEnd(3, "0"));
	return { wall: day + ((hour * 60 + minute) * 60 + second) * 1000 + ms, zone: zoneOf(zoneText), dayProven: null };
};

const fullYear = (text: string): number => (text.length > 2 ? Number(text) : Number(text) + (Number(text) < 70 ? 2000 : 1900));

/** 24 is past every hour, so that a wrong 12-hour time is refused too. */
const hourOf = (text: string | undefined, half: string | undefined): number => {
	const hour = Number(text ?? 0);
	if (!half) return hour;
	if (hour < 1 || hour > 12) return 24;
	return (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
};

const zoneOf = (text: string | undefined): number | null => {
	if (!text) return null;
	if (/^[zug]/i.test(text)) return 0;
	const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(3).replace(":", "") || 0);
	return text.startsWith("-") ? -minutes : minutes;
};

/** True for text that has the form of a time, whatever the order of its day and month. */
export const looksLikeTime = (cell: unknown): boolean => {
	if (typeof cell === "number") return looksLikeTime(String(cell));
	if (typeof cell !== "string") return false;
	const text = cell.trim();
	if (isEpoch(text)) return /^1\d{9}(\.\d+)?$|^1\d{12}$|^1\d{15}$|^1\d{18}$/.test(text) || /^9\d{8}$/.test(text);
	return (["dmy", "mdy"] as const).some((order) => typeof partsOf(text, order) !== "string");
};

/** True for a readable time that states no zone, so that one must be chosen. */
export const isNaive = (cell: unknown): boolean => {
	if (typeof cell !== "string" || isEpoch(cell.trim())) return false;
	const parts = (["dmy", "mdy"] as const).map((order) => partsOf(cell.trim(), order)).find((found) => typeof found !== "string");
	return typeof parts === "object" && parts.zone === null;
};

/**
 * The order of day and month that reads most of the samples. `sure` is false when both orders read them all: then day / month
 * is taken, as most of the world writes it, and the analyst is told.
 */
export const dateOrderOf = (samples: readonly string[]): { readonly order: DateOrder; readonly sure: boolean } => {
	const cells = samples.map((cell) => cell.trim()).filter((cell) => yearLast.test(cell));
	if (cells.length === 0) return { order: "iso", sure: true };
	const readable = (order: DateOrder): number => cells.filter((cell) => typeof partsOf(cell, order) !== "string").length;
	const [dmy, mdy] = [readable("dmy"), readable("mdy")];
	return { order: mdy > dmy ? "mdy" : "dmy", sure: mdy !== dmy };
};
