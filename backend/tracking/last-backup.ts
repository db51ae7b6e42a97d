import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";

const schema = z.object({ at: z.int() });

/** When the store was last backed up, wherever the copy went. */
export interface LastBackup {
	/** Epoch ms; null where it never was, or where that cannot be read. */
	at(): Promise<number | null>;
	/** Of a copy that was proven. A note that cannot be written is told to `problem`: the copy is there all the same. */
	note(at: number): Promise<void>;
}

const readNote = async (path: string): Promise<number | null> => {
	try {
		return schema.parse(JSON.parse(await readFile(path, "utf8"))).at;
	} catch {
		return null; // There is none, or half of one: then it is not known.
	}
};

/** Kept in a file of its own, since the copy is made of the store as it was before. */
export const openLastBackup = (path: string, problem: (error: unknown) => void): LastBackup => {
	let known: Promise<number | null> | null = null;
	return {
		at: () => {
			known ??= readNote(path);
			return known;
		},
		note: async (at) => {
			known = Promise.resolve(at);
			try {
				await writeFile(`${path}.part`, JSON.stringify({ at }), { mode: 0o600 });
				await rename(`${path}.part`, path);
			} catch (error) {
				problem(error);
			}
		},
	};
};
