import { execFile } from "node:child_process";
import { appendFile, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { seed, undo } from "../clients/seeding-backend.js";
import { openBackend } from "../clients/transfer-backend.js";
import { canMount, withSmallDisk } from "./small-disk.js";

const run = promisify(execFile);

const asked = { days: 7, user_count: 3_000, sessions_per_user: 2, avg_events: 6, now: "2026-11-10T22:59:00Z" };

test.skipIf(!canMount)("a disk without room for the run is told before anything is written", () =>
	withSmallDisk(64, async (folder) => {
		const backend = await openBackend({ dataDir: join(folder, "data") });
		await expect(seed(backend.client, asked)).rejects.toMatchObject({
			code: "disk_full",
			message: expect.stringContaining("nothing was written"),
		});
		expect((await backend.client.seeding.list({})).items).toEqual([]);
		await backend.remove();
	}),
);

test.skipIf(!canMount)(
	"a disk that fills up in the middle leaves nothing of the run, or what one undo takes out once there is room",
	{ timeout: 180_000 },
	() =>
		withSmallDisk(320, async (folder) => {
			const backend = await openBackend({ dataDir: join(folder, "data") });
			const { client } = backend;
			const filler = join(folder, "filler");
			let filled = false;
			const long = { ...asked, user_count: 6_000 };
			const running = (async () => {
				for await (const message of await client.seeding.run(long)) {
					if (filled || message.type !== "progress" || message.events === 0) continue;
					filled = true;
					const { bavail, bsize } = await statfs(folder);
					/** At once, before the run is done. It takes room meanwhile, so a little less is taken than there was; the rest is written. */
					await run("fallocate", ["--length", String(Math.floor(bavail * 0.9) * bsize), filler]);
					const left = Buffer.alloc(bavail * bsize - Math.floor(bavail * 0.9) * bsize);
					await appendFile(filler, left).catch((error: unknown) => expect(error).toMatchObject({ code: "ENOSPC" }));
				}
			})();
			await expect(running).rejects.toMatchObject({ code: "disk_full" });
			await rm(filler);
			const [left] = (await client.seeding.list({})).items;
			expect(["failed", "interrupted"]).toContain(left?.status);
			if (left?.status === "interrupted") await undo(client, left.run_id);
			expect((await client.system.status()).events).toBe(0);
			expect((await seed(client, long)).run.status).toBe("done");
			await backend.remove();
		}),
);
