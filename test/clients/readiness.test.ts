import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { afterEach, expect, test } from "vitest";
import { readConfig } from "../../backend/config.js";
import { healthRoutes } from "../../backend/http/health-routes.js";
import { openHealth, openMeter } from "../../backend/live/live.js";
import { compose } from "../../backend/main.js";
import { openDuckStore } from "../../backend/store/duckdb/open.js";
import { send } from "./http-server.js";

/** What a load balancer is told while the service cannot do its work: each cause of a 503. */
const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const end of endings.splice(0).toReversed()) await end();
});

const newFolder = async (): Promise<string> => {
	const folder = await mkdtemp(join(tmpdir(), "readiness-"));
	endings.push(() => rm(folder, { recursive: true, force: true }));
	return folder;
};

/** The routes over a store of their own. */
const open = async (listens: () => boolean) => {
	const store = await openDuckStore({ path: join(await newFolder(), "events.duckdb") });
	const health = openHealth({ store, meter: openMeter(Date.now), claim: { problem: () => null }, streams: () => [], now: Date.now });
	const app = express();
	app.set("trust proxy", 1);
	app.use(healthRoutes({ listens, notReady: health.notReady, findCaller: () => Promise.resolve(null), localToken: "-", trustProxy: true }));
	const server = app.listen(0, "127.0.0.1");
	await once(server, "listening");
	endings.push(
		() => store.close(),
		async () => server.close(),
	);
	return { store, health, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

test("before it listens, and from when it closes", async () => {
	let listens = false;
	const { health, address } = await open(() => listens);
	expect(await send(address, "/readyz")).toMatchObject({
		status: 503,
		json: { status: "not ready", reason: "The server is starting or closing." },
	});
	listens = true;
	expect(await send(address, "/readyz")).toMatchObject({ status: 200, json: { status: "ok" } });
	health.closing();
	const closing = await send(address, "/readyz");
	expect(closing).toMatchObject({ status: 503, json: { status: "not ready", reason: "The server is closing." } });
	expect(closing.headers["cache-control"]).toBe("no-store");
});

test("a store that answers no more; a stranger behind a proxy is not told why", async () => {
	const { store, address } = await open(() => true);
	await store.close();
	const { status, json } = await send(address, "/readyz");
	expect([status, (json as { reason: string }).reason]).toEqual([503, expect.stringMatching(/store/i)]);
	const stranger = await send(address, "/readyz", { headers: { "x-forwarded-for": "203.0.113.9" } });
	expect([stranger.status, stranger.json]).toEqual([503, { status: "not ready" }]);
});

test("a MongoDB that is away; the process lives on", { timeout: 30_000 }, async () => {
	const config = readConfig({
		...{ DATA_DIR: await newFolder(), PORT: "0", LOG_LEVEL: "silent" },
		MONGO_URI: "mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=500",
	});
	const backend = await compose(config);
	endings.push(() => backend.close());
	const address = backend.listening().address ?? "";
	const { status, json } = await send(address, "/readyz");
	expect([status, (json as { reason: string }).reason]).toEqual([503, expect.stringContaining("MongoDB")]);
	expect((await send(address, "/healthz")).status).toBe(200);
});
