import type { Icon } from "@tabler/icons-react";
import { useEffect, useSyncExternalStore } from "react";

export interface Command {
	readonly id: string;
	readonly group: "Do" | "Go to" | "Find";
	/** Says what it does: "Show noise in the numbers". */
	readonly title: string;
	/** In grey behind the title. */
	readonly hint?: string;
	/** A key such as "R", "ArrowLeft" or "G O" (one after the other). */
	readonly keys?: string;
	readonly icon?: Icon;
	readonly run: () => void;
}

type Listener = () => void;

const sets = new Map<symbol, readonly Command[]>();
const listeners = new Set<Listener>();
/** The latest offered stand first: the view's own before the shell's. */
let all: readonly Command[] = [];

const publish = (): void => {
	all = [...sets.values()].reverse().flat();
	for (const listener of listeners) listener();
};

const subscribe = (listener: Listener): (() => void) => {
	listeners.add(listener);
	return () => listeners.delete(listener);
};

/** The commands of what is on screen, for the palette, the keys and their list. */
export const useAllCommands = (): readonly Command[] => useSyncExternalStore(subscribe, () => all);

export const currentCommands = (): readonly Command[] => all;

/** Offers commands while the component is shown. Keep the array stable (useMemo): a new one is announced anew. */
export const useCommands = (commands: readonly Command[]): void => {
	useEffect(() => {
		const id = Symbol("commands");
		sets.set(id, commands);
		publish();
		return () => {
			sets.delete(id);
			publish();
		};
	}, [commands]);
};
