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

/** The value of a key; made and kept where there is none. */
const of = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
	const found = map.get(key);
	if (found !== undefined) return found;
	const made = make();
	map.set(key, made);
	return made;
};

type Pages = Map<string | null, number>;

/** How many of these events are of each minute, page and type; pages under the name that they are counted by. */
export const countMinutes = (events: Iterable<Pick<NewEvent, "ts" | "page" | "eventType">>): MinuteCount[] => {
	const minutes = new Map<number, Map<string, Pages>>();
	for (const { ts, page: sent, eventType } of events) {
		const page = sent === null ? null : named(names.page, sent, pageName);
		const types = of(minutes, minuteOf(ts), () => new Map<string, Pages>());
		const pages = of(types, named(names.type, eventType, asItIs), (): Pages => new Map());
		pages.set(page, (pages.get(page) ?? 0) + 1);
	}
	return [...minutes].flatMap(([windowStart, types]) =>
		[...types].flatMap(([eventType, pages]) => [...pages].map(([page, count]) => ({ windowStart, page, eventType, count }))),
	);
};
