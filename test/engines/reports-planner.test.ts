import { createRouterClient } from "@orpc/server";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { reportsRouter } from "../../backend/analysis/analysis.js";
import type { Role } from "../../backend/contract/base.js";
import { openDuckEngine } from "../../backend/engine/duckdb/engine.js";
import { os } from "../../backend/operations.js";
import { type DuckStore, openDuckStore } from "../../backend/store/duckdb/open.js";
import type { NewEvent } from "../../backend/store/event.js";
import { event } from "../builders/event.js";

/** What every report gets from the planner, shown on the events report. */

let store: DuckStore;
const day = 86_400_000;
const noon = Date.UTC(2026, 9, 5, 12);

const clientFor = (role: Role) =>
	createRouterClient(os.reports.router(reportsRouter({ engine: openDuckEngine(store), store, now: () => noon })), {
		context: { caller: { role, userId: null, peer: null, token: null } },
	});
const events = (given: object = {}) => clientFor("local").get({ report: "events", ...given });

const sent = (eventType: string, given: Partial<NewEvent> = {}): NewEvent => event({ eventType, ts: noon, ...given });

beforeEach(async () => {
	store = await openDuckStore({ path: ":memory:" });
	await store.append([
		...["click", "click", "click", "100%", "100%", "1000", "Click_Two"].map((type, at) =>
			sent(type, { device: at % 2 === 0 ? "mobile" : null, properties: { status: at < 2 ? 200 : "404", cart: { size: at } } }),
		),
		sent("click", { ts: noon - 2 * day }),
		sent("gone", { ts: noon - 2 * day }),
	]);
});
afterEach(() => store.close());

const named = (rows: readonly (readonly unknown[])[]) => rows.map(([name, count]) => `${String(name)} ${String(count)}`);

describe("rows", () => {
	test("are in the report's own order, ties by key, a page at a time, with sums over all", async () => {
		const whole = await events();
		expect(whole.columns.map(({ name }) => name)).toEqual(["event_type", "events", "sessions", "visitors", "orders"]);
		expect(named(whole.rows)).toEqual(["click 4", "100% 2", "1000 1", "Click_Two 1", "gone 1"]);
		expect(whole).toMatchObject({ total: 5, sums: [null, 9, null, null, null], before: null, compared: null, currency: null });
		expect(whole.data_through).toBe(noon);
		const second = await events({ limit: 2, offset: 2 });
		expect(named(second.rows)).toEqual(["1000 1", "Click_Two 1"]);
		expect([second.total, second.sums]).toEqual([5, whole.sums]);
	});

	test("of money add up as decimals: 0.1, 0.2 and 0.3 are 0.6", async () => {
		const order = (device: string, revenue: string) =>
			sent("purchase", { action: "order_completed", device, revenue, visitor: device, ts: noon + day });
		await store.append([order("desktop", "0.1"), order("mobile", "0.2"), order("tablet", "0.3")]);
		const { rows, sums } = await clientFor("local").get({ report: "devices", from: noon + day });
		expect(rows.map((row) => row.at(-1))).toEqual([0.1, 0.2, 0.3]);
		expect(sums.at(-1)).toBe(0.6);
	});

	test("past the last page are none, and the sums stand", async () => {
		expect(await events({ offset: 100 })).toMatchObject({ rows: [], total: 5, sums: [null, 9, null, null, null] });
	});

	test("are sorted by any column either way, and by no other", async () => {
		expect(named((await events({ sort: "event_type", descending: "false" })).rows)[0]).toBe("100% 2");
		expect(named((await events({ sort: "event_type" })).rows)[0]).toBe("gone 1");
		await expect(events({ sort: "events; DROP TABLE events" })).rejects.toMatchObject({
			code: "invalid",
			message: expect.stringContaining(
				"The report events cannot be sorted by events; DROP TABLE events. Sort it by one of: event_type, events,",
			),
		});
		await expect(events({ sort: "by" })).rejects.toMatchObject({ code: "invalid" });
	});

	test("are searched literally, upper and lower case alike", async () => {
		expect(named((await events({ search: "0%" })).rows)).toEqual(["100% 2"]);
		expect(named((await events({ search: "k_" })).rows)).toEqual(["Click_Two 1"]);
		const found = await events({ search: "CLICK" });
		expect(named(found.rows)).toEqual(["click 4", "Click_Two 1"]);
		expect([found.total, found.sums[1]]).toEqual([2, 5]);
		expect(await events({ search: "' OR 1 = 1 --" })).toMatchObject({ rows: [], total: 0, sums: [null, 0, null, null, null] });
	});
});

describe("a breakdown", () => {
	test("by a column adds it as the last key; no value is a value", async () => {
		const { columns, rows, total } = await events({ by: "device", search: "click" });
		expect(columns.slice(0, 3).map(({ name, role }) => [name, role])).toEqual([
			["event_type", "key"],
			["by", "key"],
			["events", "measure"],
		]);
		expect(rows.map((row) => row.slice(0, 3))).toEqual([
			["click", "mobile", 2],
			["click", null, 2],
			["Click_Two", "mobile", 1],
		]);
		expect(total).toBe(3);
	});

	test("by a property and by a path into one; sorted and searched too", async () => {
		const status = await events({ by: "status", sort: "by", descending: false });
		expect(status.rows.map((row) => row.slice(0, 3))).toEqual([
			["click", "200", 2],
			["100%", "404", 2],
			["1000", "404", 1],
			["Click_Two", "404", 1],
			["click", "404", 1],
			["click", null, 1],
			["gone", null, 1],
		]);
		expect((await events({ by: "cart.size", search: "6" })).rows.map((row) => row.slice(0, 2))).toEqual([["Click_Two", "6"]]);
	});

	test("by what cannot be one is refused", async () => {
		await expect(events({ by: "cart..size" })).rejects.toMatchObject({
			code: "invalid",
			message: expect.stringContaining("by is cart..size"),
		});
		await expect(events({ page: "/" })).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("does not take page") });
	});
});

describe("a compared period", () => {
	const range = { from: "2026-10-05", to: "2026-10-06" };

	test("gives the rows of the same keys, and its own sums", async () => {
		const report = await events({ ...range, compare: "custom", compare_from: "2026-10-03", compare_to: "2026-10-04" });
		expect(report.compared).toEqual({ from: Date.UTC(2026, 9, 3), to: Date.UTC(2026, 9, 4) });
		expect(named(report.rows)).toEqual(["click 3", "100% 2", "1000 1", "Click_Two 1"]);
		expect(report.before?.rows.map((row) => row?.slice(0, 2) ?? null)).toEqual([["click", 1], null, null, null]);
		expect(report.before?.sums).toEqual([null, 2, null, null, null]);
	});

	test("finds rows of a missing breakdown, and is searched as well", async () => {
		const report = await events({
			...range,
			compare: "custom",
			compare_from: "2026-10-03",
			compare_to: "2026-10-04",
			by: "device",
			search: "click",
		});
		const pairs = report.rows.map((row, at) => [row.slice(0, 3), report.before?.rows[at]?.slice(0, 3) ?? null]);
		expect(pairs).toEqual([
			[["click", "mobile", 2], null],
			[["Click_Two", "mobile", 1], null],
			[
				["click", null, 1],
				["click", null, 1],
			],
		]);
		expect(report.before?.sums[2]).toBe(1);
	});

	test("stands beside a page without rows", async () => {
		const report = await events({ from: "2026-10-05", to: "2026-10-06", compare: "previous", search: "nothing like it" });
		expect(report.before).toEqual({ rows: [], sums: [null, 0, null, null, null] });
	});

	test("without a range to count back from is refused", async () => {
		await expect(events({ compare: "previous" })).rejects.toMatchObject({
			code: "invalid",
			message: expect.stringContaining("needs a range"),
		});
	});
});

describe("the reports", () => {
	test("are listed with what they take", async () => {
		const heads = await clientFor("analyst").list();
		expect(heads.find(({ name }) => name === "events")).toMatchObject({ title: "Events", takes: ["by"] });
		expect(new Set(heads.map(({ name }) => name)).size).toBe(heads.length);
	});

	test("that are unknown are told which there are", async () => {
		await expect(clientFor("local").get({ report: "event" })).rejects.toMatchObject({
			code: "not_found",
			message: expect.stringContaining("There is no report event. There are: visitors, "),
		});
	});

	test("are not for customers", async () => {
		for (const role of ["customer", "anyone"] as const) {
			const client = clientFor(role);
			const code = role === "customer" ? "forbidden" : "unauthenticated";
			await expect(client.get({ report: "events" })).rejects.toMatchObject({ code });
			await expect(client.list()).rejects.toMatchObject({ code });
			await expect(client.properties()).rejects.toMatchObject({ code });
		}
	});
});

describe("what a report can be broken down by", () => {
	test("are the columns and the properties that events carry, with their most frequent values", async () => {
		const found = await clientFor("local").properties();
		expect(found.find(({ name }) => name === "device")).toEqual({ name: "device", kind: "column", events: 4, examples: ["mobile"] });
		expect(found.find(({ name }) => name === "event_type")).toEqual({
			name: "event_type",
			kind: "column",
			events: 9,
			examples: ["click", "100%", "1000"],
		});
		expect(found.filter(({ kind }) => kind === "property")).toEqual([
			{ name: "cart.size", kind: "property", events: 7, examples: ["0", "1", "2"] },
			{ name: "status", kind: "property", events: 7, examples: ["404", "200"] },
		]);
		expect(found.map(({ name }) => name)).not.toContain("utm_source");
	});

	test("is nothing in an empty store", async () => {
		await store.close();
		store = await openDuckStore({ path: ":memory:" });
		expect(await clientFor("local").properties()).toEqual([]);
		expect(await events({ from: "2026-10-01", to: "2026-10-02", compare: "previous" })).toMatchObject({
			rows: [],
			total: 0,
			data_through: null,
		});
	});
});
