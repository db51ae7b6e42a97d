import fc from "fast-check";
import { expect, test } from "vitest";
import { csvRows } from "./csv.js";
import type { FileRow, RowLots } from "./file-row.js";

async function* pieces(text: string, size: number): AsyncGenerator<string> {
	for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

const all = async (lots: RowLots): Promise<FileRow[]> => {
	const rows: FileRow[] = [];
	for await (const lot of lots) rows.push(...lot);
	return rows;
};

const read = (
	text: string,
	columns: readonly string[],
	over: { delimiter?: string; header?: boolean; skipLines?: number; size?: number } = {},
) => all(csvRows(pieces(text, over.size ?? 7), { delimiter: ",", header: true, skipLines: 0, columns, ...over }));

test("reads rows by number, without the header, whatever the size of the pieces", async () => {
	for (const size of [1, 3, 64]) {
		const rows = await read('a,b\n1,"x,\n""y"""\r\n\r\n2,z', ["a", "b"], { size });
		expect(rows).toEqual([
			{ row: 1, cells: ["1", 'x,\n"y"'] },
			{ row: 2, cells: ["2", "z"] },
		]);
	}
});

test("a file without a header begins at its first record, and lines before it are skipped", async () => {
	expect(await read("sep=,\n1,2\n", ["column 1", "column 2"], { header: false, skipLines: 1 })).toEqual([{ row: 1, cells: ["1", "2"] }]);
});

test("missing cells are null and warned of; surplus cells break the row unless they are empty", async () => {
	const rows = await read("a,b\n1\n1,2,\n1,2,3\n", ["a", "b"]);
	expect(rows.map(({ cells, fault }) => [cells, fault?.code, fault?.severity])).toEqual([
		[["1", null], "row_short", "warning"],
		[["1", "2"], undefined, undefined],
		[["1", "2"], "row_long", "error"],
	]);
});

test("a quote inside a cell without quotes is text", async () => {
	expect((await read('a,b\n5" pipe,2\n', ["a", "b"]))[0]?.cells).toEqual(['5" pipe', "2"]);
});

test("a quote that is never closed ends the file with a fault of its row, and rows before it stay", async () => {
	const rows = await read('a,b\n1,2\n3,"4\n5,6\n', ["a", "b"], { size: 1000 });
	expect(rows.map(({ row, fault }) => [row, fault?.code])).toEqual([
		[1, undefined],
		[2, "row_broken"],
	]);
});

test("a row that is too long is told as that, not as a quote", async () => {
	const rows = await read(`a,b\n1,2\n3,${"x".repeat(1_100_000)}\n5,6\n`, ["a", "b"], { size: 65_536 });
	expect(rows.map(({ row, fault }) => [row, fault?.title])).toEqual([
		[1, undefined],
		[2, "Row that does not end"],
	]);
	expect(rows[1]?.fault?.message).toMatch(/^This row is longer than 1024 KB, so this row and all after it were left out\./);
});

test("a quote that is never closed costs no more memory than the bound", async () => {
	async function* endless(): AsyncGenerator<string> {
		yield 'a,b\n1,2\n3,"';
		for (let at = 0; at < 100; at++) yield "x".repeat(64 * 1024);
	}
	const rows = await all(csvRows(endless(), { delimiter: ",", header: true, skipLines: 0, columns: ["a", "b"] }));
	expect(rows.at(-1)?.fault?.code).toBe("row_broken");
	expect(rows[0]?.cells).toEqual(["1", "2"]);
});

test("any table written as CSV reads back", async () => {
	const cell = fc.string({ maxLength: 8 }).map((text) => text.replaceAll("\u0000", ""));
	await fc.assert(
		fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), fc.integer({ min: 1, max: 20 }), async (table, size) => {
			const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
			const text = [["a", "b"], ...table].map((row) => row.map(quoted).join(",")).join("\r\n");
			expect((await read(text, ["a", "b"], { size })).map(({ cells }) => cells)).toEqual(table);
		}),
		{ numRuns: 200 },
	);
});
