import { useQuery } from "@tanstack/react-query";
import { useClient } from "../../app/client.js";

export const storageKey = ["storage"] as const;

export const useStorage = () => {
	const client = useClient();
	return useQuery({ queryKey: storageKey, queryFn: ({ signal }) => client.storage.state(undefined, { signal }) });
};
