import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "../../backend/config.js";
import { compose } from "../../backend/main.js";
import { command } from "./command.js";
import { startServer, type TestServer } from "./http-server.js";

interface Aggregates {
	readonly items: readonly Record<"window_start" | "window_end" | "page" | "event_type" | "count", string | number | null>[];
	readonly owner: string | null;
	readonly complete: boolean;
}

let server: TestServer;
beforeAll(async () => {
	server = await startServer();
});
afterAll(() => server.close());

const read = async (query = ""): Promise<Aggregates> =>
	(await server.call(`/api/metrics/aggregates${query}`, { as: "analyst" })).json as Aggregates;
const post = (events: readonly object[]) => server.call("/api/ingest-batch", { method: "POST", body: { events } });

test("accepted events are counted by minute, page and type, in UTC, before the noise filter and once", async () => {
	const minute = Math.floor(server.now() / 60_000) * 60_000 - 120_000;
	const at = (page: string | null, more: object = {}) => ({
		client_id: "c",
		timestamp: new Date(minute + 5_000).toISOString(),
		...(page !== null && { page }),
		...more,
	});
	const twice = at("/", { event_id: "once" });
	await post([
		twice,
		twice,
		at("/product/17"),
		at("/product/18"),
		at("/", { properties: { source: "simulation" } }),
		at(null, { event_type: "search" }),
	]);
	await post([twice, { event_type: 3 }, at("/", { timestamp: new Date(minute - 60_000).toISOString() })]);
	const window = { window_start: new Date(minute).toISOString(), window_end: new Date(minute + 60_000).toISOString() };
	const { items, owner, complete } = await read("?minutes=5");
	expect({ owner, complete }).toEqual({ owner: "ingest", complete: true });
	expect(items).toEqual([
		{
			...window,
			window_start: new Date(minute - 60_000).toISOString(),
			window_end: window.window_start,
			page: "/",
			event_type: "pageview",
			count: 1,
		},
		{ ...window, page: "/", event_type: "pageview", count: 2 },
		{ ...window, page: "/product/*", event_type: "pageview", count: 2 },
		{ ...window, page: null, event_type: "search", count: 1 },
	]);
	expect(items.every(({ window_start }) => String(window_start).endsWith(":00.000Z"))).toBe(true);
	expect((await read("?minutes=1")).items).toEqual([]);
});

test("minutes are a whole number from 1 to 1440, and readers alone may ask", async () => {
	for (const wrong of ["0", "1441", "1.5", "", "x"])
		expect((await server.call(`/api/metrics/aggregates?minutes=${wrong}`, { as: "analyst" })).status, wrong).toBe(422);
	for (const as of ["anyone", "customer"] as const)
		expect((await server.call("/api/metrics/aggregates", { as })).status).toBe(as === "anyone" ? 401 : 403);
	expect((await server.call("/api/metrics/aggregates/owner", { method: "POST", as: "analyst", body: { owner: "consumer" } })).status).toBe(
		403,
	);
});

test("another owner is refused at the start, and a hand-over lets it in", async () => {
	const dataDir = await mkdtemp(join(tmpdir(), "aggregates-"));
	const config = { ...readConfig({}), dataDir, port: 0, logLevel: "silent" } as const;
	try {
		const backend = await compose(config, { listen: "never" });
		await backend.close();
		await expect(compose({ ...config, aggregates: "consumer" })).rejects.toMatchObject({
			code: "conflict",
			message: expect.stringContaining("npm run aggregates -- --hand-over consumer"),
		});
		const handed = await command("aggregates", dataDir, "--hand-over", "consumer");
		expect(handed).toMatchObject({ code: 0, out: expect.stringContaining("AGGREGATES=consumer") });
		const consuming = await compose({ ...config, aggregates: "consumer" });
		expect(await consuming.client.metrics.aggregates({})).toEqual({ items: [], owner: "consumer", complete: true });
		await consuming.close();
		await expect(compose(config)).rejects.toMatchObject({ code: "conflict" });
	} finally {
		await rm(dataDir, { recursive: true, force: true });
	}
});
