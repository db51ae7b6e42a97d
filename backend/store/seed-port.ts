import type { SeedRun, SeedTruth } from "../contract/seeding.js";

/** Runs of demo data. Promised as ports.ts promises, and proven in test/stores/ like those. */
export interface SeedStore {
	/** Inserts or replaces by run_id; a replaced run keeps its place. Without a truth the one that is kept stays. */
	saveSeedRun(run: SeedRun, truth?: SeedTruth): Promise<void>;
	/** Newest first. */
	seedRuns(limit: number): Promise<SeedRun[]>;
	/** As ImportStore.leftImports. */
	leftSeedRuns(): Promise<SeedRun[]>;
	seedRun(runId: string): Promise<SeedRun | null>;
	/** Null for an unknown run, and for one that has none yet. */
	seedTruth(runId: string): Promise<SeedTruth | null>;
	/**
	 * Deletes up to `most` events of this source whose ids begin with this text, for good; returns how many. Called until it returns 0
	 * it leaves none. A later append of the same key stores it anew.
	 */
	removeBeginning(source: string, beginning: string, most: number): Promise<number>;
}
