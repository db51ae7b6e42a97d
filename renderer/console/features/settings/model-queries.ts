import { useQuery } from "@tanstack/react-query";
import { useClient } from "../../app/client.js";

export const modelKeys = { key: ["model", "key"], settings: ["model", "settings"] } as const;

export const useModelKey = () => {
	const client = useClient();
	return useQuery({ queryKey: modelKeys.key, queryFn: ({ signal }) => client.model.key(undefined, { signal }) });
};

export const useModelSpending = () => {
	const client = useClient();
	return useQuery({ queryKey: modelKeys.settings, queryFn: ({ signal }) => client.model.settings(undefined, { signal }) });
};
