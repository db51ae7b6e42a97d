import { readdirSync, readFileSync } from "node:fs";

/** What a process and all that it started have used. Linux only: elsewhere null, and the report says so. */
export interface Use {
	readonly cpuSeconds: number;
	/** Of the process now using most, its highest so far. */
	readonly peakRssBytes: number;
}

/** Clock ticks a second: fixed at 100 for user space on Linux. */
const ticks = 100;

const text = (path: string): string | null => {
	try {
		return readFileSync(path, "utf8");
	} catch (error) {
		if (["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
		throw error;
	}
};

/** The fields of /proc/PID/stat after the name, which may itself hold blanks. */
const statOf = (pid: number): string[] => (text(`/proc/${pid}/stat`) ?? "").replace(/^.*\) /s, "").split(" ");

export const descendants = (pid: number): number[] => {
	const parents = readdirSync("/proc")
		.filter((name) => /^\d+$/.test(name))
		.map((name) => ({ pid: Number(name), parent: Number(statOf(Number(name))[1]) }));
	const below = (of: number): number[] =>
		parents.filter(({ parent }) => parent === of).flatMap(({ pid: child }) => [child, ...below(child)]);
	return [pid, ...below(pid)];
};

/** Own time and that of children already ended. */
const cpuOf = (pid: number): number => {
	const stat = statOf(pid);
	return [11, 12, 13, 14].reduce((sum, field) => sum + Number(stat[field] ?? 0), 0) / ticks;
};

const peakOf = (pid: number): number => Number(/^VmHWM:\s+(\d+) kB$/m.exec(text(`/proc/${pid}/status`) ?? "")?.[1] ?? 0) * 1024;

export const use = (pid: number): Use | null => {
	if (process.platform !== "linux") return null;
	const all = descendants(pid);
	return { cpuSeconds: all.reduce((sum, one) => sum + cpuOf(one), 0), peakRssBytes: Math.max(...all.map(peakOf)) };
};
