import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startChild } from "./child.js";
import { canMount, withSmallDisk } from "./small-disk.js";

const send = (address: string, name: string): Promise<Response> => {
	const events = Array.from({ length: 200 }, (_, index) => ({
		event_id: `${name}-${index}`,
		client_id: name,
		properties: { padding: `${Math.random()}`.repeat(20) },
	}));
	return fetch(`${address}/api/ingest-batch`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ events }),
	});
};

const countOf = async ({ address, token }: { address: string; token: string }): Promise<number> => {
	const response = await fetch(`${address}/api/events?count=true&limit=1`, { headers: { authorization: token } });
	return ((await response.json()) as { total: number }).total;
};

it.skipIf(!canMount)(
	"a full disk is 503 disk_full with Retry-After, loses nothing acknowledged, and is over once there is room",
	{ timeout: 120_000 },
	() =>
		withSmallDisk(24, async (folder) => {
			const filler = join(folder, "filler");
			await writeFile(filler, Buffer.alloc(8 * 1024 * 1024));
			const child = await startChild(folder);
			let acknowledged = 0;
			let reply = await send(child.address, "b0");
			for (let number = 1; reply.status === 200 && number < 2_000; number++) {
				acknowledged += 200;
				reply = await send(child.address, `b${number}`);
			}
			expect(reply.status).toBe(503);
			expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
			expect(await reply.json()).toMatchObject({ error: { code: "disk_full" } });
			expect(await countOf(child)).toBe(acknowledged);
			await rm(filler);
			expect((await send(child.address, "after")).status).toBe(200);
			expect(await countOf(child)).toBe(acknowledged + 200);
			await child.kill();
		}),
);
