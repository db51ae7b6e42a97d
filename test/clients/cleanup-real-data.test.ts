import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { cleanUp, dryRun, foundOf, undo } from "./cleanup-runs.js";
import { fresh, importFile } from "./transfer-backend.js";

const folder = process.env["REAL_DATA_DIR"] ?? fileURLToPath(new URL("../../../shared/data", import.meta.url));
const present = existsSync(join(folder, "README.md"));
if (!present)
	process.stderr.write(
		`\nSKIPPED: no real data in ${folder}; set REAL_DATA_DIR. Nothing proves what the noise rules find in real files.\n\n`,
	);

describe.skipIf(!present)("noise in real files, imported as they are", () => {
	test("order lines of a shop are spared: nothing is marked, and no number changes", () =>
		fresh(async ({ client }) => {
			await importFile(client, join(folder, "dev_online_retail_2010-12_2011-01.csv.gz"));
			const found = await dryRun(client);
			expect(found).toMatchObject({ events: 77_628, fresh: 0, doomed: 0 });
			expect(found.without).toEqual(found.now);
			expect(found.reasons).toHaveLength(12);
			expect(await cleanUp(client)).toBeNull();
		}));

	test("of an access log the bots are marked, and nobody else; undo puts everything back", () =>
		fresh(async ({ client }) => {
			await importFile(client, join(folder, "dev_apache_access_log.gz"));
			const before = await dryRun(client);
			expect(foundOf(before)).toEqual({ declared_bot: 2_819 });
			expect(before.now).toMatchObject({ events: 9_999, visitors: 1_861, bounce_rate: expect.closeTo(0.5504, 4) });
			expect(before.without).toMatchObject({ events: 7_180, visitors: 1_440, bounce_rate: expect.closeTo(0.4611, 4) });
			const run = await cleanUp(client);
			expect(run).toMatchObject({ events: 2_819 });
			const marked = await dryRun(client);
			expect(marked).toMatchObject({ fresh: 0, marked: 2_819 });
			expect(marked.now).toEqual(before.without);
			await undo(client, run?.run ?? 0);
			expect({ ...(await dryRun(client)), at: 0, took_ms: 0 }).toEqual({ ...before, at: 0, took_ms: 0 });
		}));
});
