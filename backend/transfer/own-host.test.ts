import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ImportField, mapping } from "../contract/transfer.js";
import { fileBytes } from "./file-bytes.js";
import { columnsOf, layoutOf } from "./layout.js";
import { ownHostOf } from "./own-host.js";
import { planOf } from "./plan.js";

let folder = "";
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "hosts-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const fields: Readonly<Record<string, ImportField>> = {
	time: "timestamp",
	ts: "timestamp",
	url: "url",
	page: "page",
	referrer: "referrer",
};

const hostOfFile = async (name: string, content: string): Promise<string | null> => {
	const path = join(folder, name);
	await writeFile(path, content);
	const bytes = await fileBytes(path, name);
	const layout = await layoutOf(bytes);
	const columns = columnsOf(layout).flatMap((column) => (fields[column] ? [{ column, field: fields[column] }] : []));
	return ownHostOf({ bytes, layout }, planOf(mapping.parse({ columns }), columnsOf(layout)));
};

const line = (referrer: string): string =>
	`203.0.113.9 - - [17/May/2015:10:05:03 +0000] "GET /a HTTP/1.1" 200 5 "${referrer}" "Mozilla/5.0"\n`;
const log = (...referrers: string[]): string => referrers.map(line).join("");

test("an access log's site is the host that most of its referrers name, with and without www", async () => {
	const text = log("http://www.site.example/", "http://site.example/b", "https://www.google.com/", "-", "-", "-");
	expect(await hostOfFile("access.log", text)).toBe("site.example");
});

test("a search engine, half of the referrers, and no referrer at all make no site", async () => {
	expect(await hostOfFile("access.log", log("https://www.google.com/", "https://www.google.com/", "http://site.example/"))).toBeNull();
	expect(await hostOfFile("access.log", log("http://site.example/", "http://other.example/"))).toBeNull();
	expect(await hostOfFile("access.log", log("-", "-"))).toBeNull();
});

test("pages that name their host need no guess", async () => {
	const rows = "2026-01-01,https://shop.example/a,https://blog.example/\n".repeat(3);
	expect(await hostOfFile("a.csv", `ts,url,referrer\n${rows}`)).toBeNull();
	expect(await hostOfFile("b.csv", `ts,page,referrer\n${rows}`)).toBeNull();
	expect(await hostOfFile("c.csv", `ts,page,referrer\n${rows.replaceAll("https://shop.example", "")}`)).toBe("blog.example");
	expect(await hostOfFile("d.csv", `ts,page\n${rows}`)).toBeNull();
});
