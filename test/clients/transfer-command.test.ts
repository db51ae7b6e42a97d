import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ImportRecord } from "../../backend/contract/transfer.js";
import { command } from "./command.js";
import { openBackend } from "./transfer-backend.js";

test("the commands through the running app and without it: results alone on stdout, problems on stderr, exit codes", async () => {
	const own = await openBackend({ listen: "must" });
	const file = join(own.folder, "shop.csv");
	await writeFile(file, "ts,visitor_id,event_type\n2026-01-01T00:00:00Z,v1,pageview\nsoon,v2,pageview\n");
	try {
		const dry = await command("import", own.dataDir, file, "--dry-run");
		expect([dry.code, dry.out]).toEqual([0, "1 row can be imported, 1 would be left out; nothing was written.\n"]);
		expect(dry.err).toContain('error: Time cannot be read (1 row). Row 2: "soon" is no time that can be read. Left out.');
		const taken = await command("import", own.dataDir, file, "--json");
		expect([taken.code, JSON.parse(taken.out) as ImportRecord]).toMatchObject([0, { status: "done", inserted: 1, rejected: 1 }]);
		expect((await own.client.system.status()).events).toBe(1);
		await own.close();
		const again = await command("import", own.dataDir, file);
		expect(again.out).toMatch(/^0 events imported from 2 rows; 1 were there already, 1 left out; source import:[0-9a-f]{12}\.\n$/);
		const out = join(own.folder, "out.ndjson");
		expect(await command("export", own.dataDir, "--out", out)).toMatchObject({ code: 0, out: `1 events written to ${out}.\n` });
		expect(JSON.parse(await readFile(out, "utf8"))).toMatchObject({ visitor: "v1", timestamp: "2026-01-01T00:00:00.000Z" });
		expect(await command("export", own.dataDir, "--out", out)).toMatchObject({
			code: 2,
			out: "",
			err: expect.stringContaining("--overwrite"),
		});
		expect(await command("import", own.dataDir, join(own.folder, "none.csv"))).toMatchObject({ code: 2, out: "" });
		expect(await command("import", own.dataDir, file, "--map", "ts=nonsense")).toMatchObject({ code: 2, out: "" });
	} finally {
		await own.remove();
	}
});
