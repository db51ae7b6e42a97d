import { DuckDBInstance, type DuckDBValue, type JS } from "@duckdb/node-api";
import { compose, runTables } from "../../../backend/engine/duckdb/relations.js";
import variantEvents from "../../../backend/engine/duckdb/variants/events.sql";
import { type AnalysisEngine, type Cell, pointerOf } from "../../../backend/engine/port.js";
import prelude from "../../../backend/store/duckdb/sql/prelude.sql";
import sessionised from "../../../backend/store/duckdb/sql/sessionised.sql";

const everything = "9007199254740991";

/** Noise hidden, sessions as the client tells them: what a breakdown of nothing else leaves of the parameters. */
const literals: Readonly<Record<string, string>> = {
	folded: everything,
	show: "false",
	sessions_gap: "false",
	visitor_user: "false",
	user: "NULL",
};

const plainText = (sql: string): string => sql.replaceAll(/\$(\w+)/g, (name, key: string) => literals[key] ?? name);

/** All that the relations read are views over the raw events, so that a question computes what it needs and no more. */
const views = [
	`CREATE TEMP VIEW run_sessionised AS ${plainText(variantEvents.replace("/*sessionised*/", sessionised))}`,
	...Object.entries(runTables).map(([name, sql]) => `CREATE TEMP VIEW ${name} AS ${sql}`),
];

const cell = (value: JS): Cell => {
	if (typeof value === "bigint") return Number(value);
	return Array.isArray(value) ? value.map((one) => cell(one as JS)) : (value as Cell);
};

/** Answers with a report's own SQL over the raw table: no table is kept up, none is made. Reads only. */
export const openGenericEngine = async (path: string): Promise<AnalysisEngine & { close(): void }> => {
	const database = await DuckDBInstance.create(path, { access_mode: "READ_ONLY", default_null_order: "nulls_last" });
	const open: AnalysisEngine["open"] = async ({ from, to, tz }, signal) => {
		const connection = await database.connect();
		const stop = (): void => connection.interrupt();
		signal?.addEventListener("abort", stop, { once: true });
		for (const sql of ["SET TimeZone = 'UTC'", prelude, ...views]) await connection.run(sql);
		const scope = { from: BigInt(from ?? `-${everything}`), to: BigInt(to ?? everything), tz };
		return {
			query: async ({ sql, params, by }) => {
				const { sql: text, takes } = compose(sql, "variant", by);
				const all: Record<string, DuckDBValue> = { ...scope, ...params, by_pointer: by?.kind === "property" ? pointerOf(by.path) : null };
				const given = Object.fromEntries(Object.entries(all).filter(([name]) => takes(name)));
				const reader = await connection.runAndReadAll(plainText(text), given);
				return reader.getRowObjectsJS().map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value)])));
			},
			close: () => {
				signal?.removeEventListener("abort", stop);
				connection.closeSync();
				return Promise.resolve();
			},
		};
	};
	return { name: "the report's SQL over raw events", open, close: () => database.closeSync() };
};
