import { readFile } from "node:fs/promises";
import { descendants } from "../process-use.js";

/** The proportional share of memory of a process and all that it started: pages that they share count once. Null elsewhere than on Linux. */
export const idleBytes = async (pid: number): Promise<number | null> => {
	if (process.platform !== "linux") return null;
	const shares = await Promise.all(
		descendants(pid).map(async (one) => {
			const text = await readFile(`/proc/${one}/smaps_rollup`, "utf8").catch((error: unknown) => {
				if (["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) return "";
				throw error;
			});
			return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024;
		}),
	);
	return shares.reduce((sum, bytes) => sum + bytes, 0);
};
