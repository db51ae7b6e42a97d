import { type ChildProcess, spawn } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { allEvents, clicks, fresh, importFile, openBackend, written } from "./transfer-backend.js";

const projectRoot = fileURLToPath(new URL("../..", import.meta.url));

describe("kill -9", () => {
	const bytesOf = (path: string): Promise<number> =>
		stat(path).then(
			({ size }) => size,
			() => 0,
		);

	/** Kills the command once so much has come to the store's write-ahead log, which is in the middle of the import. */
	const killedImport = async (path: string, dataDir: string, logged: number): Promise<void> => {
		const args = ["--import", "tsx", "--import", "./scripts/register.mjs", "scripts/import.ts", path];
		const child: ChildProcess = spawn(process.execPath, args, {
			cwd: projectRoot,
			env: { ...process.env, DATA_DIR: dataDir },
			stdio: "ignore",
		});
		const gone = new Promise((done) => child.once("exit", done));
		while (child.exitCode === null && (await bytesOf(join(dataDir, "clickstream.duckdb.wal"))) < logged) await sleep(5);
		child.kill("SIGKILL");
		await gone;
	};

	test("an import killed again and again loses nothing and doubles nothing once it is run to its end", async () =>
		fresh(async (own) => {
			const path = await written(own, "many.csv", clicks(80_000));
			const dataDir = join(own.folder, "killed");
			const seen: number[] = [];
			for (const logged of [2_000_000, 1_500_000, 1_000_000]) {
				await killedImport(path, dataDir, logged);
				const opened = await openBackend({ dataDir });
				const { items } = await opened.client.transfer.list({});
				expect(items.every(({ status }) => status !== "running")).toBe(true);
				seen.push((await opened.client.system.status()).events);
				await opened.remove();
			}
			const last = await openBackend({ dataDir });
			const record = await importFile(last.client, path);
			expect(record).toMatchObject({ status: "done", rows: 80_000, rejected: 0 });
			expect(seen).toEqual([...seen].sort((a, b) => a - b));
			/** At least one kill came in the middle, or this test shows nothing. */
			expect(
				seen.some((events) => events > 0 && events < 80_000),
				`stored after each kill: ${seen.join(", ")}`,
			).toBe(true);
			const events = await allEvents(last);
			expect(events).toHaveLength(80_000);
			expect(new Set(events.map((event) => event["event_id"])).size).toBe(80_000);
			await last.remove();
		}));
});
