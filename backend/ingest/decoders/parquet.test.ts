import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FileRow } from "./file-row.js";
import { parquetRows, parquetShape } from "./parquet.js";

let folder = "";
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "parquet-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const written = async (name: string, query: string): Promise<string> => {
	const path = join(folder, name);
	const instance = await DuckDBInstance.create(":memory:");
	const connection = await instance.connect();
	await connection.run(`COPY (${query}) TO '${path}' (FORMAT parquet)`);
	connection.closeSync();
	instance.closeSync();
	return path;
};

const read = async (path: string): Promise<FileRow[]> => {
	const rows: FileRow[] = [];
	for await (const lot of parquetRows(path, (await parquetShape(path)).columns)) rows.push(...lot);
	return rows;
};

test("typed cells, under names that hold quotes, in a file whose name looks like a pattern", async () => {
	const path = await written(
		"a [1] *.parquet",
		`SELECT 1.50::DECIMAL(18,4) p, 12345678901234.5678::DECIMAL(18,4) q, 9007199254740993::BIGINT b, 7::BIGINT c, 4.25::FLOAT f,
		TIMESTAMP '2020-01-01 10:00:00.123' t, TIMESTAMPTZ '2020-01-01 10:00:00+02' z, DATE '2020-02-02' d, {'a': [1, 2]} s,
		true o, 'x' AS "na""me", NULL::INTEGER n, 'nan'::DOUBLE m`,
	);
	expect((await parquetShape(path)).columns.map(({ name, kind }) => [name, kind])).toEqual([
		["p", "number"],
		["q", "number"],
		["b", "number"],
		["c", "number"],
		["f", "number"],
		["t", "time"],
		["z", "instant"],
		["d", "time"],
		["s", "json"],
		["o", "boolean"],
		['na"me', "text"],
		["n", "number"],
		["m", "number"],
	]);
	expect((await read(path))[0]?.cells).toEqual([
		1.5,
		"12345678901234.5678",
		"9007199254740993",
		7,
		4.25,
		"2020-01-01 10:00:00.123",
		"2020-01-01 08:00:00+00",
		"2020-02-02",
		{ a: [1, 2] },
		true,
		"x",
		null,
		null,
	]);
});

test("rows come in the order of the file, whatever its size", async () => {
	const path = await written("many.parquet", "SELECT range AS i FROM range(300000)");
	const rows = await read(path);
	expect(rows).toHaveLength(300_000);
	expect(rows.every(({ row, cells }) => cells[0] === row - 1)).toBe(true);
});

test("a broken file says so", async () => {
	const path = join(folder, "broken.parquet");
	await writeFile(path, "PAR1 and then nothing");
	await expect(parquetShape(path)).rejects.toMatchObject({ code: "invalid" });
});
