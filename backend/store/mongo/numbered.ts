import type { Db } from "mongodb";
import type { Ledger } from "./ledger.js";

/** Runs `work` under `count` numbers in a row, the first of which it is given. */
export type Numbered = <T>(count: number, work: (db: Db, first: number) => Promise<T>) => Promise<T>;

export const openNumbered =
	(use: <T>(work: (db: Db) => Promise<T>) => Promise<T>, ledger: Ledger): Numbered =>
	async (count, work) => {
		const { first, token } = await ledger.take(count);
		const done = await use((db) => work(db, first));
		// Not after a failure: what was given up may still happen, and copies must not be sure before. The ledger forgets it after a while.
		await ledger.settle(token);
		return done;
	};
