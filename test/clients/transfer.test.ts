import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ImportRecord } from "../../backend/contract/transfer.js";
import {
	allEvents,
	checkFile,
	clicks,
	type Exported,
	exportFile,
	fresh,
	importFile,
	openBackend,
	type TransferBackend,
	written,
} from "./transfer-backend.js";

let backend: TransferBackend;
beforeAll(async () => {
	backend = await openBackend();
});
afterAll(() => backend.remove());

const counts = ({ status, rows, inserted, duplicates, rejected }: ImportRecord) => ({ status, rows, inserted, duplicates, rejected });

describe("identity", () => {
	test("a file and its gzip are the same events; again makes others; the record is listed", async () =>
		fresh(async (own) => {
			const path = await written(own, "a.csv", clicks(10));
			const packed = await written(own, "a.csv.gz", gzipSync(clicks(10)));
			expect(counts(await importFile(own.client, path))).toEqual({ status: "done", rows: 10, inserted: 10, duplicates: 0, rejected: 0 });
			expect(counts(await importFile(own.client, packed))).toMatchObject({ inserted: 0, duplicates: 10 });
			expect(counts(await importFile(own.client, path, { again: true }))).toMatchObject({ inserted: 10, duplicates: 0 });
			expect(counts(await importFile(own.client, path, { again: true }))).toMatchObject({ inserted: 10, duplicates: 0 });
			expect(await allEvents(own)).toHaveLength(30);
			const { items } = await own.client.transfer.list({ limit: 10 });
			expect(items.map(({ inserted }) => inserted)).toEqual([10, 10, 0, 10]);
			const info = await own.client.transfer.open({ path });
			expect(info.already_imported).toBe(items[0]?.import_id);
		}));

	test("another source for the same content is refused, for it would count twice", async () =>
		fresh(async (own) => {
			const path = await written(own, "a.csv", clicks(10));
			await importFile(own.client, path);
			await expect(importFile(own.client, path, { over: { source: "shop" } })).rejects.toMatchObject({ code: "conflict" });
			expect(counts(await importFile(own.client, path, { over: { source: "shop" }, again: true }))).toMatchObject({ inserted: 10 });
		}));

	test("two files under one source keep all their events", async () =>
		fresh(async (own) => {
			const over = { source: "shop" };
			await importFile(own.client, await written(own, "a.csv", clicks(5, "one")), { over });
			await importFile(own.client, await written(own, "b.csv", clicks(5, "two")), { over });
			const events = await allEvents(own);
			expect(events).toHaveLength(10);
			expect(new Set(events.map((event) => event["source"]))).toEqual(new Set(["shop"]));
		}));

	test("the same content mapped otherwise adds nothing and says so", async () =>
		fresh(async (own) => {
			const path = await written(own, "a.csv", clicks(5));
			await importFile(own.client, path);
			const record = await importFile(own.client, path, { over: { default_currency: "EUR" } });
			expect(record).toMatchObject({ inserted: 0, duplicates: 5, problems: [{ code: "mapped_before", severity: "warning" }] });
		}));
});

describe("check", () => {
	test("tells what an import would do, with the cells at fault, and writes nothing", async () =>
		fresh(async (own) => {
			const rows = [
				"ts;sku;price;qty;cur;event",
				"01/10/2026 25:61:00;A;89,00;1;EUR;order",
				"14/10/2026 06:00:00;A;89,00;-1;EUR;order",
				"14/10/2026 06:00:00;A;89,00;1;;order",
			];
			const path = await written(own, "shop.csv", rows.join("\n"));
			const result = await checkFile(own.client, path);
			expect(result).toMatchObject({ rows: 3, importable: 1, first_ts: Date.UTC(2026, 9, 14, 6), last_ts: Date.UTC(2026, 9, 14, 6) });
			expect(result.problems.map(({ code, severity, rows, first_row }) => [severity, code, rows, first_row])).toEqual([
				["error", "time_unreadable", 1, 1],
				["error", "quantity_not_above_0", 1, 2],
				["warning", "currency_missing", 1, 3],
				["warning", "decimal_comma", 1, 3],
			]);
			expect(result.cells).toContainEqual({ row: 1, column: "ts", severity: "error", message: '"25:61:00" is no time of day. Left out.' });
			expect((await own.client.system.status()).events).toBe(0);
			const record = await importFile(own.client, path);
			expect(record).toMatchObject({ inserted: 1, rejected: 2 });
			expect(record.problems).toEqual(result.problems);
		}));

	test("gives the rows left out, and those with one problem, with their cells and reasons, and writes nothing", async () =>
		fresh(async (own) => {
			const rows = [
				"ts,sku,qty,event",
				"25:61,A,1,order",
				"2026-10-14T06:00:00Z,B,0,order",
				"2026-10-14T06:00:00Z,C,1,view",
				"never,D,2,view",
			];
			const { file_id, mapping } = await own.client.transfer.open({ path: await written(own, "shop.csv", rows.join("\n")) });
			const asked = async (more: { code?: string; limit?: number }) => {
				const got: { row: number; left_out: boolean; cells: (string | null)[]; reasons: string[] }[] = [];
				for await (const message of await own.client.transfer.problemRows({ file_id, mapping, ...more })) {
					if (message.type === "rows") got.push(...message.rows);
					if (message.type === "done") return { got, columns: message.columns, complete: message.complete };
				}
				throw new Error("The stream ended without its end");
			};
			const all = await asked({});
			expect(all).toMatchObject({ columns: ["ts", "sku", "qty", "event"], complete: true });
			expect(all.got.map(({ row, left_out, cells }) => [row, left_out, cells[1]])).toEqual([
				[1, true, "A"],
				[2, true, "B"],
				[4, true, "D"],
			]);
			expect(all.got[0]?.reasons[0]).toContain("25:61");
			expect((await asked({ code: "quantity_not_above_0" })).got.map(({ row }) => row)).toEqual([2]);
			expect(await asked({ limit: 2 })).toMatchObject({ got: [{ row: 1 }, { row: 2 }], complete: false });
			expect(await asked({ limit: 3 })).toMatchObject({ complete: true });
			expect(await asked({ code: "no_such_problem" })).toMatchObject({ got: [], complete: true });
			expect((await own.client.system.status()).events).toBe(0);
		}));

	test("a file of column names alone is refused with what it lacks", async () => {
		const path = await written(backend, "names.csv", "ts,event,price\n");
		await expect(backend.client.transfer.open({ path })).rejects.toMatchObject({
			code: "invalid",
			message:
				"names.csv holds one line, the names of columns (ts, event, price), and no rows: there is nothing to import. Choose a file with events in it.",
		});
	});

	test("an empty column is not said to fit", async () => {
		const path = await written(backend, "empty-column.csv", "ts,price\n2026-01-01T00:00:00Z,\n");
		expect((await backend.client.transfer.open({ path })).columns.map(({ fit }) => fit)).toEqual(["name", "empty"]);
	});

	test("a list of times alone is imported as page views", async () =>
		fresh(async (own) => {
			const path = await written(own, "seen.txt", "2026-01-01 10:00\n2026-01-02 11:00\n");
			expect(await importFile(own.client, path)).toMatchObject({ status: "done", rows: 2, inserted: 2, rejected: 0 });
		}));

	test("1,500 in a file separated by semicolons is one and a half", async () =>
		fresh(async (own) => {
			const path = await written(own, "shop.csv", "ts;event;order_id;revenue\n2026-01-01T00:00:00Z;purchase;o;1,500\n");
			await importFile(own.client, path);
			expect((await allEvents(own)).map((event) => event["revenue"])).toEqual([1.5]);
		}));

	test("a missing file, a mapping without a time and an unknown file id are refused", async () => {
		await expect(backend.client.transfer.open({ path: join(backend.folder, "none.csv") })).rejects.toMatchObject({ code: "not_found" });
		await expect(backend.client.transfer.open({ path: "relative.csv" })).rejects.toMatchObject({ code: "invalid" });
		await expect(backend.client.transfer.inspect({ file_id: "nothing" })).rejects.toMatchObject({ code: "not_found" });
		const path = await written(backend, "a.csv", clicks(3));
		await expect(checkFile(backend.client, path, { columns: [{ column: "page", field: "page" }] })).rejects.toMatchObject({
			code: "invalid",
		});
	});
});

describe("cancel", () => {
	test("what is stored stays, the record says cancelled, and running it again takes the rest without doubles", async () =>
		fresh(async (own) => {
			const path = await written(own, "many.csv", clicks(60_000));
			const stop = new AbortController();
			const info = await own.client.transfer.open({ path });
			const stream = await own.client.transfer.run({ file_id: info.file_id, mapping: info.mapping }, { signal: stop.signal });
			await expect(
				(async () => {
					for await (const message of stream) if (message.type === "progress" && message.inserted > 0) stop.abort();
				})(),
			).rejects.toMatchObject({ code: "cancelled" });
			const [cancelled] = (await own.client.transfer.list({})).items;
			expect(cancelled).toMatchObject({ status: "cancelled", error: expect.stringContaining("run it again") });
			expect(cancelled?.inserted).toBeGreaterThan(0);
			expect(cancelled?.inserted).toBeLessThan(60_000);
			expect((await own.client.system.status()).events).toBe(cancelled?.inserted);
			const record = await importFile(own.client, path);
			expect(record).toMatchObject({ import_id: cancelled?.import_id, status: "done", rows: 60_000, problems: [{ code: "resumed" }] });
			expect(record.inserted + record.duplicates).toBe(60_000);
			expect((await own.client.system.status()).events).toBe(60_000);
		}));

	test("who leaves the stream cancels the import", async () =>
		fresh(async (own) => {
			const info = await own.client.transfer.open({ path: await written(own, "many.csv", clicks(60_000)) });
			for await (const message of await own.client.transfer.run({ file_id: info.file_id, mapping: info.mapping }))
				if (message.type === "progress") break;
			expect((await own.client.transfer.list({})).items).toMatchObject([{ status: "cancelled" }]);
		}));

	test("closing the program in the middle leaves an interrupted import that is gone on with", async () => {
		const own = await openBackend();
		const path = await written(own, "many.csv", clicks(60_000));
		const importing = importFile(own.client, path).catch((cause: unknown) => cause);
		while ((await own.client.transfer.list({})).items.length === 0) await sleep(5);
		await own.close();
		expect(await importing).toMatchObject({ code: expect.any(String) });
		const next = await openBackend({ dataDir: join(own.folder, "data") });
		expect((await next.client.transfer.list({})).items).toMatchObject([{ status: "interrupted" }]);
		const record = await importFile(next.client, path);
		expect(record.inserted + record.duplicates).toBe(60_000);
		expect((await next.client.system.status()).events).toBe(60_000);
		await next.remove();
		await own.remove();
	});

	test("one content is imported once at a time", async () =>
		fresh(async (own) => {
			const path = await written(own, "many.csv", clicks(30_000));
			const both = await Promise.allSettled([importFile(own.client, path), importFile(own.client, path)]);
			expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
			expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
			expect((await own.client.system.status()).events).toBe(30_000);
		}));
});

/** What an export holds of an event that another store can know: not the receipt, nor the hashes under its own secret. */
const lasting = ({ received_at, ip_hash, net_hash, write_key, user_verified, noisy, noise_reasons, noise_at, ...rest }: Exported): string =>
	JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));

describe("export and back", () => {
	const word = fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }).filter((text) => text.trim() !== "" && !/\p{Cc}/u.test(text));
	const money = fc
		.tuple(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 0, max: 9_999 }))
		.map(([a, b]) => `${a}.${String(b).padStart(4, "0")}`);
	const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { freq: 2 });
	const sent = fc.record({
		client_id: maybe(word),
		user_id: maybe(word),
		session_id: maybe(word),
		event_type: fc.oneof(fc.constantFrom("purchase", "pageview", "search"), word),
		page: maybe(word.map((text) => `/${text}`)),
		timestamp: fc.integer({ min: Date.UTC(2001, 0, 1), max: Date.UTC(2026, 0, 1) }).map((ms) => ms / 1000),
		properties: fc.record(
			{
				price: money,
				quantity: fc.integer({ min: 1, max: 50 }),
				currency: fc.constantFrom("EUR", "USD"),
				product_id: word,
				product_name: fc.string({ minLength: 1, maxLength: 20 }).map((text) => `x${text.replaceAll("\u0000", "")}"\r\n,;`),
				search_term: word,
				user_agent: fc.constantFrom("Mozilla/5.0 (X11; Linux x86_64)", "curl/8"),
				source: fc.constantFrom("web", "pos"),
				other: fc.jsonValue({ maxDepth: 2 }),
			},
			{ requiredKeys: [] },
		),
	});

	test.each(["csv", "ndjson", "parquet"] as const)("%s: a new store comes to hold the same events", async (format) => {
		await fc.assert(
			fc.asyncProperty(fc.array(sent, { minLength: 60, maxLength: 120 }), async (events) => {
				const from = await openBackend({ listen: "must" });
				const to = await openBackend();
				try {
					const reply = await fetch(`${from.listening().address}/api/ingest-batch`, {
						method: "POST",
						headers: { "content-type": "application/json" },
						body: JSON.stringify({ events }),
					});
					expect(reply.status).toBe(200);
					const path = join(from.folder, `out.${format}`);
					const rows = await exportFile(from.client, path, format);
					if (rows === 0) return;
					const record = await importFile(to.client, path);
					expect(counts(record)).toEqual({ status: "done", rows, inserted: rows, duplicates: 0, rejected: 0 });
					const came = new Set((await allEvents(to)).map(lasting));
					const went = (await allEvents(from)).map(lasting);
					expect(went.filter((event) => !came.has(event))).toEqual([]);
					expect(counts(await importFile(from.client, path))).toMatchObject({ inserted: 0, duplicates: rows });
				} finally {
					await from.remove();
					await to.remove();
				}
			}),
			{ numRuns: 3, endOnFailure: true },
		);
	});

	test("exactly what is filtered, in place only when whole, and never over a file unasked", async () =>
		fresh(async (own) => {
			await importFile(own.client, await written(own, "a.csv", clicks(10)));
			const path = join(own.folder, "out.csv");
			expect(await exportFile(own.client, path, "csv", { visitor: "clicks-1" })).toBe(2);
			expect((await readFile(path, "utf8")).trim().split("\n")).toHaveLength(3);
			await expect(exportFile(own.client, path, "csv")).rejects.toMatchObject({ code: "conflict" });
			await expect(exportFile(own.client, "out.csv", "csv")).rejects.toMatchObject({ code: "invalid" });
			await expect(exportFile(own.client, join(own.folder, "no", "out.csv"), "csv")).rejects.toMatchObject({ code: "invalid" });
			expect((await readdir(own.folder)).filter((name) => name.endsWith(".part"))).toEqual([]);
		}));
});
