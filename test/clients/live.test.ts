import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RPCHandler } from "@orpc/server/message-port";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Client } from "../../backend/client/client.js";
import { httpClient } from "../../backend/client/http.js";
import { portClient } from "../../backend/client/port.js";
import { readConfig } from "../../backend/config.js";
import type { LiveMessage } from "../../backend/contract/live.js";
import { weekBefore } from "../../backend/live/last-week.js";
import { type Backend, compose, local } from "../../backend/main.js";
import type { CallContext } from "../../backend/operations.js";
import { readServerFile } from "../../backend/server-file.js";
import { errorOf, send, startServer } from "./http-server.js";

let folder: string;
let backend: Backend;
let address: string;
let clients: Readonly<Record<"http" | "port", Client>>;
const channel = new MessageChannel();

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "live-"));
	backend = await compose(readConfig({ DATA_DIR: folder, PORT: "0", LOG_LEVEL: "silent" }));
	address = backend.listening().address ?? "";
	const { token } = (await readServerFile(folder)) ?? { token: "" };
	new RPCHandler<CallContext>(backend.router, { clientInterceptors: [backend.failures] }).upgrade(channel.port2, {
		context: { caller: local },
	});
	channel.port2.start();
	clients = { http: httpClient(address, { token }), port: portClient(channel.port1) };
});
afterAll(async () => {
	channel.port1.close();
	await backend.close();
	await rm(folder, { recursive: true, force: true });
});

const post = async (events: readonly object[]): Promise<void> => {
	expect((await send(address, "/api/ingest-batch", { method: "POST", body: { events } })).status).toBe(200);
};
const wants = (message: LiveMessage, id: string): boolean => message.events.some(({ visitor }) => visitor === id);
/** The first message that lists the visitor. */
const until = async (stream: AsyncIterator<LiveMessage>, visitor: string): Promise<LiveMessage> => {
	for (;;) {
		const { value, done } = await stream.next();
		if (done) throw new Error("The stream ended before the event came.");
		if (wants(value, visitor)) return value;
	}
};

test.each(["http", "port"] as const)(
	"over %s the picture is pushed, with each event once, counted before the noise filter",
	async (way) => {
		await post([
			{
				client_id: `before-${way}`,
				page: "/product/17",
				event_type: "purchase",
				properties: { order_id: way, revenue: 10.5, currency: "EUR" },
			},
		]);
		const stop = new AbortController();
		const stream = await clients[way].live.watch({}, { signal: stop.signal });
		const first = await until(stream, `before-${way}`);
		const ofHour = ({ picture }: LiveMessage): number =>
			picture.minutes.reduce((sum, one) => sum + one.pages + one.products + one.cart + one.other, 0);
		const { events } = await backend.client.system.status();
		expect(ofHour(first)).toBe(events);
		expect(first.picture.minutes).toHaveLength(60);
		expect(first.picture.pages).toContainEqual({ page: "/product/*", events: expect.any(Number) });
		expect(first.events[0]).toMatchObject({
			event_type: "purchase",
			action: "order_completed",
			order_id: way,
			amount: "10.5000",
			currency: "EUR",
		});

		await post([
			{ client_id: `after-${way}`, page: "/", properties: { source: "simulation" } },
			{ client_id: `after-${way}`, page: "/", event_type: "add_to_cart", properties: { product_name: "<b>Mug</b>", price: 3 } },
		]);
		const next = await until(stream, `after-${way}`);
		expect(ofHour(next)).toBe(events + 2);
		expect(next.events.map(({ product, amount }) => [product, amount])).toEqual([
			["<b>Mug</b>", "3"],
			[null, null],
		]);
		expect(next.events[0]?.place).toBeGreaterThan(first.events[0]?.place ?? 0);
		expect(next.picture.orders_today).toBe(first.picture.orders_today);
		stop.abort();
		await stream.return?.(undefined);
	},
);

test("a filter limits what is listed and nothing else, and what is left out is counted", async () => {
	const stop = new AbortController();
	const stream = await clients.port.live.watch({ event_type: "rare", source: "api" }, { signal: stop.signal });
	const { value: first } = (await stream.next()) as { value: LiveMessage };
	expect(first.events).toEqual([]);
	const many = Array.from({ length: 400 }, (_, at) => ({ client_id: `crowd-${at}`, page: "/" }));
	await post([...many, { client_id: "needle", event_type: "rare" }, ...many.slice(0, 60).map((one) => ({ ...one, event_type: "rare" }))]);
	let [skipped, listed] = [0, 0];
	while (skipped + listed < 61) {
		const { value } = (await stream.next()) as { value: LiveMessage };
		skipped += value.skipped;
		listed += value.events.length;
		expect(value.events.every(({ event_type }) => event_type === "rare")).toBe(true);
	}
	expect([skipped, listed]).toEqual([11, 50]);
	stop.abort();
	await stream.return?.(undefined);
});

test("streams end when the server closes, and only readers may watch", async () => {
	const server = await startServer();
	try {
		for (const path of ["/api/live", "/api/live/health"])
			for (const as of ["anyone", "customer"] as const)
				expect(errorOf(await server.call(path, { as })).code).toBe(as === "anyone" ? "unauthenticated" : "forbidden");
		const stream = await httpClient(server.address, { token: server.tokens.analyst }).live.watch({});
		expect((await stream.next()).done).toBe(false);
		const rest = (async () => {
			let messages = 0;
			for await (const _ of stream) messages += 1;
			return messages;
		})();
		await server.close();
		expect(await rest).toBeLessThan(50);
	} finally {
		await server.close();
	}
});

test("health: alive, ready, and figures for Prometheus with nothing of anybody in them", async () => {
	const before = await send(address, "/metrics");
	expect(before.headers["content-type"]).toMatch(/^text\/plain; version=0\.0\.4/);
	const stored = (text: string, outcome: string): number =>
		Number(new RegExp(`clickstream_ingest_events_total\\{outcome="${outcome}"\\} (\\d+)`).exec(text)?.[1]);
	const secret = { client_id: "secret-visitor", event_id: "health", page: "/secret-page", event_type: "secret-type" };
	await post([secret, secret, { event_type: 7 }]);
	const { text } = await send(address, "/metrics");
	for (const [outcome, more] of [
		["stored", 1],
		["duplicate", 1],
		["rejected", 1],
	] as const)
		expect(stored(text, outcome) - stored(before.text, outcome)).toBe(more);
	expect(text).toMatch(/clickstream_ingest_duration_seconds_bucket\{le="\+Inf"\} [1-9]/);
	expect(text).toMatch(/clickstream_store_bytes [1-9]/);
	expect(text).toContain("clickstream_ready 1");
	expect(text).not.toContain("secret");
	expect(await send(address, "/healthz")).toMatchObject({ status: 200, json: { status: "ok" } });
	expect(await send(address, "/readyz")).toMatchObject({ status: 200, json: { status: "ok" } });
	expect(await clients.http.live.health()).toMatchObject({ ready: true, problem: null, aggregates: { owner: "ingest", problem: null } });
	expect((await send(address, "/metrics", { headers: { host: "rebound.example" } })).status).toBe(403);
});

test("figures are for this computer and for readers; a proxy's strangers need a token", async () => {
	const server = await startServer();
	try {
		const from = { "x-forwarded-for": "203.0.113.9" };
		expect((await server.call("/metrics", { headers: from })).status).toBe(401);
		expect((await server.call("/metrics", { headers: from, as: "customer" })).status).toBe(403);
		expect((await server.call("/metrics", { headers: from, as: "analyst" })).status).toBe(200);
	} finally {
		await server.close();
	}
});

test("the same time a week ago stands beside the numbers of today", async () => {
	const now = Date.now();
	const weekAgo = now - 7 * 86_400_000;
	const own = await mkdtemp(join(tmpdir(), "live-week-"));
	const other = await compose(readConfig({ DATA_DIR: own, PORT: "0", LOG_LEVEL: "silent" }));
	try {
		const ordered = (id: string, ts: number) => ({
			...{ client_id: id, page: "/done", event_type: "purchase", timestamp: ts / 1000 },
			properties: { order_id: id, revenue: 20, currency: "EUR" },
		});
		const sent = await send(other.listening().address ?? "", "/api/ingest-batch", {
			method: "POST",
			body: { events: [ordered("before", weekAgo - 1_000), ordered("after", weekAgo + 3_600_000), ordered("today", now - 1_000)] },
		});
		expect(sent.status).toBe(200);
		const stop = new AbortController();
		const stream = await other.client.live.watch({}, { signal: stop.signal });
		const { value } = await stream.next();
		stop.abort();
		const { last_week: week, tz } = (value as LiveMessage).picture;
		expect(week?.at).toBe(weekBefore(tz, (value as LiveMessage).picture.at));
		// Within an hour of midnight the orders may be of another day, and the clocks may have changed since.
		const day = (ts: number): string => new Date(ts).toLocaleDateString("en-CA", { timeZone: tz });
		const then = week?.at ?? 0;
		const upToThen = [weekAgo - 1_000, weekAgo + 3_600_000].filter((ts) => day(ts) === day(then) && ts <= then).length;
		expect(week?.orders).toBe(upToThen);
		expect(week?.revenue).toEqual(upToThen === 0 ? [] : [{ currency: "EUR", revenue: 20 * upToThen }]);
	} finally {
		await other.close();
		await rm(own, { recursive: true, force: true });
	}
});

test("what was refused is told of the hour and of the shop's day, and when the store was last backed up, also after a restart", async () => {
	const own = await mkdtemp(join(tmpdir(), "live-refused-"));
	const config = readConfig({ DATA_DIR: own, PORT: "0", LOG_LEVEL: "silent" });
	let other = await compose(config);
	try {
		expect((await other.client.system.status()).store.last_backup_at).toBeNull();
		const began = Date.now();
		for await (const message of await other.client.system.backUp({})) expect(["progress", "done"]).toContain(message.type);
		const { last_backup_at: backedUp } = (await other.client.system.status()).store;
		expect(backedUp).toBeGreaterThanOrEqual(began);
		expect(backedUp).toBeLessThanOrEqual(Date.now());

		const events = [{ client_id: "v", event_id: "one" }, { client_id: "v", event_id: "one" }, { event_type: 7 }, { event_type: 8 }];
		await send(other.listening().address ?? "", "/api/ingest-batch", { method: "POST", body: { events } });
		const stop = new AbortController();
		const { value } = await (await other.client.live.watch({}, { signal: stop.signal })).next();
		stop.abort();
		const { ingest, day_from } = (value as LiveMessage).picture;
		expect(ingest).toMatchObject({ rejected: 2, rejected_before: null, today: { received: 4, rejected: 2 } });
		expect(ingest.today.since).toBeGreaterThanOrEqual(Math.max(day_from, began - 60_000));
		expect((await other.client.system.status()).lately.rejected).toBe(2);

		await other.close();
		other = await compose(config);
		expect((await other.client.system.status()).store.last_backup_at).toBe(backedUp);
	} finally {
		await other.close();
		await rm(own, { recursive: true, force: true });
	}
});
