import { z } from "zod";
import type { DetailedMetrics } from "../../contract/analysis.js";
import { type Bucket, calendar, type Extent, tidyLabel, type Unit, unitFor } from "../calendar.js";
import { extentOf } from "../extent.js";
import { type Part, record, type SectionMetric } from "../metric.js";
import { grain } from "../zone.js";
import eventsSql from "./trend.events.sql";
import ordersSql from "./trend.orders.sql";
import revenueSql from "./trend.revenue.sql";
import sessionsSql from "./trend.sessions.sql";

type Trend = DetailedMetrics["trend"];
const label = z.string();

const events = { name: "trend.events", sql: eventsSql, row: z.object({ label, events: z.int() }) } satisfies Part<unknown>;
const sessions = {
	name: "trend.sessions",
	sql: sessionsSql,
	row: z.object({ label, sessions: z.int(), bounced: z.int(), visitors: z.int(), sessions_with_order: z.int() }),
} satisfies Part<unknown>;
const orders = { name: "trend.orders", sql: ordersSql, row: z.object({ label, orders: z.int() }) } satisfies Part<unknown>;
const revenue = {
	name: "trend.revenue",
	sql: revenueSql,
	row: z.object({ label, currency: z.string(), revenue: z.number() }),
} satisfies Part<unknown>;

interface Rows {
	readonly events: readonly z.infer<typeof events.row>[];
	readonly sessions: readonly z.infer<typeof sessions.row>[];
	readonly orders: readonly z.infer<typeof orders.row>[];
	readonly revenue: readonly z.infer<typeof revenue.row>[];
}

/**
 * The range over time, in local buckets without gaps, the finest unit that gives at most 500 (hours up to two days). An open end
 * is that of the data. Sessions, their visitors and bounces belong to the bucket of their start; an order to each bucket that holds
 * a line of it; revenue by currency, the 12 with the most orders. Local time is computed once a quarter hour.
 */
export const trend = {
	name: "trend",
	parts: [events, sessions, orders, revenue],
	definitions: {
		bucket: "The finest of hour, day, week and month that gives at most 500 points.",
		points:
			"Local buckets without gaps. Sessions, their visitors and bounces belong to the bucket in which they start; an order to each bucket that holds a line of it; revenue by currency.",
	},
	compute: async (ask, scope) => {
		const span = await extentOf(ask, scope);
		if (!span) return { bucket: "day", points: [] };
		const unit = unitFor(span, scope.tz);
		const params = { unit, grain: grain(scope.tz, scope.from, scope.to) };
		const rows = {
			events: await ask(events, params),
			sessions: await ask(sessions, params),
			orders: await ask(orders, params),
			revenue: await ask(revenue, params),
		};
		return section(rows, { unit, span, tz: scope.tz });
	},
} satisfies SectionMetric<"trend", Trend>;

const section = (rows: Rows, { unit, span, tz }: { unit: Unit; span: Extent; tz: string }): Trend => {
	const byLabel = {
		events: keyed(rows.events, unit),
		sessions: keyed(rows.sessions, unit),
		orders: keyed(rows.orders, unit),
		revenue: grouped(rows.revenue, unit),
	};
	const found = new Set([...byLabel.events.keys(), ...byLabel.sessions.keys()]);
	const point = (bucket: Bucket): Trend["points"][number] => {
		const started = byLabel.sessions.get(bucket.label);
		return {
			...bucket,
			events: byLabel.events.get(bucket.label)?.events ?? 0,
			sessions: started?.sessions ?? 0,
			bounced: started?.bounced ?? 0,
			visitors: started?.visitors ?? 0,
			sessions_with_order: started?.sessions_with_order ?? 0,
			orders: byLabel.orders.get(bucket.label)?.orders ?? 0,
			revenue: record(byLabel.revenue.get(bucket.label) ?? [], (row) => [row.currency, row.revenue]),
		};
	};
	return { bucket: unit, points: calendar(unit, span, { tz, found }).map(point) };
};

const keyed = <Row extends { readonly label: string }>(rows: readonly Row[], unit: Unit): Map<string, Row> =>
	new Map(rows.map((row) => [tidyLabel(row.label, unit), row]));

const grouped = <Row extends { readonly label: string }>(rows: readonly Row[], unit: Unit): Map<string, Row[]> => {
	const groups = new Map<string, Row[]>();
	for (const row of rows) {
		const label = tidyLabel(row.label, unit);
		groups.set(label, [...(groups.get(label) ?? []), row]);
	}
	return groups;
};
