import { AppError } from "../contract/errors.js";

/** Lets a bounded number in at a time, the others wait in order. */
export interface Gate {
	/** Resolves with the function that lets the next one in. Rejects with `overloaded` when too many wait, `cancelled` once the signal aborts. */
	enter(signal?: AbortSignal): Promise<() => void>;
}

export const openGate = ({ places, waiting }: { places: number; waiting: number }): Gate => {
	const queue: (() => void)[] = [];
	let free = places;
	const leave = () => {
		const next = queue.shift();
		if (next) next();
		else free += 1;
	};
	return {
		enter: async (signal) => {
			if (signal?.aborted) throw cancelled();
			if (free > 0) free -= 1;
			else if (queue.length < waiting) await turn(queue, signal);
			else throw new AppError("overloaded", `${places} analyses run and ${waiting} wait. Try again in a moment.`, { retry_after: 5 });
			return once(leave);
		},
	};
};

const cancelled = () => new AppError("cancelled", "The analysis was cancelled while it waited for its turn. Nothing was saved.");

const turn = (queue: (() => void)[], signal: AbortSignal | undefined): Promise<void> =>
	new Promise((resolve, reject) => {
		const admit = () => {
			signal?.removeEventListener("abort", giveUp);
			resolve();
		};
		const giveUp = () => {
			queue.splice(queue.indexOf(admit), 1);
			reject(cancelled());
		};
		signal?.addEventListener("abort", giveUp, { once: true });
		queue.push(admit);
	});

const once = (leave: () => void): (() => void) => {
	let left = false;
	return () => {
		if (!left) leave();
		left = true;
	};
};
