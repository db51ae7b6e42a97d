import fc from "fast-check";
import { expect, test } from "vitest";
import { parseExact } from "./exact-json.js";
import type { FileRow } from "./file-row.js";
import { ndjsonRows } from "./ndjson.js";
import { textLines } from "./text-lines.js";

async function* pieces(text: string, size = 5): AsyncGenerator<string> {
	for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

const read = async (text: string, columns: readonly string[]): Promise<FileRow[]> => {
	const rows: FileRow[] = [];
	for await (const lot of ndjsonRows(pieces(text), columns)) rows.push(...lot);
	return rows;
};

test("keys become cells with their types, other keys are kept, blank lines only count", async () => {
	expect(await read('{"a":1,"b":{"c":[true]},"z":"x"}\n\n{"b":null}\r\n', ["a", "b"])).toEqual([
		{ row: 1, cells: [1, { c: [true] }], extra: { z: "x" } },
		{ row: 3, cells: [null, null] },
	]);
});

test("a line that is no object is a broken row with its number", async () => {
	const rows = await read('{"a":1}\n{"a":\n[1]\n7\n', ["a"]);
	expect(rows.map(({ row, fault }) => [row, fault?.severity])).toEqual([
		[1, undefined],
		[2, "error"],
		[3, "error"],
		[4, "error"],
	]);
});

test("a line nested too deep to be written out is a broken row, and the next one is read", async () => {
	const tower = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
	const rows = await read(`{"a":${tower}}\n{"a":1,"z":${tower}}\n{"a":2}\n`, ["a"]);
	expect(rows.map(({ row, cells, fault }) => [row, cells, fault?.message])).toEqual([
		[1, [], "Nested deeper than 64 levels. Left out."],
		[2, [], "Nested deeper than 64 levels. Left out."],
		[3, [2], undefined],
	]);
});

test("a key named __proto__ is data", async () => {
	const [row] = await read('{"__proto__":{"admin":true}}', []);
	expect(Object.hasOwn(row?.extra ?? {}, "__proto__")).toBe(true);
	expect("admin" in (row?.extra ?? {})).toBe(false);
});

test("ids past 2^53 keep every digit, at any depth, and strings stay as they are", () => {
	expect(
		parseExact(
			'{"id":12345678901234567890,"a":[-9007199254740993 ],"s":"x:12345678901234567890,","f":1.1234567890123456789,"n":15,"m":-71187728162844136}',
		),
	).toEqual({
		id: "12345678901234567890",
		a: ["-9007199254740993"],
		s: "x:12345678901234567890,",
		f: Number("1.1234567890123456789"),
		n: 15,
		m: Number("-71187728162844136"),
	});
});

test("JSON without long numbers reads as JSON.parse reads it", () => {
	const plain = fc.json().filter((text) => !/\d{16,}/.test(text));
	fc.assert(
		fc.property(plain, (text) => {
			expect(parseExact(text)).toEqual(JSON.parse(text));
		}),
	);
});

test("a line past the bound is told and passed over", async () => {
	const lines: { line: number; text: string | null }[] = [];
	for await (const lot of textLines(pieces(`ab\n${"x".repeat(50)}\ncd\n${"y".repeat(30)}`, 4), 10)) lines.push(...lot);
	expect(lines).toEqual([
		{ line: 1, text: "ab" },
		{ line: 2, text: null },
		{ line: 3, text: "cd" },
		{ line: 4, text: null },
	]);
});
