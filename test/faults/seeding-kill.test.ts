import { spawn } from "node:child_process";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { seed } from "../clients/seeding-backend.js";
import { allEvents, fresh, openBackend } from "../clients/transfer-backend.js";

const projectRoot = fileURLToPath(new URL("../..", import.meta.url));
const asked = { days: 7, user_count: 3_000, sessions_per_user: 2, avg_events: 6 };
const flags = ["--days", "7", "--user-count", "3000", "--sessions-per-user", "2", "--avg-events", "6"];

const bytesOf = (path: string): Promise<number> =>
	stat(path).then(
		({ size }) => size,
		() => 0,
	);

/** Kills the command once so much has come to the store's write-ahead log: in the middle of the run. */
const killed = async (dataDir: string, logged: number): Promise<void> => {
	const args = ["--import", "tsx", "--import", "./scripts/register.mjs", "scripts/seed-realistic.ts", ...flags];
	const child = spawn(process.execPath, args, { cwd: projectRoot, env: { ...process.env, DATA_DIR: dataDir }, stdio: "ignore" });
	const gone = once(child, "exit");
	while (child.exitCode === null && (await bytesOf(join(dataDir, "clickstream.duckdb.wal"))) < logged) await sleep(5);
	child.kill("SIGKILL");
	await gone;
};

test("a run killed in the middle is completed by the same command, without a double", async () =>
	fresh(async ({ folder }) => {
		const dataDir = join(folder, "killed");
		const seen: number[] = [];
		// More than the two megabytes of a first commit, which may be half written, and far less than the eighteen of the whole.
		for (const logged of [4_000_000, 4_000_000]) {
			await killed(dataDir, logged);
			const opened = await openBackend({ dataDir });
			seen.push((await opened.client.system.status()).events);
			expect((await opened.client.seeding.list({})).items.map(({ status }) => status)).toEqual(["interrupted"]);
			await opened.remove();
		}
		const last = await openBackend({ dataDir });
		const { run } = await seed(last.client, asked);
		expect(
			seen.every((events) => events > 0 && events < run.events),
			`stored after each kill: ${seen.join(", ")} of ${run.events}`,
		).toBe(true);
		const events = await allEvents(last);
		expect(events).toHaveLength(run.events);
		expect(new Set(events.map((event) => event["event_id"])).size).toBe(run.events);
		await last.remove();
	}));
