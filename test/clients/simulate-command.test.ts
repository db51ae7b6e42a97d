import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { fresh } from "./transfer-backend.js";

const projectRoot = fileURLToPath(new URL("../..", import.meta.url));

/** What `npm run simulate` runs. The shell between them would answer Ctrl-C by its own exit code. */
const simulating = (dataDir: string, ...flags: string[]) => {
	const args = ["--import", "tsx", "--import", "./scripts/register.mjs", "scripts/simulate.ts", ...flags];
	const child = spawn(process.execPath, args, { cwd: projectRoot, env: { ...process.env, DATA_DIR: dataDir } });
	const said = { out: "", err: "" };
	child.stdout.on("data", (chunk) => (said.out += String(chunk)));
	child.stderr.on("data", (chunk) => (said.err += String(chunk)));
	return { child, said, gone: once(child, "close") };
};

test(
	"Ctrl-C amid live traffic: the request in hand is answered, the totals are told and true, and all is well",
	{
		timeout: 120_000,
	},
	() =>
		fresh(
			async (own) => {
				const stored = async () => (await own.client.events.list({ source: "simulation", count: true })).total ?? 0;
				const { child, said, gone } = simulating(own.dataDir, "--rate", "200", "--profile", "buyer", "--json");
				await expect.poll(stored, { timeout: 60_000 }).toBeGreaterThan(100);
				child.kill("SIGINT");
				await sleep(30); // npm passes on what the terminal has sent already.
				child.kill("SIGINT");
				expect(await gone).toEqual([0, null]);
				expect(said.err).toMatch(/^Sending 200 events a second of buyer visits to http\S+ until Ctrl-C\.\nStopping\./);
				const told = JSON.parse(said.out) as { readonly sent: number };
				expect(told).toMatchObject({ sent: told.sent, taken: told.sent, rejected: 0, failed: 0 });
				expect(await stored()).toBe(told.sent);
			},
			{ listen: "must" },
		),
);
