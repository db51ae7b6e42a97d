import { describe, expect, test } from "vitest";
import { compose } from "./duckdb/relations.js";
import { dollarParams, withBefore, words } from "./text.js";

describe("the metrics' portable SQL", () => {
	test("parameters become DuckDB's; casts, texts, quoted names and comments stay", () => {
		const sql = `SELECT :from::BIGINT, ':to', ":tz" -- :a\n/* :b */ FROM ev WHERE x = :page_1 AND t = 'it''s :c'`;
		expect(dollarParams(sql)).toBe(`SELECT $from::BIGINT, ':to', ":tz" -- :a\n/* :b */ FROM ev WHERE x = $page_1 AND t = 'it''s :c'`);
	});

	test("words of texts and comments do not count", () => {
		expect([...words("SELECT a FROM ev -- ses\nWHERE b = 'evs' AND c = $from")]).toEqual([
			"SELECT",
			"a",
			"FROM",
			"ev",
			"WHERE",
			"b",
			"AND",
			"c",
			"$from",
		]);
	});

	test("relations stand before the metric's own CTEs, also after a comment and for recursive ones", () => {
		expect(withBefore("SELECT 1", ["x AS (SELECT 2)"])).toBe("WITH x AS (SELECT 2)\nSELECT 1");
		expect(withBefore("-- why\nWITH a AS (SELECT 1) SELECT *", ["x AS (SELECT 2)"])).toBe(
			"WITH x AS (SELECT 2),\na AS (SELECT 1) SELECT *",
		);
		expect(withBefore("with recursive a AS (SELECT 1) SELECT *", ["x AS (SELECT 2)"])).toBe(
			"WITH recursive x AS (SELECT 2),\na AS (SELECT 1) SELECT *",
		);
		expect(withBefore("SELECT 1", [])).toBe("SELECT 1");
	});

	test("exactly the relations that are named, and those they need, are composed", () => {
		const names = (sql: string) => [...compose(sql, "kept").sql.matchAll(/(\w+) AS NOT MATERIALIZED/g)].map((match) => match[1]);
		expect(names("SELECT 1")).toEqual([]);
		expect(names("SELECT count(*) FROM ev")).toEqual(["any_ev", "ev"]);
		expect(names("SELECT count(DISTINCT person) FROM ev")).toEqual(["links", "any_ev", "ev_without_person", "ev"]);
		expect(names("SELECT count(*) FROM evs")).toEqual(["base_ses", "evs"]);
		expect(names("SELECT 'ses' FROM bins")).toEqual(["bins"]);
	});

	test("a text takes only the parameters that stand in it", () => {
		const { takes } = compose("SELECT :tz FROM order_lines", "kept");
		expect(["from", "to", "tz", "user", "show"].map(takes)).toEqual([true, true, true, false, false]);
	});
});
