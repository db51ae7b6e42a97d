import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { command, type Ran } from "./command.js";
import { importFile, openBackend, type TransferBackend } from "./transfer-backend.js";

/** Through the open app, as a second process. */
let own: TransferBackend;
const analyze = (...args: string[]): Promise<Ran> => command("analyze", own.dataDir, ...args);

const log = [
	"ts,session_id,user_id,event_type,item_id,item_name,price,qty,currency,device",
	"2026-01-05T10:00:00Z,s1,u1,purchase,p1,Cup,10,2,EUR,mobile",
	'2026-01-05T10:00:01Z,s1,u1,purchase,p2,"=Mug, ""red""",5,1,EUR,mobile',
	"2026-01-06T10:00:00Z,s2,u2,purchase,p1,Cup,10,1,EUR,desktop",
	"2026-01-07T10:00:00Z,s3,u3,pageview,,,,,,desktop",
	"",
].join("\n");

beforeAll(async () => {
	own = await openBackend({ listen: "must" });
	const file = join(own.folder, "shop.csv");
	await writeFile(file, log);
	await importFile(own.client, file);
});
afterAll(() => own?.remove());

/** Lines of words, without the time it took. */
const lines = (text: string): string[] =>
	text.split("\n").map((line) =>
		line
			.replace(/, in [\d,]+ ms$/, "")
			.replace(/ {2,}/g, " | ")
			.trim(),
	);

describe("a report in the terminal", () => {
	test("is printed in columns, with the compared period and the sums", async () => {
		const { code, out } = await analyze(
			"--report",
			"events",
			"--by",
			"device",
			"--from",
			"2026-01-06",
			"--to",
			"2026-01-08",
			"--compare",
			"2026-01-05..2026-01-06",
			"--sort",
			"by",
			"--ascending",
		);
		expect(code).toBe(0);
		expect(lines(out)).toEqual([
			"Report events of 2026-01-06T00:00:00.000Z to 2026-01-08T00:00:00.000Z, UTC, compared with 2026-01-05T00:00:00.000Z to 2026-01-06T00:00:00.000Z",
			"",
			"event_type | by | events | change | sessions | change | visitors | change | orders | change",
			"pageview | desktop | 1 | new | 1 | new | 1 | new | 0 | new",
			"purchase | desktop | 1 | new | 1 | new | 1 | new | 1 | new",
			"All rows | 2 | 0.00 %",
			"",
		]);
	});

	test("as JSON is what the API gives", async () => {
		const { out } = await analyze("--report", "products", "--json");
		const { took_ms: _, ...printed } = JSON.parse(out) as { took_ms: number };
		const { took_ms: __, ...asked } = await own.client.reports.get({ report: "products" });
		expect(printed).toEqual(asked);
	});

	test("as CSV quotes what needs it, and makes no formula of a name", async () => {
		const { out } = await analyze("--report", "products", "--csv", "--sort", "product_id", "--ascending");
		expect(out.split("\r\n").map((line) => line.trim())).toEqual([
			"product_id,product_name,views,adds,orders,view_to_cart,cart_to_buy,view_to_buy,quantity,revenue,refunded,cancelled",
			"p1,Cup,0,0,2,,,,3,30,0,0",
			'p2,"\'=Mug, ""red""",0,0,1,,,,1,5,0,0',
		]);
	});

	test("stands in the list of reports", async () => {
		const { code, out } = await analyze("--reports");
		expect(code).toBe(0);
		expect(lines(out)).toContain("bought-together | Which products do people buy together? | --by");
	});
});

test("an analysis is broken down by a property", async () => {
	const { code, out } = await analyze("--kind", "simple", "--by", "device");
	expect(code).toBe(0);
	expect(lines(out).slice(-4, -1)).toEqual(["device | events | sessions | visitors", "desktop | 2 | 2 | 2", "mobile | 2 | 1 | 1"]);
});

describe("what cannot be done is said, with exit code 2:", () => {
	test.each([
		[["--report", "nonsense"], "There is no report nonsense. There are: "],
		[["--report", "channels", "--sort", "x"], "The report channels cannot be sorted by x. Sort it by one of: channel,"],
		[["--report", "channels", "--compare", "last"], "--compare last names no period."],
		[["--report", "channels", "--kind", "simple"], "--kind belongs to an analysis, not to the report channels."],
		[["--report", "channels", "--json", "--csv"], "not as both"],
		[["--touch", "first"], "--touch belongs to a report. Name one with --report"],
	])("%j", async (args, words) => {
		const { code, out, err } = await analyze(...args);
		expect([code, out]).toEqual([2, ""]);
		expect(err).toContain(words);
	});
});
