import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useClient } from "./client.js";
import { keys } from "./queries.js";

/** Ends this log-in at the server, then forgets all that was read with it. */
export const useLogOut = () => {
	const client = useClient();
	const queries = useQueryClient();
	return useMutation({
		mutationFn: () => client.accounts.logout(undefined),
		/** Who one is comes first: then nothing of the console is on the screen, and nothing of it is asked for again. */
		onSuccess: async () => {
			await queries.resetQueries({ queryKey: keys.me });
			queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.me[0] });
		},
	});
};
