import { useQuery } from "@tanstack/react-query";
import { type Client, isDesktop, useClient } from "./client.js";

/** Keys by which a change elsewhere refreshes these: `queries.invalidateQueries({ queryKey: keys.status })`. */
export const keys = { me: ["me"], status: ["status"], settings: ["settings"], analyses: ["analyses"] } as const;

/** In the desktop window it is always the person at the computer: known before the store is open, so that the frame stands at once. */
const atTheComputer: Awaited<ReturnType<Client["accounts"]["me"]>> = { role: "local", user: null, owner_missing: false };

export const useMe = () => {
	const client = useClient();
	return useQuery({
		queryKey: keys.me,
		queryFn: ({ signal }) => client.accounts.me(undefined, { signal }),
		staleTime: 60_000,
		...(isDesktop() ? { placeholderData: atTheComputer } : {}),
	});
};

/** Store and server state, asked for every five seconds while the window is seen. */
export const useStatus = () => {
	const client = useClient();
	return useQuery({
		queryKey: keys.status,
		queryFn: ({ signal }) => client.system.status(undefined, { signal }),
		refetchInterval: 5_000,
		refetchIntervalInBackground: false,
	});
};

export const useSettings = () => {
	const client = useClient();
	return useQuery({ queryKey: keys.settings, queryFn: ({ signal }) => client.system.settings(undefined, { signal }), staleTime: 30_000 });
};
