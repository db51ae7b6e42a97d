import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";

const schema = z.object({
	version: z.literal(2),
	/** Of the database that the replica is a copy of. */
	store_id: z.string(),
	/** Hosts and name of that database when it was last reached, for people; absent where an older version wrote the file. */
	where: z.string().optional(),
	/** Changes up to this number are in the replica. */
	position: z.int(),
	/** When it last held everything, epoch ms. */
	through: z.int().nullable(),
	/** By day (YYYY-MM-DD, UTC): what the server told of its events before they were read. */
	days: z.record(z.string(), z.string()),
	/** Events up to this number are in `days`. */
	told: z.int(),
	/** Days whose events were being read anew; a crash in between leaves them here. */
	rebuilding: z.array(z.string()),
});
export type ReplicaState = z.infer<typeof schema>;

/** Whether the replica was made from elsewhere. The database itself tells for sure; this answers while it is away. */
export const isElsewhere = (state: ReplicaState | null, where: string): boolean => state?.where !== undefined && state.where !== where;

/** How far the replica beside it is. Written after the replica: a crash in between only reads something twice. */
export interface StateFile {
	/** Null when there is none, or none that can be read: the replica is then made anew. */
	load(): Promise<ReplicaState | null>;
	save(state: ReplicaState): Promise<void>;
}

export const openStateFile = (path: string): StateFile => ({
	load: async () => {
		const text = await readFile(path, "utf8").catch((error: unknown) => {
			if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
			throw error;
		});
		if (text === null) return null;
		try {
			return schema.parse(JSON.parse(text));
		} catch {
			return null; // Half a file, or one of another version: in doubt the copy is made anew.
		}
	},
	save: async (state) => {
		await writeFile(`${path}.part`, JSON.stringify(state));
		await rename(`${path}.part`, path);
	},
});
