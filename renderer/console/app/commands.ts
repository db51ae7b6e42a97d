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

/** Whose commands they are: of what is open now, or of the window, which are always there. */
type Owner = "view" | "window";

const sets = new Map<symbol, { readonly owner: Owner; readonly commands: readonly Command[] }>();
const listeners = new Set<Listener>();
/** The view's own stand first, however often the window offers its own anew; of each, the latest offered. */
let all: readonly Command[] = [];

const publish = (): void => {
	const latest = [...sets.values()].reverse();
	const of = (wanted: Owner) => latest.flatMap(({ owner, commands }) => (owner === wanted ? commands : []));
	all = [...of("view"), ...of("window")];
	for (const listener of listeners) listener();
};

const subscribe = (listener: Listener): (() => void) => {
	listeners.add(listener);
	return () => listeners.delete(listener);
};

/** The commands of what is on screen, for the palette, the keys and their list. */
export const useAllCommands = (): readonly Command[] => useSyncExternalStore(subscribe, () => all);

export const currentCommands = (): readonly Command[] => all;

/** Does what the command of that id does, where there is one now. */
export const runCommand = (id: string): void => all.find((command) => command.id === id)?.run();

/** Offers commands while the component is shown. Keep the array stable (useMemo): a new one is announced anew. */
export const useCommands = (commands: readonly Command[], owner: Owner = "view"): void => {
	useEffect(() => {
		const id = Symbol("commands");
		sets.set(id, { owner, commands });
		publish();
		return () => {
			sets.delete(id);
			publish();
		};
	}, [commands, owner]);
};
