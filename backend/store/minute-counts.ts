import type { MinuteCount } from "./aggregate-port.js";
import type { NewEvent } from "./event.js";
import { pageName } from "./page-name.js";

export const minuteMs = 60_000;

/** The first millisecond of the minute (UTC) that holds `ts`, also before 1970. */
export const minuteOf = (ts: number): number => Math.floor(ts / minuteMs) * minuteMs;

const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\ufffd");

/** Pages and types come again and again. A sender that makes them up must not fill the memory: then it begins anew. */
const remembered = 5_000;
const names = { page: new Map<string, string>(), type: new Map<string, string>() };

const named = (known: Map<string, string>, text: string, make: (text: string) => string): string => {
	const found = known.get(text);
	if (found !== undefined) return found;
	const name = make(wellFormed(text));
	if (known.size >= remembered) known.clear();
	known.set(text, name);
	return name;
};

const asItIs = (text: string): string => text;

/** Of a count as JSON, without its page and type. */
const rowBytes = 72;

export interface MinuteTally {
	/** Counts one event; the page under the name that pages are counted by. */
	add(ts: number, page: string | null, eventType: string): void;
	/** Rows that there are. */
	readonly rows: number;
	/** Of the rows as JSON, about. */
	readonly bytes: number;
	/** The rows, one per minute, page and type. */
	counts(): MinuteCount[];
}

interface Named {
	/** As it comes. */
	readonly ids: Map<string | null, number>;
	/** As it is counted; those whose names are the same are the same. */
	readonly byName: Map<string | null, number>;
	readonly names: (string | null)[];
	readonly bytes: number[];
}

const noNames = (): Named => ({ ids: new Map(), byName: new Map(), names: [], bytes: [] });

/** Numbers for texts of one tally, given in turn. */
const idOf = (all: Named, text: string | null, nameOf: (text: string) => string): number => {
	const known = all.ids.get(text);
	if (known !== undefined) return known;
	const name = text === null ? null : nameOf(text);
	const same = all.byName.get(name);
	const id = same ?? all.names.length;
	if (same === undefined) {
		all.byName.set(name, id);
		all.names.push(name);
		all.bytes.push(Buffer.byteLength(JSON.stringify(name)));
	}
	all.ids.set(text, id);
	return id;
};

const namedPage = (page: string): string => named(names.page, page, pageName);
const namedType = (type: string): string => named(names.type, type, asItIs);
/** More than there are types in a tally. */
const typesOfPage = 2 ** 24;

export const openMinuteTally = (): MinuteTally => {
	/** By minute, then by page and type as one number. */
	const minutes = new Map<number, Map<number, number>>();
	const [pages, types] = [noNames(), noNames()];
	let [rows, bytes] = [0, 0];
	let ofMinute: Map<number, number> = new Map();
	let minute = Number.NaN;
	return {
		add: (ts, page, eventType) => {
			const start = minuteOf(ts);
			if (start !== minute) {
				minute = start;
				ofMinute = minutes.get(start) ?? new Map();
				minutes.set(start, ofMinute);
			}
			const pageId = idOf(pages, page, namedPage);
			const typeId = idOf(types, eventType, namedType);
			const key = pageId * typesOfPage + typeId;
			const count = ofMinute.get(key);
			ofMinute.set(key, (count ?? 0) + 1);
			if (count !== undefined) return;
			rows += 1;
			bytes += rowBytes + (pages.bytes[pageId] as number) + (types.bytes[typeId] as number);
		},
		get rows() {
			return rows;
		},
		get bytes() {
			return bytes;
		},
		counts: () =>
			[...minutes].flatMap(([windowStart, all]) =>
				Array.from(all, ([key, count]) => ({
					windowStart,
					page: pages.names[Math.floor(key / typesOfPage)] as string | null,
					eventType: types.names[key % typesOfPage] as string,
					count,
				})),
			),
	};
};

/** How many of these events are of each minute, page and type; pages under the name that they are counted by. */
export const countMinutes = (events: Iterable<Pick<NewEvent, "ts" | "page" | "eventType">>): MinuteCount[] => {
	const tally = openMinuteTally();
	for (const { ts, page, eventType } of events) tally.add(ts, page, eventType);
	return tally.counts();
};
