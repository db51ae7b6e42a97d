import type { Funnel } from "../../contract/funnel.js";
import type { Params } from "./field.js";
import { stepPredicate } from "./step.js";

/**
 * The text that finds the way of each session or person through a funnel: CTEs that end in `best`, one row a unit with a step 1:
 * unit, t1 … tN (epoch ms of the steps reached; null beyond), and the columns carried from its step 1.
 *
 * A way begins at an event that matches step 1; each further step is the first later event that matches it (strict: the very next
 * event), within the window from step 1. "Later" is by (ts, event_id, source). Of all ways of a unit the one that goes furthest
 * counts; of these the one that is complete first; of these the one that began first.
 */
export interface WaysPlan {
	readonly ctes: string;
	readonly params: Params;
}

/** Carried from step 1, as texts: what the funnel is broken down by, and whose event it was. */
export type Carried = "by_value" | "visitor" | "user_id" | "session_id";

const moment = "ts ASC NULLS LAST, event_id ASC NULLS LAST, source ASC NULLS LAST";

export const planWays = (funnel: Funnel, carried: readonly Carried[]): WaysPlan => {
	const steps = funnel.steps.map((step, at) => stepPredicate(step, `s${at + 1}`));
	const windowMs = funnel.window === null ? null : funnel.window * 60_000;
	const shape: Shape = { count: steps.length, carried, windowed: windowMs !== null };
	const { relation, unit } = unitOf[funnel.per];
	const columns = [`${unit} AS unit`, "ts", "event_id", "source", ...carried, ...steps.map(({ sql }, at) => `${sql} AS m${at + 1}`)];
	const stepped = `SELECT ${columns.join(", ")} FROM ${relation}`;
	return {
		ctes: [
			`matched AS (SELECT * FROM (${stepped}) AS stepped WHERE ${numbers(1, shape.count, (at) => `m${at}`).join(" OR ")})`,
			...unitCtes(shape),
			...(funnel.strict ? strictCtes(shape, stepped) : orderedCtes(shape)),
			bestCte(shape),
		].join(",\n"),
		params: Object.assign(windowMs === null ? {} : { window_ms: windowMs }, ...steps.map(({ params }) => params)) as Params,
	};
};

interface Shape {
	readonly count: number;
	readonly carried: readonly Carried[];
	readonly windowed: boolean;
}

const unitOf = {
	session: { relation: "evs", unit: "session_key" },
	person: { relation: "ev", unit: "person" },
} as const satisfies Record<Funnel["per"], object>;

const numbers = (from: number, to: number, text: (at: number) => string): string[] =>
	Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => text(from + at));

/** The way ends within the window; `of` is the row of step 1. */
const inTime = ({ windowed }: Shape, ts: string, start: string): string => (windowed ? ` AND ${ts} <= ${start} + :window_ms` : "");

/** Units with a step 1, numbered so that nothing below compares texts, and what their first step 1 carries. Most never meet step 2: they go no further than here. */
const unitCtes = ({ carried }: Shape): string[] => {
	const own = carried.map((name) => `MIN_BY(COALESCE('=' || ${name}, '-'), moment(ts, event_id, source)) FILTER (WHERE m1) AS ${name}`);
	return [
		`grouped AS (SELECT ${["unit", "MIN(ts) FILTER (WHERE m1) AS t1", "BOOL_OR(m2) AS goes_on", ...own].join(", ")} FROM matched GROUP BY unit HAVING BOOL_OR(m1))`,
		`units AS (SELECT grouped.*, ROW_NUMBER() OVER (ORDER BY unit ASC NULLS LAST) AS u FROM grouped)`,
	];
};

const workCte = (shape: Shape, from: string): string => {
	const columns = [
		"units.u",
		"f.ts",
		"f.event_id",
		"f.source",
		...shape.carried.map((name) => `f.${name}`),
		...numbers(1, shape.count, (at) => `f.m${at}`),
	];
	return `work AS (SELECT ${columns.join(", ")} FROM ${from} AS f JOIN units ON units.unit = f.unit WHERE units.goes_on)`;
};

/** Each event knows where the next one of each step lies; a way hops from one to the next. */
const orderedCtes = (shape: Shape): string[] => {
	const { count, carried, windowed } = shape;
	const next = numbers(2, count, (at) => `MIN(CASE WHEN m${at} THEN pos END) OVER rest AS n${at}`);
	// Without a window the first step 1 has the best way: none goes further, and none is complete before it.
	const first = windowed ? [] : ["MIN(CASE WHEN m1 THEN pos END) OVER (PARTITION BY u) AS first_pos"];
	const hops = numbers(
		2,
		count,
		(at) =>
			`${at === 2 ? "" : "LEFT "}JOIN ahead AS c${at} ON c${at}.u = c${at - 1}.u AND c${at}.pos = c${at - 1}.n${at}${inTime(shape, `c${at}.ts`, "c1.ts")}`,
	);
	const columns = [
		"c1.u",
		...carried.map((name) => `c1.${name}`),
		...numbers(1, count, (at) => `c${at}.pos AS p${at}, c${at}.ts AS t${at}`),
	];
	const ways = `SELECT ${columns.join(", ")} FROM ahead AS c1 ${hops.join(" ")} WHERE c1.m1${windowed ? "" : " AND c1.pos = c1.first_pos"}`;
	return [
		workCte(shape, "matched"),
		`numbered AS (SELECT work.*, ROW_NUMBER() OVER (PARTITION BY u ORDER BY ${moment}) AS pos FROM work)`,
		`ahead AS (SELECT ${["numbered.*", ...next, ...first].join(", ")} FROM numbered WINDOW rest AS (PARTITION BY u ORDER BY pos DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))`,
		...(windowed
			? [`ways AS (${ways})`, chosenCte(numbers(1, count, (at) => `p${at} ASC NULLS LAST`).reverse())]
			: [`chosen AS (${ways})`]),
	];
};

/** Every event of the units counts here, for any may stand between two steps. */
const strictCtes = (shape: Shape, stepped: string): string[] => {
	const { count, carried } = shape;
	const leads = numbers(2, count, (at) => `LEAD(m${at}, ${at - 1}) OVER one AS f${at}, LEAD(ts, ${at - 1}) OVER one AS e${at}`);
	const reached = (at: number): string => `${numbers(2, at, (step) => `f${step}`).join(" AND ")}${inTime(shape, `e${at}`, "t1")}`;
	const times = numbers(2, count, (at) => `CASE WHEN ${reached(at)} THEN e${at} END AS t${at}`);
	const furthest = numbers(3, count, (at) => `CASE WHEN t${at} IS NULL THEN 1 ELSE 0 END ASC NULLS LAST`).reverse();
	return [
		workCte(shape, `(${stepped})`),
		`followed AS (SELECT ${["u", "ts AS t1", ...carried, "m1", "ROW_NUMBER() OVER one AS p1", ...leads].join(", ")} FROM work WINDOW one AS (PARTITION BY u ORDER BY ${moment}))`,
		`ways AS (SELECT ${["u", ...carried, "p1", "t1", ...times].join(", ")} FROM followed WHERE m1 AND ${reached(2)})`,
		chosenCte([...furthest, "p1 ASC NULLS LAST"]),
	];
};

const chosenCte = (order: readonly string[]): string =>
	`chosen AS (SELECT * FROM (SELECT ways.*, ROW_NUMBER() OVER (PARTITION BY u ORDER BY ${order.join(", ")}) AS place FROM ways) AS placed WHERE place = 1)`;

const bestCte = ({ count, carried }: Shape): string => {
	const own = carried.map(
		(name) =>
			`CASE WHEN chosen.u IS NOT NULL THEN chosen.${name} WHEN SUBSTR(units.${name}, 1, 1) = '=' THEN SUBSTR(units.${name}, 2) END AS ${name}`,
	);
	const times = ["COALESCE(chosen.t1, units.t1) AS t1", ...numbers(2, count, (at) => `chosen.t${at}`)];
	return `best AS (SELECT ${["units.unit", ...own, ...times].join(", ")} FROM units LEFT JOIN chosen ON chosen.u = units.u)`;
};
