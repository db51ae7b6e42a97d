import { z } from "zod";
import type { Properties } from "../../contract/reports.js";
import { type AnalysisEngine, byColumns, type EngineRun, type Scope } from "../../engine/port.js";
import { withRun } from "../../engine/with-run.js";
import type { EventReader } from "../../store/ports.js";
import sinceSql from "./properties.since.sql";
import valuesSql from "./properties.values.sql";

const everything: Scope = { from: null, to: null, tz: "UTC", noise: "hide", sessions: "client", visitor: "default", user: null };

/** Events looked at: the newest. Those of the last one's very millisecond are looked at too. */
const looked = 10_000;
const mostProperties = 200;
const deepest = 4;
const exampleLength = 80;

/**
 * What the newest 10,000 events that are not noise can be broken down by: columns of the events, then paths into their other
 * properties, each by how many events carry it, then by name; at most 200 properties, lists and names with a dot left out. Examples
 * are its most frequent values, ties ascending, cut to 80 characters.
 */
export const readProperties = async (
	engine: AnalysisEngine,
	store: Pick<EventReader, "list">,
	signal: AbortSignal | undefined,
): Promise<Properties> => {
	const since = await withRun(engine, everything, { signal, use: sinceOf });
	if (since === null) return [];
	const columns = await withRun(engine, { ...everything, from: since }, { signal, use: columnsOf });
	const { items } = await store.list({ from: since, noise: "hide" }, { limit: looked, cursor: null });
	return [...columns, ...propertiesOf(items.map(({ properties }) => properties))];
};

const sinceRow = z.tuple([z.object({ since: z.int().nullable() })]);
const valueRow = z.object({ value: z.string(), events: z.int() });

const sinceOf = async (run: EngineRun): Promise<number | null> => {
	const [{ since }] = sinceRow.parse(await run.query({ name: "properties.since", sql: sinceSql }));
	return since;
};

const columnsOf = async (run: EngineRun): Promise<Properties> => {
	const found: Properties = [];
	for (const column of byColumns) {
		const rows = await run.query({ name: "properties.values", sql: valuesSql, by: { kind: "column", column } });
		const values = valueRow.array().parse(rows);
		const counts = new Map(values.map(({ value, events }) => [value, events]));
		if (counts.size > 0) found.push(described(column, "column", counts));
	}
	return found.sort(mostFirst);
};

const propertiesOf = (events: readonly Readonly<Record<string, unknown>>[]): Properties => {
	const found = new Map<string, Map<string, number>>();
	for (const properties of events) {
		for (const [name, value] of leaves(properties)) {
			const values = found.get(name) ?? new Map<string, number>();
			found.set(name, values.set(value, (values.get(value) ?? 0) + 1));
		}
	}
	return [...found]
		.map(([name, values]) => described(name, "property", values))
		.sort(mostFirst)
		.slice(0, mostProperties);
};

/** Paths to single values, and these as text. What a column's name hides could not be asked for. */
const leaves = (properties: Readonly<Record<string, unknown>>, above: readonly string[] = []): [string, string][] =>
	Object.entries(properties).flatMap(([key, value]): [string, string][] => {
		const name = [...above, key].join(".");
		if (key === "" || key.includes(".") || name.length > 200 || (byColumns as readonly string[]).includes(name)) return [];
		if (typeof value === "string") return [[name, value]];
		if (typeof value === "number" || typeof value === "boolean") return [[name, JSON.stringify(value)]];
		const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
		return isObject && above.length < deepest ? leaves(value as Record<string, unknown>, [...above, key]) : [];
	});

const described = (name: string, kind: "column" | "property", values: ReadonlyMap<string, number>): Properties[number] => ({
	name,
	kind,
	events: [...values.values()].reduce((all, count) => all + count, 0),
	examples: [...values]
		.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
		.slice(0, 3)
		.map(([value]) => Array.from(value).slice(0, exampleLength).join("")),
});

const mostFirst = (a: Properties[number], b: Properties[number]): number => b.events - a.events || (a.name < b.name ? -1 : 1);
