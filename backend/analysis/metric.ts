import type { z } from "zod";
import type { By, EngineRun, Query, Scope } from "../engine/port.js";

/** One SQL text of a metric, with the shape of its rows. */
export interface Part<Row> {
	readonly name: string;
	readonly sql: string;
	readonly row: z.ZodType<Row>;
	/** What its `by_value` is of. */
	readonly by?: By;
}

/** Runs a part in the run's snapshot and checks each row. The same part with the same parameters is computed once a run. */
export type Ask = <Row>(part: Part<Row>, params?: Query["params"]) => Promise<Row[]>;

/** Asks the run; equal questions of several metrics are computed once. */
export const askerOf = (run: Pick<EngineRun, "query">): Ask => {
	const asked = new Map<string, Promise<unknown[]>>();
	return (part, params = {}) => {
		const key = `${part.name} ${JSON.stringify(params)}`;
		const { name, sql, by } = part;
		const known = asked.get(key) ?? run.query({ name, sql, params, ...(by ? { by } : {}) }).then((rows) => part.row.array().parse(rows));
		asked.set(key, known);
		return known as Promise<never>;
	};
};

/**
 * A metric: its parts (SQL and row schemas) and how they become one section of the contract. A new metric is its .sql and
 * .ts files and one line in metrics/list.ts.
 */
export interface Metric<Name extends string, Section> {
	readonly name: Name;
	compute(ask: Ask, scope: Scope): Promise<Section>;
}

/** A metric whose section stands in the detailed analysis, where a reader may ask what a number means and how it is computed. */
export interface SectionMetric<Name extends string, Section> extends Metric<Name, Section> {
	/** Of each number: formula, unit where it is no count, and what empty means, in a reader's words. */
	readonly definitions: { readonly [Key in keyof Section]-?: string };
	readonly parts: readonly Pick<Part<unknown>, "name" | "sql">[];
}

/** a / b, and null where b is 0. */
export const ratio = (a: number, b: number): number | null => (b === 0 ? null : a / b);

/** Milliseconds as seconds, null stays null. */
export const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000);

/** The single row of an aggregation without groups. */
export const only = <Row>(rows: readonly Row[]): Row => {
	const [row] = rows;
	if (row === undefined) throw new Error("An aggregation without groups gave no row.");
	return row;
};

/** A record in the order of the rows. Own keys only, so that a page named `__proto__` is a key like any other. */
export const record = <Row, Value>(rows: readonly Row[], entry: (row: Row) => readonly [string, Value]): Record<string, Value> =>
	Object.fromEntries(rows.map(entry));
