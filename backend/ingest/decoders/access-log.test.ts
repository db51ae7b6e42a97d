import { expect, test } from "vitest";
import { accessLogRows, isAccessLogLine } from "./access-log.js";
import type { FileRow } from "./file-row.js";

const read = async (...lines: string[]): Promise<FileRow[]> => {
	async function* text(): AsyncGenerator<string> {
		yield lines.join("\n");
	}
	const rows: FileRow[] = [];
	for await (const lot of accessLogRows(text())) rows.push(...lot);
	return rows;
};

const time = "17/May/2015:10:05:03 +0000";
const combined = `83.149.9.216 - - [${time}] "GET /a?b=c HTTP/1.1" 200 203023 "http://x.example/" "Mozilla/5.0 (X11; \\"y\\")"`;

test("the combined format", async () => {
	const [row] = await read(combined);
	expect(row?.cells).toEqual([time, "83.149.9.216", "GET", "/a?b=c", 200, 203_023, "http://x.example/", 'Mozilla/5.0 (X11; "y")']);
});

test("the common format, with a user and without a size", async () => {
	const [row] = await read(`::1 - frank [${time}] "HEAD / HTTP/1.0" 304 -`);
	expect(row?.cells).toEqual([time, "::1", "HEAD", "/", 304, null, null, null]);
	expect(row?.extra).toEqual({ remote_user: "frank" });
});

test("fields after the combined ones, and Debian's virtual host before the address", async () => {
	const [row] = await read(`shop.example:443 10.0.0.1 - - [${time}] "GET / HTTP/2.0" 200 5 "-" "curl/8" "10.1.1.1" 0.003`);
	expect(row?.cells.slice(1, 3)).toEqual(["10.0.0.1", "GET"]);
	expect(row?.extra).toEqual({ host: "shop.example:443" });
});

test("a request that is no HTTP is an event without an address", async () => {
	const rows = await read(`1.2.3.4 - - [${time}] "-" 408 0 "-" "-"`, `1.2.3.4 - - [${time}] "\\x16\\x03\\x01" 400 226 "-" "-"`);
	expect(rows.map(({ cells }) => cells.slice(2, 4))).toEqual([
		[null, null],
		[null, null],
	]);
	expect(rows[1]?.extra).toEqual({ request: "\\x16\\x03\\x01" });
});

test("a line with an unclosed quote is broken, with its number, and does not pass as the common format", async () => {
	const broken = `46.118.127.106 - - [${time}] "GET / HTTP/1.1" 200 235 "-" "Mozilla/5.0 (compatible; Googlebot/2.1`;
	const rows = await read(combined, "", broken, "no log at all");
	expect(rows.map(({ row, fault }) => [row, fault?.message])).toEqual([
		[1, undefined],
		[3, "A quote is not closed. Left out."],
		[4, '"no log at all" has neither the common nor the combined log format. Left out.'],
	]);
});

test("a hostile line costs no more than its length", () => {
	const started = performance.now();
	expect(isAccessLogLine(`1 - ${"- ".repeat(100_000)}`)).toBe(false);
	expect(isAccessLogLine(`1 - - [t] "${"\\".repeat(100_001)}`)).toBe(false);
	expect(isAccessLogLine(`1 - - [t] "" 200 1 "" ""${' "a"'.repeat(50_000)} "`)).toBe(false);
	expect(performance.now() - started).toBeLessThan(1_000);
});
