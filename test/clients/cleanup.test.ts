import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { httpClient } from "../../backend/client/http.js";
import { cleanUp, dryRun, foundOf, undo } from "./cleanup-runs.js";
import { fresh, importFile, openBackend, type TransferBackend, written } from "./transfer-backend.js";

const bots = (count: number): string =>
	[
		"ts,client_id,event_type,page,user_agent",
		...Array.from({ length: count }, (_, at) => `2026-01-01T00:00:0${at % 10}Z,v${at},pageview,/p,Googlebot/2.1`),
	].join("\n");

describe("the clean-up's operations", () => {
	let own: TransferBackend;
	beforeAll(async () => {
		own = await openBackend({ listen: "must" });
		await importFile(own.client, await written(own, "bots.csv", bots(40)));
	});
	afterAll(() => own.remove());

	test("rules are listed in their order with what is usual, and set within their bounds only", async () => {
		const { rules } = await own.client.cleanup.rules();
		expect(rules).toHaveLength(12);
		expect(rules.find(({ rule }) => rule === "too_fast")).toMatchObject({ on: true, threshold: "> 10 views, < 1 s apart" });
		const set = (rule: object) => own.client.cleanup.changeRules({ rules: rule });
		for (const [rule, told] of [
			[{ too_fast: { limits: { views: 0 } } }, /whole number from 3 to 10000/],
			[{ too_fast: { limits: { speed: 5 } } }, /no limit speed.*views, gap_ms/],
			[{ demo_client: { lists: { people: [] } } }, /no list people.*clients/],
			[{ internal: { lists: { addresses: ["203.0.113.0/8"] } } }, /203\.0\.113\.0\/8 is no address/],
		] as const)
			await expect(set(rule)).rejects.toMatchObject({ code: "invalid", message: expect.stringMatching(told) });
		expect((await own.client.cleanup.rules()).rules).toEqual(rules);
		await set({ declared_bot: { on: false } });
		expect(foundOf(await dryRun(own.client))).toEqual({});
		await set({ declared_bot: { on: true } });
		expect(foundOf(await dryRun(own.client))).toEqual({ declared_bot: 40 });
	});

	test("over HTTP as in this process: streams, and a deletion without its count is refused before it begins", async () => {
		const address = own.listening().address ?? "";
		const stranger = httpClient(address, { token: "nobody" });
		await expect(dryRun(stranger)).rejects.toMatchObject({ code: "unauthenticated" });
		await expect(own.client.cleanup.run({ action: "delete" })).rejects.toMatchObject({ code: "invalid" });
		await expect(own.client.cleanup.dryRun({ since_days: -2 })).rejects.toMatchObject({ code: "invalid" });
	});

	test("a second run at the same time is a conflict, and the first one ends", async () => {
		const [first, second] = await Promise.allSettled([cleanUp(own.client), cleanUp(own.client)]);
		expect(first).toMatchObject({ status: "fulfilled", value: { events: 40 } });
		expect(second).toMatchObject({ status: "rejected", reason: { code: "conflict" } });
		await undo(own.client, 1);
	});

	test("a run whose reader leaves is cancelled, and the store is as it was", async () => {
		const stop = new AbortController();
		for await (const message of await own.client.cleanup.run({ action: "tag" }, { signal: stop.signal }).catch(() => [])) {
			if (message.type === "progress" && message.done > 3) break;
		}
		stop.abort();
		await expect.poll(async () => (await dryRun(own.client)).marked).toBe(0);
		expect((await own.client.cleanup.runs({})).items).toHaveLength(1);
	});

	test("undo streams how far it is, and ends with the run", async () => {
		const run = await cleanUp(own.client);
		const messages: unknown[] = [];
		for await (const message of await own.client.cleanup.undo({ run: run?.run ?? 0 })) messages.push(message);
		expect(messages[0]).toMatchObject({ type: "progress", done: 0, total: 1, doing: "Counting what came before", share: 0 });
		expect(messages.at(-2)).toMatchObject({ type: "progress", doing: "Putting back", share: 1, events: 40, expected_events: 40 });
		expect(messages.at(-1)).toMatchObject({ type: "done", run: { state: "undone", turning: null, error: null } });
		await expect(undo(own.client, run?.run ?? 0)).rejects.toMatchObject({ code: "conflict" });
	});

	test("addresses of one's own are found by their keyed hashes, also in a network", () =>
		fresh(async (other) => {
			const log = ["192.168.1.20", "192.168.7.9", "203.0.113.5"].map(
				(ip) => `${ip} - - [01/Jan/2026:00:00:00 +0000] "GET /p HTTP/1.1" 200 12 "-" "-"`,
			);
			await importFile(other.client, await written(other, "access.log", log.join("\n")));
			const foundWith = async (addresses: string[]) => {
				await other.client.cleanup.changeRules({ rules: { internal: { lists: { addresses } } } });
				return foundOf(await dryRun(other.client))["internal"] ?? 0;
			};
			expect(await foundWith(["192.168.1.20"])).toBe(1);
			expect(await foundWith(["192.168.1.21"])).toBe(0);
			expect(await foundWith(["192.168.0.0/16"])).toBe(2);
			expect(await foundWith(["192.168.7.0/28", "203.0.113.4/31"])).toBe(2);
		}));

	test("flag on arrival is off until it is set, marks by the rules that are on, and is still on after a new start", async () => {
		const first = await openBackend();
		const markedOf = async ({ client }: TransferBackend) => {
			const { items } = await client.events.list({ noise: "only" });
			return items.map(({ client_id, noise_reasons }) => `${client_id} ${noise_reasons.join(",")}`).sort();
		};
		const line = (id: string, more: string) => `2026-01-01T00:00:00Z,${id},pageview,/p,${more}`;
		const come = async (to: TransferBackend, name: string, ...lines: readonly string[]) =>
			importFile(to.client, await written(to, `${name}.csv`, ["ts,client_id,event_type,page,user_agent", ...lines].join("\n")));
		expect((await first.client.cleanup.rules()).on_arrival).toBe(false);
		await come(first, "before", line("b1", "Googlebot/2.1"));
		expect(await first.client.cleanup.changeRules({ on_arrival: true, rules: { demo_client: { on: false } } })).toMatchObject({
			on_arrival: true,
		});
		await come(
			first,
			"on",
			line("b2", "Googlebot/2.1"),
			line("client-demo", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
		);
		await expect.poll(() => markedOf(first), { timeout: 30_000 }).toEqual(["b2 declared_bot"]);
		await first.close();

		const again = await openBackend({ dataDir: first.dataDir });
		await again.client.cleanup.changeRules({ rules: { demo_client: { on: true } } });
		await come(again, "again", line("client-demo", "Wget/1.2"));
		await expect.poll(() => markedOf(again), { timeout: 30_000 }).toEqual(["b2 declared_bot", "client-demo demo_client,declared_bot"]);
		expect(await again.client.cleanup.changeRules({ on_arrival: false })).toMatchObject({ on_arrival: false });
		await come(again, "off", line("b3", "Googlebot/2.1"));
		expect((await dryRun(again.client)).marked).toBe(2);
		for (const { run, action } of (await again.client.cleanup.runs({})).items) {
			expect(action).toBe("arrival");
			await undo(again.client, run);
		}
		expect(await markedOf(again)).toEqual([]);
		await again.remove();
		await first.remove();
	});

	test("where the backup cannot be written nothing is deleted, and that is told", () =>
		fresh(async (other) => {
			await importFile(other.client, await written(other, "bots.csv", bots(5)));
			const folder = join(other.dataDir, "cleanup");
			await mkdir(other.dataDir, { recursive: true });
			await writeFile(folder, "a file where the folder should be");
			await expect(cleanUp(other.client, { action: "delete", confirm: 5 })).rejects.toMatchObject({
				code: "invalid",
				message: expect.stringContaining("Nothing was deleted"),
			});
			await chmod(folder, 0o600);
			expect((await other.client.system.status()).events).toBe(5);
			expect((await other.client.cleanup.runs({})).items).toEqual([]);
		}));
});
