import { AppError } from "../contract/errors.js";
import { openGate } from "../store/gate.js";

export interface Turns {
	/** Looks wait for each other: each takes all cores. */
	look<T>(work: () => Promise<T>): Promise<T>;
	/** One change at a time: another rejects with `conflict`. It waits for the look that runs. */
	change<T>(work: () => Promise<T>): Promise<T>;
	/** Resolves when nothing runs. */
	idle(): Promise<void>;
}

export const openTurns = (): Turns => {
	const gate = openGate(1);
	let changing = false;
	return {
		look: gate.enter,
		change: async (work) => {
			if (changing) throw new AppError("conflict", "A clean-up runs already. Wait until it has ended, or cancel it, then try again.");
			changing = true;
			try {
				return await gate.enter(work);
			} finally {
				changing = false;
			}
		},
		idle: () => gate.enter(async () => undefined),
	};
};
