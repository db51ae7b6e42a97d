import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { httpClient } from "../../backend/client/http.js";
import type { CleanupProgress, CleanupRun } from "../../backend/contract/cleanup.js";
import { dryRun } from "../clients/cleanup-runs.js";
import { importFile } from "../clients/transfer-backend.js";
import { type Child, startChild } from "./child.js";

const visitors = 1_500;
const noisy = 500;

/** Four views of each visitor; every third one names a crawler. */
const log = (): string =>
	[
		"ts,client_id,event_type,page,user_agent",
		...Array.from({ length: visitors * 4 }, (_, at) => {
			const visitor = at % visitors;
			const agent = visitor % 3 === 0 ? "Googlebot/2.1 (+http://www.google.com/bot.html)" : "";
			return `${new Date(Date.UTC(2026, 0, 5) + at * 1_000).toISOString()},v${visitor},pageview,/p/${at % 50},${agent}`;
		}),
	].join("\n");

const clientOf = ({ address, token }: Child) => httpClient(address, { token });
type Client = ReturnType<typeof clientOf>;

/** What must be one of two: all of a step, or nothing of it. */
const stateOf = async (client: Client) => {
	const { events, noisy: marked, now } = { ...(await client.system.status()), now: 0 };
	const { items } = await client.cleanup.runs({ limit: 200 });
	const { analysis } = await client.analysis.analyze({ params: { kind: "simple" } });
	return {
		events,
		marked,
		now,
		runs: items.map(({ run, state }) => `${run} ${state}`),
		metrics: JSON.stringify(analysis.spark_summary),
	};
};

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "cleanup-kill-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Work = (client: Client) => Promise<AsyncIterable<CleanupProgress | { readonly type: "done" }>>;

/** Follows work to its end; `onBegun` hears when the journal has it: a run with its first rule, an undo when it knows its events. */
const toEnd = async (work: ReturnType<Work>, onBegun: () => void = () => undefined): Promise<void> => {
	for await (const message of await work) if (message.type === "progress" && message.expected_events > 0) onBegun();
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it("kill -9 amid a tag, a deletion and an undo: each is done whole or not at all, and can be done after", {
	timeout: 280_000,
}, async () => {
	await writeFile(join(folder, "log.csv"), log());
	const dataDir = join(folder, "data");
	let child = await startChild(dataDir);
	await importFile(clientOf(child), join(folder, "log.csv"));
	const first = await stateOf(clientOf(child));
	expect(first).toMatchObject({ events: visitors * 4, marked: 0 });

	/** Kills the process so long after its work has begun; what the store is afterwards. */
	const amid = async (work: Work, afterMs: number) => {
		let working: Promise<void> = Promise.resolve();
		await new Promise<void>((begun) => {
			working = toEnd(work(clientOf(child)), begun).catch(() => undefined);
		});
		await pause(afterMs);
		await child.kill();
		await working;
		child = await startChild(dataDir);
		return stateOf(clientOf(child));
	};
	const tag: Work = (client) => client.cleanup.run({ action: "tag" });
	const remove: Work = (client) => client.cleanup.run({ action: "delete", confirm: noisy * 4 });
	const newest = async (): Promise<CleanupRun | undefined> => (await clientOf(child).cleanup.runs({ limit: 1 })).items[0];
	const undoNewest: Work = async (client) => client.cleanup.undo({ run: (await newest())?.run ?? 0 });
	for (const [work, ms] of [
		[tag, 20],
		[tag, 400],
		[remove, 300],
	] as const) {
		const killed = await amid(work, ms);
		const done = killed.marked === noisy * 4 || killed.events === (visitors - noisy) * 4;
		if (!done) {
			expect({ ...killed, runs: [] }, "nothing of it").toEqual({ ...first, runs: [] });
			expect(await newest(), "told in the journal").toMatchObject({
				state: "interrupted",
				events: 0,
				error: expect.stringMatching(/run it again/),
			});
			await toEnd(work(clientOf(child)));
		}
		const after = await stateOf(clientOf(child));
		expect(after.runs[0]).toMatch(/ done$/);
		const undone = await amid(undoNewest, ms / 20);
		if (undone.runs[0]?.endsWith(" done")) {
			expect(undone, "nothing of the undo").toEqual(after);
			expect((await newest())?.error, "told in the journal").toMatch(/while this run was being undone/);
			await toEnd(undoNewest(clientOf(child)));
		}
		expect({ ...(await stateOf(clientOf(child))), runs: [] }, "as it was before").toEqual({ ...first, runs: [] });
	}
	expect(await dryRun(clientOf(child))).toMatchObject({ events: visitors * 4, fresh: noisy * 4, marked: 0 });
	await child.kill();
});
