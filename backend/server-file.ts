import { randomBytes } from "node:crypto";
import { chmod, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/**
 * What a running backend tells the commands on the same computer: DATA_DIR/server.json, readable by its user alone.
 * `address` is null while the window is open without listening. The token has the rights of whoever sits at the computer,
 * lives as long as the process, and is never printed.
 */
const serverFile = z.object({ address: z.string().nullable(), token: z.string().min(32), pid: z.int().positive() });
export type ServerFile = z.infer<typeof serverFile>;

const pathIn = (dataDir: string): string => join(dataDir, "server.json");

export const newServerToken = (): string => randomBytes(32).toString("base64url");

/** Replaces the file whole: a reader sees the old or the new one, never a half. */
export const writeServerFile = async (dataDir: string, content: ServerFile): Promise<void> => {
	const draft = `${pathIn(dataDir)}.${content.pid}`;
	await writeFile(draft, JSON.stringify(content), { mode: 0o600 });
	await chmod(draft, 0o600);
	await rename(draft, pathIn(dataDir));
};

/** Null when there is none, or when it cannot be read as one. */
export const readServerFile = async (dataDir: string): Promise<ServerFile | null> => {
	const text = await readFile(pathIn(dataDir), "utf8").catch(() => null);
	if (text === null) return null;
	try {
		return serverFile.parse(JSON.parse(text));
	} catch {
		return null;
	}
};

/** Leaves the file of another process alone. */
export const removeServerFile = async (dataDir: string, token: string): Promise<void> => {
	const present = await readServerFile(dataDir);
	if (present?.token === token) await rm(pathIn(dataDir), { force: true });
};

const isAlive = (pid: number): boolean => {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
};

/** Answers within two seconds, or does not count. */
const answers = async (address: string): Promise<boolean> => {
	try {
		const reply = await fetch(new URL("/healthz", address), { signal: AbortSignal.timeout(2000), redirect: "error" });
		await reply.body?.cancel();
		return reply.ok;
	} catch {
		return false;
	}
};

/** The backend that holds this folder now. A file left by a process that died, or whose address does not answer, is ignored. */
export const livingServer = async (dataDir: string): Promise<ServerFile | null> => {
	const found = await readServerFile(dataDir);
	if (!found || !isAlive(found.pid)) return null;
	if (found.address === null) return found;
	return (await answers(found.address)) ? found : null;
};
