import { z } from "zod";
import type { Funnel } from "../../contract/funnel.js";
import type { FunnelCounts } from "../../contract/funnels.js";
import type { By, EngineRun, Query, Row } from "../../engine/port.js";
import { ratio } from "../metric.js";
import type { Params, Predicate } from "./field.js";
import { planWays } from "./plan.js";

export interface CountedGroup extends FunnelCounts {
	readonly value: string | null;
}

export interface Counted {
	readonly all: FunnelCounts;
	/** Values by count at step 1 descending, then value ascending, null last. */
	readonly groups: readonly CountedGroup[];
	readonly groupsTotal: number;
}

/** Which values of a breakdown are asked for: so many of those with most at step 1, or just these. */
export type Groups = { readonly most: number } | { readonly values: readonly (string | null)[] };

/**
 * Sessions or persons by how far their best way went, and the exact median time of each step since the one before (ms, of those
 * that came this far; the mean of the middle two where they are even), over all and by the value that their step 1 has.
 */
export const countFunnel = async (run: EngineRun, funnel: Funnel, { by, groups }: { by: By | null; groups: Groups }): Promise<Counted> => {
	const rows = await run.query(countsQuery(funnel, by, groups));
	const whole = rows.find((row) => row["whole"] === 1);
	if (whole === undefined) throw new Error("A funnel gave no counts.");
	return {
		all: countsOf(whole, funnel),
		groups: by ? rows.filter((row) => row["whole"] === 0).map((row) => ({ ...countsOf(row, funnel), value: valueIn(row) })) : [],
		groupsTotal: by ? z.int().parse(whole["all_rows"]) - 1 : 0,
	};
};

const valueIn = (row: Row): string | null => z.string().nullable().parse(row["by_value"]);

export const countsQuery = (funnel: Funnel, by: By | null, groups: Groups): Query => {
	const { ctes, params } = planWays(funnel, by ? ["by_value"] : []);
	const steps = funnel.steps.map((_, at) => at + 1);
	const measures = [
		"COUNT(*) AS n1",
		...steps.slice(1).flatMap((at) => [`COUNT(t${at}) AS n${at}`, `MEDIAN(t${at} - t${at - 1}) AS d${at}`]),
		`MEDIAN(t${steps.length} - t1) AS d_total`,
	].join(", ");
	if (!by) return { name: "funnel", sql: `WITH ${ctes} SELECT 1 AS whole, ${measures} FROM best`, params };
	const wanted = wantedGroups(groups);
	const counted = `SELECT by_value, GROUPING(by_value) AS whole, ${measures} FROM best GROUP BY ROLLUP(by_value)`;
	const placed = `SELECT counted.*, COUNT(*) OVER () AS all_rows, ROW_NUMBER() OVER (ORDER BY whole DESC NULLS LAST, n1 DESC NULLS LAST, by_value ASC NULLS LAST) AS place FROM (${counted}) AS counted`;
	const sql = `WITH ${ctes} SELECT placed.* FROM (${placed}) AS placed WHERE whole = 1 OR ${wanted.sql} ORDER BY place ASC NULLS LAST`;
	return { name: "funnel", sql, params: { ...params, ...wanted.params }, by };
};

const wantedGroups = (groups: Groups): Predicate => {
	if ("most" in groups) return { sql: "place <= CAST(:most AS BIGINT) + 1", params: { most: groups.most } };
	const names = groups.values.map((_, at) => `by_value IS NOT DISTINCT FROM CAST(:g${at} AS STRING)`);
	const params: Params = Object.fromEntries(groups.values.map((value, at) => [`g${at}`, value]));
	return { sql: names.length === 0 ? "1 = 0" : `(whole = 0 AND (${names.join(" OR ")}))`, params };
};

const countsOf = (row: Row, { steps }: Funnel): FunnelCounts => {
	const count = (at: number): number => z.int().parse(row[`n${at}`]);
	const median = (name: string): number | null => z.number().nullable().parse(row[name]);
	return {
		steps: steps.map((_, index) => ({
			count: count(index + 1),
			of_first: ratio(count(index + 1), count(1)),
			of_previous: index === 0 ? null : ratio(count(index + 1), count(index)),
			median_ms: index === 0 ? null : median(`d${index + 1}`),
		})),
		median_total_ms: median("d_total"),
	};
};
