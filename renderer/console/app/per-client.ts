import { useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { type Client, useClient } from "./client.js";
import type { Kept } from "./kept.js";

/** What one that is kept is made of. `onWritten`: whatever was read before may have changed. */
export interface KeptDeps {
	readonly client: Client;
	readonly onWritten: () => void;
}

/** A hook that gives one a client, outside React: its work goes on when its view is left, and is found again. */
export const onePerClient = <T>(make: (deps: KeptDeps) => T): (() => T) => {
	const made = new WeakMap<Client, T>();
	return () => {
		const client = useClient();
		const queries = useQueryClient();
		const known = made.get(client);
		if (known) return known;
		const fresh = make({ client, onWritten: () => void queries.invalidateQueries() });
		made.set(client, fresh);
		return fresh;
	};
};

export const useKept = <S>({ subscribe, state }: Kept<S>): S => useSyncExternalStore(subscribe, state);
