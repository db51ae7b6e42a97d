import { useSyncExternalStore } from "react";

/** Number of the stop shown now; null while there is no tour. */
let stop: number | null = null;
const listeners = new Set<() => void>();

const go = (next: number | null): void => {
	stop = next;
	for (const listener of listeners) listener();
};

export const startTour = (): void => go(0);
export const endTour = (): void => go(null);
export const goToStop = (next: number): void => go(next);

export const useTourStop = (): number | null =>
	useSyncExternalStore(
		(listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		() => stop,
	);
