import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "../../backend/config.js";
import type { CleanupRun, DryRunResult } from "../../backend/contract/cleanup.js";
import { compose } from "../../backend/main.js";
import { command } from "./command.js";

const rows = [
	"ts,client_id,event_type,page,user_agent",
	...Array.from(
		{ length: 12 },
		(_, at) => `2026-01-01T00:${String(at).padStart(2, "0")}:00Z,v${at},pageview,/p,${at < 5 ? "Googlebot/2.1" : ""}`,
	),
].join("\n");

let folder = "";
let dataDir = "";
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "cleanup-command-"));
	dataDir = join(folder, "data");
	await mkdir(dataDir);
	await writeFile(join(folder, "log.csv"), rows);
	expect((await command("import", dataDir, join(folder, "log.csv"))).code).toBe(0);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const json = <T>(text: string): T => JSON.parse(text) as T;

test("a dry run tells, a tag marks, undo puts back, a deletion wants the count; exit codes and streams are for scripts", {
	timeout: 450_000,
}, async () => {
	const dry = await command("cleanup", dataDir, "--dry-run");
	expect(dry).toMatchObject({ code: 0, err: "" });
	expect(dry.out).toMatch(/5 events of 12 would be marked/);
	expect(dry.out).toMatch(/Self-declared bots: 5 \(such as Googlebot\/2\.1: 5\)/);
	expect(dry.out).toMatch(/Nothing was changed/);

	const tagged = await command("cleanup", dataDir, "--json");
	expect(json<{ run: CleanupRun }>(tagged.out).run).toMatchObject({ run: 1, action: "tag", events: 5 });
	expect((await command("cleanup", dataDir)).out).toMatch(/Nothing to do/);
	expect(json<DryRunResult>((await command("cleanup", dataDir, "--dry-run", "--json")).out)).toMatchObject({
		fresh: 0,
		marked: 5,
		doomed: 5,
	});

	for (const [args, told] of [
		[["--delete"], /say --confirm COUNT.*Nothing was deleted/],
		[["--delete", "--confirm", "4"], /would take 5 events now, and 4 were confirmed\. Nothing was deleted/],
		[["--since-days", "-3"], /days: a whole number from 1 to 36,500/],
		[["--confirm", "5"], /say --delete too/],
		[["--runs", "--delete"], /cannot be used with/],
		[["--undo", "9"], /no clean-up run 9.*--runs/],
		[["--undo", "1", "--delete"], /cannot be used with/],
	] as const) {
		const refused = await command("cleanup", dataDir, ...args);
		expect(refused, args.join(" ")).toMatchObject({ code: 2, out: "" });
		expect(refused.err).toMatch(told);
	}

	/** While the app holds the store, the command goes through it. */
	const app = await compose(readConfig({ DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "silent" }), { listen: "must" });
	try {
		const deleted = await command("cleanup", dataDir, "--delete", "--confirm", "5", "--json");
		const { run } = json<{ run: CleanupRun }>(deleted.out);
		expect(run).toMatchObject({ run: 2, action: "delete", events: 5 });
		expect(await readdir(join(dataDir, "cleanup"))).toEqual([run.backup]);
		expect((await app.client.system.status()).events).toBe(7);
		expect((await command("cleanup", dataDir, "--undo", "2")).out).toMatch(/Run 2 is undone: 5 events put back/);
		expect((await app.client.system.status()).events).toBe(12);
		expect((await command("cleanup", dataDir, "--runs")).out).toMatch(/2 .*deleted.*undone[\s\S]*1 .*marked.*in effect/);
	} finally {
		await app.close();
	}
});
