import { stat } from "node:fs/promises";
import type { Database } from "./database.js";
import { isMissing } from "./files.js";
import type { Kept } from "./kept.js";

/**
 * The write-ahead log is worked into the file when it has grown to this. Commits wait meanwhile: up to 0.8 s on two busy cores. At
 * half the limit ingest took 2 to 5 % more CPU, since each checkpoint compresses the last row group again.
 */
const logLimit = 64 * 1024 * 1024;
/** Events between two looks at the log's size. */
const lookEvery = 5_000;

export interface Checkpoints {
	came(events: number): void;
	close(): Promise<void>;
}

/** The size of a file; 0 when there is none. */
export const sizeOf = async (path: string): Promise<number> => {
	try {
		return (await stat(path)).size;
	} catch (error) {
		if (isMissing(error)) return 0;
		throw error;
	}
};

export interface CheckpointOptions {
	readonly database: Database;
	readonly kept: Kept;
	/** Runs work between two commits: DuckDB refuses a checkpoint while a transaction writes. */
	readonly between: (work: () => Promise<void>) => Promise<void>;
	readonly onFailure: (error: unknown) => void;
}

/**
 * Checkpoints between commits, and apart from folds and edits. DuckDB's automatic ones are off: they run within a COMMIT, and where
 * the disk is full that COMMIT fails although its events are stored.
 */
export const openCheckpoints = ({ database, kept, between, onFailure }: CheckpointOptions): Checkpoints => {
	let since = 0;
	let running: Promise<void> | null = null;
	const look = async (): Promise<void> => {
		if ((await sizeOf(`${database.path}.wal`)) < logLimit) return;
		await kept.alone(() =>
			between(async () => {
				await database.use((link) => link.exec("CHECKPOINT"));
			}),
		);
	};
	return {
		came: (events) => {
			since += events;
			if (since < lookEvery || running || database.path === ":memory:") return;
			since = 0;
			running = look()
				.catch(onFailure)
				.finally(() => {
					running = null;
				});
		},
		close: async () => {
			await running;
		},
	};
};
