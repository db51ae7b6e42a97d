import type { ModelSettings } from "../contract/model.js";

/** What is known of a user's key to the language model. The key itself is in it only sealed, or not at all. Times are epoch milliseconds. */
export interface StoredModelKey {
	/** A user's id, or `local` for who sits at the computer. */
	readonly owner: string;
	readonly source: "manual" | "provisioned";
	readonly lastFour: string;
	/** By which the provider knows a key it made for us. */
	readonly hash: string | null;
	readonly label: string | null;
	readonly expiresAt: string | null;
	/** `keyring` and `memory` keep the key elsewhere: `sealed` is null then. */
	readonly sealedBy: "keyring" | "secret_key" | "passphrase" | "memory";
	readonly sealed: string | null;
	readonly createdAt: number;
	readonly updatedAt: number;
	readonly testedAt: number | null;
	readonly answeredMs: number | null;
}

export interface ModelKeyStore {
	modelKey(owner: string): Promise<StoredModelKey | null>;
	/** Inserts or replaces by owner. */
	saveModelKey(key: StoredModelKey): Promise<void>;
	/** False when there was none. */
	removeModelKey(owner: string): Promise<boolean>;
}

/** A call of a language model, whatever came of it. */
export interface ModelRun {
	readonly runId: string;
	readonly owner: string;
	readonly at: number;
	readonly model: string;
	readonly promptTokens: number;
	readonly completionTokens: number;
	/** Millionths of a US dollar. */
	readonly cost: number;
	/** The provider told no cost, so the most that the call could have cost stands here. */
	readonly estimated: boolean;
}

export interface ModelRunStore {
	/** Two calls of one run are two rows. */
	addModelRun(run: ModelRun): Promise<void>;
	/** Of all users, from an instant on: distinct runs, and the sum of their calls' costs in millionths of a US dollar. */
	modelSpending(since: number): Promise<{ readonly runs: number; readonly cost: number }>;
	/** Null until they are saved. */
	modelSettings(): Promise<ModelSettings | null>;
	/** Replaces what was there. */
	saveModelSettings(settings: ModelSettings): Promise<void>;
}
