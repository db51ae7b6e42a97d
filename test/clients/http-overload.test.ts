import { afterEach, expect, it } from "vitest";
import { type Http, openHttp } from "../../backend/http/http.js";
import type { Operations } from "../../backend/http/operations-mount.js";
import { openFeed } from "../../backend/ingest/index.js";
import { openIngest } from "../../backend/ingest/ingest.js";
import { openLog } from "../../backend/logging.js";
import { openDuckStore } from "../../backend/store/duckdb/open.js";
import { openKeys } from "../../backend/tracking/tracking.js";
import { errorOf, send } from "./http-server.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
	for (const part of open.splice(0)) await part.close();
});

/** The way in alone, over a store that lets few events wait. */
const startNarrow = async (): Promise<Http> => {
	const store = await openDuckStore({ path: ":memory:", queueLimit: 60 });
	const log = openLog("silent");
	const http = openHttp({
		config: { host: "127.0.0.1", port: 0, trustProxy: false, allowedHosts: [], shop: true },
		router: {} as unknown as Operations,
		ingest: openIngest({ store, log, now: Date.now, feed: openFeed() }),
		keys: openKeys({ store, now: Date.now }),
		findCaller: async () => null,
		localToken: "",
		version: "0",
		log,
	});
	open.push(http, store);
	return http;
};

it("overload is 503 with Retry-After, and what was refused is taken when it is sent again", async () => {
	const { address } = await (await startNarrow()).listen();
	const batch = (name: string) => ({ events: Array.from({ length: 50 }, (_, index) => ({ event_id: `${name}-${index}` })) });
	const post = (name: string) => send(address, "/api/ingest-batch", { method: "POST", body: batch(name) });
	const names = Array.from({ length: 30 }, (_, index) => `n${index}`);
	const replies = await Promise.all(names.map(post));
	const refused = names.filter((_, index) => replies[index]?.status === 503);
	expect(refused.length).toBeGreaterThan(0);
	expect(replies.every(({ status }) => status === 200 || status === 503)).toBe(true);
	const one = replies.find(({ status }) => status === 503);
	expect(one && errorOf(one).code).toBe("overloaded");
	expect(Number(one?.headers["retry-after"])).toBeGreaterThan(0);
	for (const name of refused) expect((await post(name)).json).toMatchObject({ inserted: 50, duplicates: 0 });
});

it("a store that is gone is 503 too, and the health of the server tells it apart from a crash", async () => {
	const http = await startNarrow();
	const { address } = await http.listen();
	await open[1]?.close();
	const reply = await send(address, "/api/ingest", { method: "POST", body: { client_id: "c" } });
	expect([reply.status, errorOf(reply).code]).toEqual([503, "store_unavailable"]);
});
