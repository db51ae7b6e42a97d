import { createHash } from "node:crypto";
import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ImportFormat } from "../contract/transfer.js";
import type { FileRow } from "../ingest/index.js";
import { contentOf, fileBytes, fingerprint } from "./file-bytes.js";
import { columnsOf, detailOf, layoutOf, rowsOf } from "./layout.js";

let folder = "";
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "files-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const written = async (name: string, content: string | Uint8Array): Promise<string> => {
	const path = join(folder, name);
	await writeFile(path, content);
	return path;
};

const opened = async (name: string, content: string | Uint8Array, format?: ImportFormat) => {
	const file = await fileBytes(await written(name, content), name);
	const layout = await layoutOf(file, format);
	const rows: FileRow[] = [];
	for await (const lot of rowsOf(file, layout)) rows.push(...lot);
	return { columns: columnsOf(layout), detail: detailOf(layout, file), cells: rows.map(({ cells }) => cells) };
};

const utf16 = (text: string): Buffer => Buffer.from(text, "utf16le");

test.each([
	["a.csv", "ts,page\n2026-01-01,/ä\n", "comma separated, UTF-8"],
	["a.csv", "ts;page\n2026-01-01;/ä,b\n", "semicolon separated, UTF-8"],
	["a.tsv", "ts\tpage\n2026-01-01\t/ä\n", "tab separated, UTF-8"],
	["a.txt", "ts|page\n2026-01-01|/ä\n", "bar separated, UTF-8"],
	["a.csv", "\ufeffts,page\r\n2026-01-01,/ä\r\n", "comma separated, UTF-8"],
	["a.csv", "ts,page\r2026-01-01,/ä\r", "comma separated, UTF-8"],
	["a.csv", "sep=;\nts;page\n2026-01-01;/ä\n", "semicolon separated, UTF-8"],
	["a.csv", utf16("\ufeffts,page\n2026-01-01,/ä\n"), "comma separated, UTF-16"],
	["a.csv", utf16("ts,page\n2026-01-01,/ä\n"), "comma separated, UTF-16"],
	["a.csv", utf16("\ufeffts,page\n2026-01-01,/ä\n").swap16(), "comma separated, UTF-16, big endian"],
	["a.csv", Buffer.from("ts,page\n2026-01-01,/\xe4\n", "latin1"), "comma separated, Windows-1252"],
	["a.csv.gz", gzipSync("ts,page\n2026-01-01,/ä\n"), "comma separated, UTF-8, gzip"],
	["a.csv", gzipSync("ts,page\n2026-01-01,/ä\n"), "comma separated, UTF-8, gzip"],
	["a.ndjson", '{"ts":"2026-01-01","page":"/ä"}\n', "one JSON object a line, UTF-8"],
])("%s %#: %s", async (name, content, detail) => {
	const file = await opened(name, content);
	expect(file.detail).toBe(detail);
	expect(file.columns).toEqual(["ts", "page"]);
	expect(file.cells[0]?.[0]).toBe("2026-01-01");
	expect(file.cells[0]?.[1]).toMatch(/^\/ä/);
});

test("Windows-1252 is not Latin-1", async () => {
	const { cells } = await opened("w.csv", Buffer.from("ts,name\n2026-01-01,\x93caf\xe9\x94 \x80\n", "latin1"));
	expect(cells[0]?.[1]).toBe("“café” €");
});

test("a file whose first row is data has columns by number, and one that repeats a name has it told apart", async () => {
	const bare = await opened("b.csv", "2026-01-01,/a\n2026-01-02,/b\n");
	expect(bare.columns).toEqual(["column 1", "column 2"]);
	expect(bare.cells).toHaveLength(2);
	expect(bare.detail).toBe("comma separated, no header, UTF-8");
	expect((await opened("c.csv", "a,a,,a (2)\n1,2,3,4\n")).columns).toEqual(["a", "a (2)", "column 3", "a (2) (2)"]);
});

test("the delimiter is the one that makes an even table", async () => {
	expect((await opened("d.csv", 'ts;name;price\n2026-01-01;"a;b, c";1,5\n2026-01-02;d, e;2,5\n')).columns).toEqual(["ts", "name", "price"]);
	expect((await opened("e.csv", "ts,path|x,name\n2026-01-01,/a|b,c\n")).columns).toEqual(["ts", "path|x", "name"]);
});

test("a list of one column is a table where its name or its values say so", async () => {
	const times = await opened("seen.txt", "2026-01-01 10:00\n2026-01-02 11:00\n");
	expect(times).toMatchObject({ columns: ["column 1"], detail: "one column, no header, UTF-8" });
	expect(times.cells).toHaveLength(2);
	expect((await opened("pages.csv", "page\n/home\n/about\n")).columns).toEqual(["page"]);
	expect(await opened("bare.csv.gz", gzipSync("/home\n/about\n"))).toMatchObject({ columns: ["column 1"], cells: [["/home"], ["/about"]] });
});

test("an access log is known by its lines, whatever its name and its broken lines", async () => {
	const line = '1.2.3.4 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 5 "-" "curl"';
	const { columns, cells } = await opened("access.csv", `${line}\nbroken\n${line}\n`);
	expect(columns).toContain("user_agent");
	expect(cells).toHaveLength(3);
});

test.each([
	["empty.csv", "", "invalid", /is empty/],
	["blank.csv", " \n\n", "invalid", /nothing but blanks/],
	["book.xlsx", Buffer.from("504b030414000600", "hex"), "unsupported", /ZIP archive or an Excel workbook/],
	["a.pdf", "%PDF-1.7", "unsupported", /PDF/],
	["twice.gz", gzipSync(gzipSync("a,b\n1,2\n")), "unsupported", /gzip twice/],
	["noise.bin", Buffer.from(Array.from({ length: 500 }, (_, at) => (at * 7) % 256)), "unsupported", /binary/],
	["list.json", '[{"a":1}]', "unsupported", /one JSON document/],
	["pretty.json", '{\n "a": 1\n}\n', "unsupported", /one JSON document/],
	["page.html", "<!doctype html><p>", "unsupported", /web page/],
	[
		"wide.csv",
		`${["ts", ...Array.from({ length: 500 }, (_, at) => `c${at}`)].join(",")}\n2026-01-01${",1".repeat(500)}\n`,
		"invalid",
		/501 columns; 500/,
	],
	["prose.txt", "Once upon a time\nthere was\n", "unsupported", /no table of rows/],
	[
		"picture.csv",
		"\u0089PNG\u0000\u0001\u0000",
		"unsupported",
		/is a binary file, and of no kind that is read here\. Save what it holds as CSV/,
	],
])("%s is refused with what to do", async (name, content, code, message) => {
	await expect(opened(name, content)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

test("folders and files that are not there are refused", async () => {
	await expect(fileBytes(folder, "folder")).rejects.toMatchObject({ code: "invalid" });
	await expect(fileBytes(join(folder, "none"), "none")).rejects.toMatchObject({ code: "not_found" });
});

test("a gzip that is cut off or damaged says so", async () => {
	const packed = gzipSync("ts,page\n".repeat(10_000));
	await expect(opened("cut.gz", packed.subarray(0, packed.length - 20))).rejects.toMatchObject({ code: "invalid", message: /cut off/ });
	const damaged = Buffer.from(packed);
	damaged.fill(0xff, 20, 40);
	await expect(opened("damaged.gz", damaged)).rejects.toMatchObject({ code: "invalid", message: /damaged|cut off/ });
});

test("the hash is of the content: the same for a file and its gzip", async () => {
	const content = "ts,page\n2026-01-01,/\n";
	const plain = await fingerprint(await fileBytes(await written("p.csv", content), "p.csv"));
	const packed = await fingerprint(await fileBytes(await written("p.csv.gz", gzipSync(content)), "p.csv.gz"));
	expect(plain).toEqual({ sha256: createHash("sha256").update(content).digest("hex"), utf8: true });
	expect(packed).toEqual(plain);
});

test("UTF-8 is judged by the whole file, also across the ends of pieces", async () => {
	const long = `${"ä".repeat(100_001)}`;
	expect((await fingerprint(await fileBytes(await written("u.csv", long), "u.csv"))).utf8).toBe(true);
	const late = Buffer.concat([Buffer.from("a".repeat(300_000)), Buffer.from([0xe4, 0x0a])]);
	expect((await fingerprint(await fileBytes(await written("l.csv", late), "l.csv"))).utf8).toBe(false);
});

test("what is appended to a file after it was opened is not read", async () => {
	const path = await written("grows.csv", "ts,page\n2026-01-01,/\n");
	const file = await fileBytes(path, "grows.csv");
	await appendFile(path, "2026-01-02,/\n");
	const chunks: Buffer[] = [];
	for await (const chunk of contentOf(file)) chunks.push(chunk);
	expect(Buffer.concat(chunks).toString()).toBe("ts,page\n2026-01-01,/\n");
});
