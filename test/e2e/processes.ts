import type { ChildProcess } from "node:child_process";

/** The environment of a started part: its own folder, any free port, and little on stderr, unless `more` says otherwise. */
export const environment = (dataDir: string, more: Readonly<Record<string, string>> = {}): Record<string, string> => {
	const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
	return { ...Object.fromEntries(inherited), LOG_LEVEL: "error", PORT: "0", DATA_DIR: dataDir, ...more };
};

const running = new Set<ChildProcess>();

export const started = (child: ChildProcess): void => {
	running.add(child);
	child.once("close", () => running.delete(child));
};

/** A test that failed half way ends no server of its own. */
export const endAll = (): void => {
	for (const child of running) child.kill("SIGKILL");
};
