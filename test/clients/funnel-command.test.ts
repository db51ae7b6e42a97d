import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { FunnelResult } from "../../backend/contract/funnels.js";
import { importFile, openBackend } from "./transfer-backend.js";

const projectRoot = fileURLToPath(new URL("../..", import.meta.url));

const analyze = (dataDir: string, ...args: string[]): Promise<{ code: number | null; out: string; err: string }> =>
	new Promise((done, fail) => {
		const child = spawn("npm", ["run", "-s", "analyze", "--", ...args], { cwd: projectRoot, env: { ...process.env, DATA_DIR: dataDir } });
		let [out, err] = ["", ""];
		child.stdout.on("data", (chunk) => (out += String(chunk)));
		child.stderr.on("data", (chunk) => (err += String(chunk)));
		child.once("error", fail);
		child.once("close", (code) => done({ code, out, err }));
	});

const view = (visitor: string, minute: number, device: string) => ({
	client_id: visitor,
	session_id: visitor,
	event_type: "product_viewed",
	page: "/product/1",
	timestamp: new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString(),
	properties: { device },
});
const order = (visitor: string, minute: number) => ({ ...view(visitor, minute, "mobile"), event_type: "order_completed", page: "/done" });

test("a shared funnel is computed in the terminal, as a table and as JSON; a wrong file is refused", async () => {
	const own = await openBackend({ listen: "must" });
	const file = join(own.folder, "buyers.json");
	const steps = [
		{ on: "page", is: "/product/*" },
		{ on: "event", is: "order_completed", name: "Bought" },
	];
	await writeFile(file, JSON.stringify({ format: "clickstream-funnel", version: 1, name: "Buyers", funnel: { steps, by: "device" } }));
	const wrong = join(own.folder, "wrong.json");
	await writeFile(wrong, '{"steps": []}');
	const rows = join(own.folder, "events.ndjson");
	const events = [view("a", 0, "mobile"), order("a", 2), view("b", 5, "desktop"), view("c", 6, "mobile"), order("c", 10)];
	await writeFile(rows, events.map((event) => JSON.stringify(event)).join("\n"));
	try {
		expect(await importFile(own.client, rows)).toMatchObject({ inserted: 5 });
		const text = await analyze(own.dataDir, "--funnel", file);
		expect([text.code, text.err]).toEqual([0, ""]);
		expect(text.out).toContain("Funnel Buyers of sessions, steps in order, in the same session, of all data, UTC");
		expect(text.out).toMatch(/^ +1 {2}\/product\/\* +3 +100\.00 % +– +–$/m);
		expect(text.out).toMatch(/^ +2 {2}Bought +2 +66\.67 % +66\.67 % +180\.00 s$/m);
		expect(text.out).toContain("66.67 % come to the end, in 180.00 s (median)");
		expect(text.out).toMatch(/^mobile +2 +2 +100\.00 %$/m);
		const json = await analyze(own.dataDir, "--funnel", file, "--json");
		expect((JSON.parse(json.out) as FunnelResult).all.steps.map(({ count }) => count)).toEqual([3, 2]);
		expect(await analyze(own.dataDir, "--funnel", wrong)).toMatchObject({
			code: 2,
			out: "",
			err: expect.stringContaining('"format": "clickstream-funnel"'),
		});
		expect(await analyze(own.dataDir, "--funnel", join(own.folder, "none.json"))).toMatchObject({
			code: 2,
			err: expect.stringContaining("ENOENT"),
		});
		expect(await analyze(own.dataDir, "--funnel", file, "--by", "page")).toMatchObject({
			code: 2,
			err: expect.stringContaining("--by does not belong"),
		});
	} finally {
		await own.remove();
	}
});
