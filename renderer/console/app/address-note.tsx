import { Button } from "@mantine/core";
import { useMatches } from "@tanstack/react-router";
import { useEffect, useSyncExternalStore } from "react";
import { Note } from "../ui/states.js";
import { addressFault, type RawSearch } from "./address-faults.js";
import classes from "./shell.module.css";
import type { View } from "./view.js";

interface Told {
	readonly view: string;
	readonly fault: string;
}

let told: Told | null = null;
const listeners = new Set<() => void>();
const tell = (next: Told | null): void => {
	told = next;
	for (const listener of listeners) listener();
};
const subscribe = (listener: () => void): (() => void) => {
	listeners.add(listener);
	return () => listeners.delete(listener);
};

/** Called where the router reads an address: afterwards only what could be read is left of it. */
export const noteAddress = ({ id, search }: Pick<View, "id" | "search">, raw: RawSearch): void => {
	const fault = addressFault(raw, search);
	/** The router reads while it renders. */
	if (fault !== null && (told?.view !== id || told.fault !== fault)) queueMicrotask(() => tell({ view: id, fault }));
};

/** Says what of the address was not read. The view then writes its defaults there, so the line stays until it is closed or the view left. */
export const AddressNote = () => {
	const now = useSyncExternalStore(subscribe, () => told);
	const view = useMatches({ select: (matches) => matches.at(-1)?.staticData.view?.id });
	useEffect(() => {
		if (told && view !== undefined && told.view !== view) tell(null);
	}, [view]);
	if (!now || now.view !== view) return null;
	return (
		<div className={classes.addressNote}>
			<Note
				tone="warning"
				action={
					<Button variant="default" size="compact-sm" onClick={() => tell(null)}>
						Close
					</Button>
				}
			>
				{now.fault}
			</Note>
		</div>
	);
};
