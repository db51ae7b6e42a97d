import { AppError } from "../contract/errors.js";

export interface Turns {
	/** Looks wait for each other: each takes all cores. */
	look<T>(work: () => Promise<T>): Promise<T>;
	/** One change at a time: another rejects with `conflict`. It waits for the look that runs. */
	change<T>(work: () => Promise<T>): Promise<T>;
	/** Resolves when nothing runs. */
	idle(): Promise<void>;
}

export const openTurns = (): Turns => {
	let last: Promise<unknown> = Promise.resolve();
	let changing = false;
	const next = <T>(work: () => Promise<T>): Promise<T> => {
		const turn = last.then(work);
		last = turn.catch(() => undefined);
		return turn;
	};
	return {
		look: next,
		change: async (work) => {
			if (changing) throw new AppError("conflict", "A clean-up runs already. Wait until it has ended, or cancel it, then try again.");
			changing = true;
			try {
				return await next(work);
			} finally {
				changing = false;
			}
		},
		idle: async () => {
			await last;
		},
	};
};
