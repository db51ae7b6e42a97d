import { type DuckDBConnection, DuckDBInstance, type JS } from "@duckdb/node-api";
import type { AnalysisEngine, Cell, EngineRun, Query, Row } from "../../../backend/engine/port.js";
import prelude from "../../../backend/store/duckdb/sql/prelude.sql";
import basicMetrics from "../plain/basic-metrics.sql";
import boughtTogether from "../plain/bought-together.sql";
import currencies from "../plain/commerce.currencies.sql";
import commerce from "../plain/commerce.sql";
import conversionPages from "../plain/conversion-rates.pages.sql";
import conversionRates from "../plain/conversion-rates.sql";
import actions from "../plain/event-analysis.actions.sql";
import types from "../plain/event-analysis.types.sql";
import funnel from "../plain/funnel-analysis.sql";
import hidden from "../plain/hidden.sql";
import pages from "../plain/page-analysis.sql";
import productNames from "../plain/product-analysis.names.sql";
import products from "../plain/product-analysis.sql";
import sessionAnalysis from "../plain/session-analysis.sql";
import simple from "../plain/simple.sql";
import days from "../plain/time-analysis.days.sql";
import hours from "../plain/time-analysis.hours.sql";
import trendEvents from "../plain/trend.events.sql";
import trendExtent from "../plain/trend.extent.sql";
import trendOrders from "../plain/trend.orders.sql";
import trendRevenue from "../plain/trend.revenue.sql";
import trendSessions from "../plain/trend.sessions.sql";
import users from "../plain/user-analysis.sql";
import topUsers from "../plain/user-analysis.top.sql";
import views from "../plain/views.sql";

/** The plain text that answers each question of a metric. Two questions with one text are asked once. */
const texts: Readonly<Record<string, string>> = {
	basic_metrics: basicMetrics,
	"basic_metrics.sessions": basicMetrics,
	"trend.extent": trendExtent,
	"trend.events": trendEvents,
	"trend.sessions": trendSessions,
	"trend.orders": trendOrders,
	"trend.revenue": trendRevenue,
	hidden,
	"event_analysis.types": types,
	"event_analysis.actions": actions,
	"time_analysis.hours": hours,
	"time_analysis.days": days,
	session_analysis: sessionAnalysis,
	funnel_analysis: funnel,
	commerce,
	"commerce.currencies": currencies,
	page_analysis: pages,
	conversion_rates: conversionRates,
	"conversion_rates.pages": conversionPages,
	product_analysis: products,
	"product_analysis.names": productNames,
	bought_together: boughtTogether,
	user_analysis: users,
	"user_analysis.top": topUsers,
	simple,
};

const cell = (value: JS): Cell => (typeof value === "bigint" ? Number(value) : (value as Cell));

const rowsOf = async (connection: DuckDBConnection, sql: string, params: Query["params"] = {}): Promise<Row[]> => {
	const used = Object.fromEntries(Object.entries(params).filter(([name]) => sql.includes(`$${name}`)));
	const reader = await connection.runAndReadAll(sql, used);
	return reader.getRowObjectsJS().map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value)])));
};

/**
 * `each`: every question reads the raw events and nothing else. `shared`: each run first makes one temporary table of the
 * sessions, which is the least that somebody who asks all questions at once would think of.
 */
export type PlainMode = "each" | "shared";

const tables = "CREATE TEMP TABLE made AS FROM sessions; DROP VIEW sessions; CREATE TEMP VIEW sessions AS FROM made;";

/** Answers the product's questions with plain SQL over the raw table, all data, noise hidden. Reads only. */
export const openPlainEngine = async (path: string, mode: PlainMode): Promise<AnalysisEngine> => {
	const database = await DuckDBInstance.create(path, { access_mode: "READ_ONLY" });
	const open: AnalysisEngine["open"] = async ({ tz }): Promise<EngineRun> => {
		const connection = await database.connect();
		for (const sql of ["SET TimeZone = 'UTC'", prelude, views, ...(mode === "shared" ? [tables] : [])]) await connection.run(sql);
		const asked = new Map<string, Promise<Row[]>>();
		return {
			query: ({ name, params }) => {
				const sql = texts[name];
				if (sql === undefined) throw new Error(`No plain text answers ${name}: write test/bench/plain for it.`);
				const rows = asked.get(sql) ?? rowsOf(connection, sql, { ...params, tz });
				asked.set(sql, rows);
				return rows;
			},
			close: () => {
				connection.closeSync();
				return Promise.resolve();
			},
		};
	};
	return { name: `plain SQL (${mode})`, open };
};
