import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useClient } from "../../app/client.js";

/** Ends this log-in at the server, then forgets all that was read with it. */
export const useLogOut = () => {
	const client = useClient();
	const queries = useQueryClient();
	return useMutation({
		mutationFn: () => client.accounts.logout(undefined),
		onSuccess: () => queries.resetQueries(),
	});
};
