import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A disk of its own that can be full takes a mount, and that takes root on Linux. Elsewhere its tests are skipped. */
export const canMount = process.platform === "linux" && process.getuid?.() === 0;

/** Works in the folder of a disk of so many megabytes, which is taken away afterwards. */
export const withSmallDisk = async (megabytes: number, work: (disk: string) => Promise<void>): Promise<void> => {
	const disk = await mkdtemp(join(tmpdir(), "clickstream-full-"));
	await run("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", disk]);
	try {
		await work(disk);
	} finally {
		await run("umount", ["--lazy", disk]);
		await rm(disk, { recursive: true, force: true });
	}
};
