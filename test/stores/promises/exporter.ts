import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import type { ExportFormat } from "../../../backend/contract/transfer.js";
import { event } from "../../builders/event.js";
import { randomLog } from "../../builders/event-log.js";
import type { Bench } from "../suite.js";

type Row = Record<string, unknown>;

/** Reads a written file with a reader that is not the store's. */
const readers: Record<ExportFormat, (path: string) => Promise<Row[]>> = {
	csv: async (path) => parse(await readFile(path, "utf8"), { columns: true }) as Row[],
	ndjson: async (path) =>
		(await readFile(path, "utf8"))
			.trim()
			.split("\n")
			.filter(Boolean)
			.map((line) => JSON.parse(line) as Row),
	parquet: async (path) => {
		const instance = await DuckDBInstance.create(":memory:");
		const connection = await instance.connect();
		const reader = await connection.runAndReadAll("SELECT * FROM read_parquet($path)", { path });
		const rows = reader.getRowObjectsJson() as Row[];
		connection.closeSync();
		instance.closeSync();
		return rows;
	},
};

const formats = ["csv", "ndjson", "parquet"] as const;
const all = { noise: "show" } as const;

export const exporterPromises = (bench: Bench): void => {
	test.each(formats)("%s holds exactly the events that match, by (ts, seq) ascending", async (format) => {
		const log = randomLog(3, 80);
		await bench.store().append(log);
		const path = join(bench.folder(), "out");
		const count = await bench.store().write({ path, format, filter: { noise: "hide" } });
		const wanted = log
			.map((one, seq) => ({ one, seq }))
			.filter(({ one }) => one.source !== "simulation")
			.sort((a, b) => a.one.ts - b.one.ts || a.seq - b.seq);
		const rows = await readers[format](path);
		expect(count).toBe(wanted.length);
		expect(rows.map((row) => row["event_id"])).toEqual(wanted.map(({ one }) => one.eventId));
		expect(rows.map((row) => row["timestamp"])).toEqual(wanted.map(({ one }) => new Date(one.ts).toISOString()));
	});

	test.each(formats)("%s holds an event whose properties carry half a character", async (format) => {
		const odd = { a: "x\ud800", "\udc00": "\ud801\ud802", kept: "\\ud800", pair: "\u{1f600}" };
		await bench.store().append([event({ properties: odd })]);
		const path = join(bench.folder(), "out");
		await bench.store().write({ path, format, filter: all });
		const [row] = await readers[format](path);
		const read = row?.["properties"];
		expect(typeof read === "string" ? JSON.parse(read) : read).toEqual({
			a: "x\ufffd",
			"\ufffd": "\ufffd\ufffd",
			kept: "\\ud800",
			pair: "\u{1f600}",
		});
	});

	test.each(formats)("%s holds all columns, times as ISO UTC with milliseconds, and text cells as they are", async (format) => {
		await bench.store().append([
			event({
				eventId: "=1+1",
				ts: Date.UTC(2024, 0, 1, 0, 0, 0, 7),
				receivedAt: Date.UTC(2024, 0, 1, 0, 0, 1),
				page: '@x,"y"\nz',
				price: "4.2500",
				quantity: 2,
				utmTerm: "+1",
				userVerified: true,
				properties: { a: [1, { b: "ü" }] },
			}),
		]);
		await bench.store().flag([{ source: "api", eventId: "=1+1" }], ["bot"], Date.UTC(2024, 0, 2));
		const path = join(bench.folder(), "out");
		await bench.store().write({ path, format, filter: all });
		const [row = {}] = await readers[format](path);
		expect(row).toMatchObject({
			event_id: "=1+1",
			source: "api",
			timestamp: "2024-01-01T00:00:00.007Z",
			received_at: "2024-01-01T00:00:01.000Z",
			noise_at: "2024-01-02T00:00:00.000Z",
			visitor: "visitor-1",
			page: '@x,"y"\nz',
			utm_term: "+1",
		});
		expect(Number(row["price"])).toBe(4.25);
		expect(String(row["user_verified"])).toBe("true");
		expect(Object.keys(row)).toHaveLength(39);
		const { properties } = row;
		expect(typeof properties === "string" ? JSON.parse(properties) : properties).toEqual({ a: [1, { b: "ü" }] });
	});

	test("CSV for a spreadsheet has an apostrophe before every text that would run as a formula, and nothing else changed", async () => {
		const texts = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "\uff1dx", "\uff20x", "1=1", "'=1", "x\n=1", ""];
		await bench
			.store()
			.append(
				texts.map((page, at) => event({ eventId: `=${at}`, page, userId: "@u", price: "-4.25", properties: { a: "=1" }, utmTerm: "-x" })),
			);
		const write = async (name: string, spreadsheet: boolean): Promise<Row[]> => {
			const path = join(bench.folder(), name);
			await bench.store().write({ path, format: "csv", filter: all, spreadsheet });
			return readers.csv(path);
		};
		const [exact, safe] = [await write("exact", false), await write("safe", true)];
		expect(exact.map(({ page }) => page)).toEqual(texts);
		expect(safe.map(({ page }) => page)).toEqual(texts.map((text) => (/^[=+\-@\t\r\n\uff1d\uff20]/.test(text) ? `'${text}` : text)));
		const running = safe.flatMap((row) => Object.entries(row).filter(([, cell]) => /^[=+@\t\r\n-]/.test(String(cell))));
		expect(new Set(running.map(([name]) => name))).toEqual(new Set(["price"]));
		const others = ({ price, properties, timestamp, received_at }: Row) => ({ price, properties, timestamp, received_at });
		expect(safe.map(others)).toEqual(exact.map(others));
	});

	test.each(formats)("%s of nothing is a file without events", async (format) => {
		const path = join(bench.folder(), "out");
		expect(await bench.store().write({ path, format, filter: all })).toBe(0);
		expect(await readers[format](path)).toEqual([]);
	});

	test("progress ends with all rows", async () => {
		await bench.store().append(randomLog(5, 30));
		const told: number[] = [];
		await bench.store().write({ path: join(bench.folder(), "out"), format: "csv", filter: all, onProgress: (rows) => told.push(rows) });
		expect(told.at(-1)).toBe(30);
	});

	test("an abort leaves no file behind", async () => {
		await bench.store().append(randomLog(5, 30));
		const path = join(bench.folder(), "out");
		const stop = new AbortController();
		const writing = bench.store().write({ path, format: "csv", filter: all, signal: stop.signal });
		stop.abort();
		await expect(writing).rejects.toMatchObject({ code: "cancelled" });
		expect((await readdir(bench.folder())).filter((name) => name.startsWith("out"))).toEqual([]);
	});

	test("a failure leaves no file behind", async () => {
		await bench.store().append(randomLog(5, 3));
		const path = join(bench.folder(), "no-such-folder", "out");
		await expect(bench.store().write({ path, format: "csv", filter: all })).rejects.toThrow();
		expect((await readdir(bench.folder())).filter((name) => name.includes("out"))).toEqual([]);
	});
};
