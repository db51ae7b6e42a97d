import type { Funnel } from "../../contract/funnel.js";
import type { Params } from "./field.js";
import { type StepPredicate, stepPredicate } from "./step.js";

/**
 * The text that finds the way of each session or person through a funnel: CTEs that end in `best`, one row a unit with a step 1:
 * t1 … tN (epoch ms of the steps reached; null beyond), and what is carried from its step 1.
 *
 * A way begins at an event that matches step 1; each further step is the first later event that matches it (strict: the very next
 * event), within the window from step 1. "Later" is by (ts, event_id, source). Of all ways of a unit the one that goes furthest
 * counts; of these the one that is complete first; of these the one that began first.
 */
export interface WaysPlan {
	readonly ctes: string;
	readonly params: Params;
}

/** What the funnel is broken down by, and whose event step 1 was; `unit` is the session's key or the person. */
export type Carried = "unit" | "by_value" | "visitor" | "user_id" | "session_id";

export const planWays = (funnel: Funnel, carried: readonly Carried[]): WaysPlan => {
	const steps = funnel.steps.map((step, at) => stepPredicate(step, `s${at + 1}`));
	const windowMs = funnel.window === null ? null : funnel.window * 60_000;
	const shape: Shape = {
		funnel,
		steps,
		count: steps.length,
		carried,
		windowed: windowMs !== null,
		conditions: funnel.steps.some(({ where }) => where.length > 0),
	};
	const units = funnel.per === "session" ? sessionCtes(shape) : personCtes(shape);
	const ways = funnel.strict || shape.windowed ? hopCtes(shape) : cascadeCtes(shape);
	return {
		ctes: [...units, ...ways, bestCte(shape)].join(",\n"),
		params: Object.assign(windowMs === null ? {} : { window_ms: windowMs }, ...steps.map(({ params }) => params)) as Params,
	};
};

interface Shape {
	readonly funnel: Funnel;
	readonly steps: readonly StepPredicate[];
	readonly count: number;
	readonly carried: readonly Carried[];
	readonly windowed: boolean;
	/** Some step asks for more than the trail has. */
	readonly conditions: boolean;
}

const numbers = (from: number, to: number, text: (at: number) => string): string[] =>
	Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => text(from + at));

const marks = ({ steps }: Shape): string => steps.map(({ sql }, at) => `${sql} AS m${at + 1}`).join(", ");
const anyMark = ({ count }: Shape): string => numbers(1, count, (at) => `m${at}`).join(" OR ");

/** Step 1 of a unit tells what is carried; where nothing is, it need not be found. */
const firstSeq = ({ carried }: Shape, order: string): string =>
	carried.length === 0 ? "" : `, MIN_BY(seq, ${order}) FILTER (WHERE m1) AS seq`;

/**
 * `placed`: events that match a step, each with its unit's number u and its place among all events of it. `units`: those with a step 1,
 * and what is known of the first of these; most never meet step 2. A session's events have their places already.
 */
const sessionCtes = (shape: Shape): string[] => {
	const some = shape.steps.map(({ what }) => `(${what})`).join(" OR ");
	const wider = `(SELECT e.*, f.session_no, f.nth FROM (SELECT session_no, nth, seq FROM trail WHERE ${some}) AS f JOIN any_ev AS e ON e.seq = f.seq) AS wider`;
	const from = shape.conditions ? wider : "trail";
	return [
		`placed AS (SELECT * FROM (SELECT session_no AS u, nth AS pos, seq, ts, ${marks(shape)} FROM ${from}) AS stepped WHERE ${anyMark(shape)})`,
		`units AS (SELECT u, MIN(pos) FILTER (WHERE m1) AS p1, MIN(ts) FILTER (WHERE m1) AS t1, BOOL_OR(m2) AS goes_on${firstSeq(shape, "pos")} FROM placed GROUP BY u HAVING BOOL_OR(m1))`,
	];
};

/**
 * A person's events are put in order only where there is a step 2 too: numbered first, so that nothing after it compares texts. They are
 * sorted by time; only those of the same millisecond are told apart by texts, and share the places that these had together.
 */
const personCtes = (shape: Shape): string[] => {
	const stepped = `SELECT person AS unit, ts, event_id, source, seq, ${marks(shape)} FROM ev`;
	const work = `SELECT units.u, f.* FROM ${shape.funnel.strict ? `(${stepped})` : "matched"} AS f JOIN units ON units.unit = f.unit WHERE units.goes_on`;
	const flags = numbers(1, shape.count, (at) => `m${at}`).join(", ");
	return [
		`matched AS (SELECT * FROM (${stepped}) AS stepped WHERE ${anyMark(shape)})`,
		`grouped AS (SELECT unit, MIN(ts) FILTER (WHERE m1) AS t1, BOOL_OR(m2) AS goes_on${firstSeq(shape, "moment(ts, event_id, source)")} FROM matched GROUP BY unit HAVING BOOL_OR(m1))`,
		"units AS (SELECT grouped.*, ROW_NUMBER() OVER (ORDER BY unit ASC NULLS LAST) AS u FROM grouped)",
		`timed AS (SELECT work.u, work.ts, work.seq, ${flags}, ROW_NUMBER() OVER in_time AS pos, COALESCE(LAG(work.ts) OVER in_time = work.ts, FALSE) OR COALESCE(LEAD(work.ts) OVER in_time = work.ts, FALSE) AS same FROM (${work}) AS work WINDOW in_time AS (PARTITION BY work.u ORDER BY work.ts ASC NULLS LAST))`,
		`ordered AS (SELECT u, ts, seq, ${flags}, pos FROM timed WHERE NOT same UNION ALL SELECT t.u, t.ts, t.seq, ${flags}, MIN(t.pos) OVER (PARTITION BY t.u, t.ts) + ROW_NUMBER() OVER (PARTITION BY t.u, t.ts ORDER BY e.event_id ASC NULLS LAST, e.source ASC NULLS LAST) - 1 FROM timed AS t JOIN any_ev AS e ON e.seq = t.seq WHERE t.same)`,
		`placed AS (SELECT * FROM ordered WHERE ${anyMark(shape)})`,
	];
};

/** Without a window the first step 1 has the best way: none goes further, and none is complete before it. So each step is the first after the one before. */
const cascadeCtes = (shape: Shape): string[] => {
	const from = (at: number): string => (at === 2 ? "units" : `w${at - 1}`);
	const next = numbers(
		2,
		shape.count,
		(at) =>
			`w${at} AS (SELECT f.u, MIN(f.pos) AS p${at}, MIN(f.ts) AS t${at} FROM placed AS f JOIN ${from(at)} AS b ON b.u = f.u AND f.pos > b.p${at - 1} WHERE f.m${at} GROUP BY f.u)`,
	);
	const joined = numbers(3, shape.count, (at) => `LEFT JOIN w${at} ON w${at}.u = w2.u`).join(" ");
	const columns = [
		"w2.u",
		"CAST(NULL AS BIGINT) AS t1",
		"CAST(NULL AS BIGINT) AS seq",
		...numbers(2, shape.count, (at) => `w${at}.t${at}`),
	];
	return [...next, `chosen AS (SELECT ${columns.join(", ")} FROM w2 ${joined})`];
};

/** Each event knows where the next one of each step lies; a way hops from one to the next. All ways of a unit are tried. */
const hopCtes = (shape: Shape): string[] => {
	const { count, funnel, windowed } = shape;
	const next = numbers(2, count, (at) => `MIN(CASE WHEN m${at} THEN pos END) OVER rest AS n${at}`);
	const work = "(SELECT placed.* FROM placed JOIN units ON units.u = placed.u WHERE units.goes_on) AS work";
	const ahead = funnel.strict
		? `SELECT work.* FROM ${work}`
		: `SELECT work.*, ${next.join(", ")} FROM ${work} WINDOW rest AS (PARTITION BY u ORDER BY pos DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;
	const hops = numbers(2, count, (at) => {
		const place = funnel.strict ? `c${at}.pos = c${at - 1}.pos + 1 AND c${at}.m${at}` : `c${at}.pos = c${at - 1}.n${at}`;
		const inTime = windowed ? ` AND c${at}.ts <= c1.ts + :window_ms` : "";
		return `${at === 2 ? "" : "LEFT "}JOIN ahead AS c${at} ON c${at}.u = c${at - 1}.u AND ${place}${inTime}`;
	});
	const columns = ["c1.u", "c1.seq", ...numbers(1, count, (at) => `c${at}.pos AS p${at}, c${at}.ts AS t${at}`)];
	const best = numbers(1, count, (at) => `p${at} ASC NULLS LAST`).reverse();
	return [
		`ahead AS (${ahead})`,
		`ways AS (SELECT ${columns.join(", ")} FROM ahead AS c1 ${hops.join(" ")} WHERE c1.m1)`,
		`chosen AS (SELECT * FROM (SELECT ways.*, ROW_NUMBER() OVER (PARTITION BY u ORDER BY ${best.join(", ")}) AS place FROM ways) AS placed_ways WHERE place = 1)`,
	];
};

const bestCte = ({ count, carried, funnel }: Shape): string => {
	const times = ["COALESCE(chosen.t1, units.t1) AS t1", ...numbers(2, count, (at) => `chosen.t${at}`)];
	const joined = "units LEFT JOIN chosen ON chosen.u = units.u";
	if (carried.length === 0) return `best AS (SELECT ${times.join(", ")} FROM ${joined})`;
	const unit = funnel.per === "person" ? "units.unit" : "ses.session_key AS unit";
	const own = carried.map((name) => (name === "unit" ? unit : `e.${name}`));
	const told = `JOIN any_ev AS e ON e.seq = COALESCE(chosen.seq, units.seq)`;
	const keyed = funnel.per === "session" && carried.includes("unit") ? " JOIN ses ON ses.session_no = units.u" : "";
	return `best AS (SELECT ${[...own, ...times].join(", ")} FROM ${joined} ${told}${keyed})`;
};
