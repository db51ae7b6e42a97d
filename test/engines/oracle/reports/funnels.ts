import type { Condition, Funnel, FunnelStep } from "../../../../backend/contract/funnel.js";
import type { FunnelCounts } from "../../../../backend/contract/funnels.js";
import { type By, byColumns } from "../../../../backend/engine/port.js";
import { compareText, type LogEvent, type Relations } from "../model.js";
import { median, ratio } from "../numbers.js";
import { eventValue } from "./origin.js";

/** Every way through a funnel, by trying them all; from the definitions of docs/metrics.md, not from the SQL. */

export interface Way {
	/** The person; empty for sessions, whose keys are the engine's own. */
	readonly person: string;
	/** Its events, one a step reached. */
	readonly events: readonly LogEvent[];
	readonly value: string | null;
}

export const byOf = (field: string): By => {
	const column = byColumns.find((known) => known === field);
	return column ? { kind: "column", column } : { kind: "property", path: field.split(".") };
};

const textOf = (event: LogEvent, field: string): string | null => {
	if (field === "product_name") return event.productName;
	if (field === "order_id") return event.orderId;
	return eventValue(event, byOf(field));
};

const numberOf = (event: LogEvent, field: string): number | null | undefined => {
	if (field === "price" || field === "revenue" || field === "total") return event[field] === null ? null : Number(event[field]);
	return field === "quantity" ? event.quantity : undefined;
};

const isNumeral = (text: string): boolean => /^-?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(text);

const holds = (event: LogEvent, condition: Condition): boolean => {
	const number = numberOf(event, condition.field);
	const text = number === undefined ? textOf(event, condition.field) : number === null ? null : String(number);
	switch (condition.is) {
		case "exists":
			return text !== null;
		case "missing":
			return text === null;
		case "greater":
			return text !== null && isNumeral(text) && Number(text) > condition.value;
		case "less":
			return text !== null && isNumeral(text) && Number(text) < condition.value;
		case "contains":
			return text?.includes(condition.value) ?? false;
		case "equals":
			return number === undefined ? text === condition.value : number === Number(condition.value);
		case "not":
			return number === undefined ? text !== condition.value : number !== Number(condition.value);
	}
};

/** Tries every length for each star. */
const fits = (text: string, pattern: string): boolean => {
	if (pattern === "") return text === "";
	if (!pattern.startsWith("*")) return text !== "" && text[0] === pattern[0] && fits(text.slice(1), pattern.slice(1));
	return Array.from({ length: text.length + 1 }, (_, skipped) => skipped).some((skipped) => fits(text.slice(skipped), pattern.slice(1)));
};

const takes = (step: FunnelStep, event: LogEvent): boolean => {
	const what =
		step.on === "event" ? event.eventType === step.is || event.action === step.is : event.page !== null && fits(event.page, step.is);
	return what && step.where.every((condition) => holds(event, condition));
};

/** Indices of every way of every length that begins at an event of step 1, prefixes too. */
function* waysIn(events: readonly LogEvent[], funnel: Funnel, way: readonly number[] = []): Generator<readonly number[]> {
	if (way.length > 0) yield way;
	const step = funnel.steps[way.length];
	if (!step) return;
	const last = way.at(-1) ?? -1;
	for (let at = last + 1; at < events.length; at += 1) {
		const event = events[at];
		if (!event || !takes(step, event)) continue;
		if (way.length > 0 && funnel.strict && at !== last + 1) continue;
		const start = events[way[0] ?? at]?.ts ?? 0;
		if (funnel.window !== null && event.ts - start > funnel.window * 60_000) continue;
		yield* waysIn(events, funnel, [...way, at]);
	}
}

/** The longest, of these the one that is complete first, of these the one whose steps come first, from the first on. */
const isBetter = (a: readonly number[], b: readonly number[]): boolean => {
	if (a.length !== b.length) return a.length > b.length;
	const keys = [(a.at(-1) ?? 0) - (b.at(-1) ?? 0), ...a.map((at, index) => at - (b[index] ?? 0))];
	return (keys.find((difference) => difference !== 0) ?? 0) < 0;
};

const bestIn = (events: readonly LogEvent[], funnel: Funnel): LogEvent[] | null => {
	let best: readonly number[] | null = null;
	for (const way of waysIn(events, funnel)) if (best === null || isBetter(way, best)) best = way;
	return best?.map((at) => events[at] as LogEvent) ?? null;
};

const unitsOf = ({ ev, ses, personOf }: Relations, { per }: Funnel): { person: string; events: readonly LogEvent[] }[] => {
	if (per === "session") return ses.map(({ events }) => ({ person: "", events }));
	const persons = new Map<string, LogEvent[]>();
	for (const event of ev) persons.set(personOf(event), [...(persons.get(personOf(event)) ?? []), event]);
	return [...persons].map(([person, events]) => ({ person, events }));
};

export const waysOf = (relations: Relations, funnel: Funnel): Way[] =>
	unitsOf(relations, funnel).flatMap(({ person, events }) => {
		const way = bestIn(events, funnel);
		const [first] = way ?? [];
		return way && first ? [{ person, events: way, value: funnel.by === null ? null : textOf(first, funnel.by) }] : [];
	});

const span = (way: Way, from: number, to: number): number => (way.events[to]?.ts ?? 0) - (way.events[from]?.ts ?? 0);

export const countsOf = (ways: readonly Way[], { steps }: Funnel): FunnelCounts => {
	const reached = (at: number): Way[] => ways.filter(({ events }) => events.length > at);
	const count = (at: number): number => reached(at).length;
	return {
		steps: steps.map((_, at) => ({
			count: count(at),
			of_first: ratio(count(at), count(0)),
			of_previous: at === 0 ? null : ratio(count(at), count(at - 1)),
			median_ms: at === 0 ? null : median(reached(at).map((way) => span(way, at - 1, at))),
		})),
		median_total_ms: median(reached(steps.length - 1).map((way) => span(way, 0, steps.length - 1))),
	};
};

/** Values by count at step 1 descending, then value, none last. */
export const groupsOf = (ways: readonly Way[], funnel: Funnel): (FunnelCounts & { value: string | null })[] => {
	const values = [...new Set(ways.map(({ value }) => value))];
	const of = (value: string | null): Way[] => ways.filter((way) => way.value === value);
	const order = (a: string | null, b: string | null): number => (a === null ? 1 : b === null ? -1 : compareText(a, b));
	return values.sort((a, b) => of(b).length - of(a).length || order(a, b)).map((value) => ({ value, ...countsOf(of(value), funnel) }));
};
