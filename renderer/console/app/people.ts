import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useClient } from "./client.js";
import { useMe } from "./queries.js";

export const peopleKey = ["people"] as const;

/** All accounts. Only owners may list them; nobody else asks. */
export const usePeople = () => {
	const client = useClient();
	const role = useMe().data?.role;
	return useQuery({
		queryKey: peopleKey,
		queryFn: async ({ signal }) => (await client.accounts.users(undefined, { signal })).items,
		enabled: role === "owner" || role === "local",
	});
};

/** Names of accounts by id, as far as the caller may see them. */
export const usePeopleNames = (): ReadonlyMap<string, string> => {
	const { data } = usePeople();
	return useMemo(() => new Map(data?.map((user) => [user.user_id, user.username])), [data]);
};
