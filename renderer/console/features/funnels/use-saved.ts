import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Funnel } from "../../../../backend/contract/funnel.js";
import type { SavedFunnel } from "../../../../backend/contract/funnels.js";
import { useClient } from "../../app/client.js";
import { download, fileName } from "../../ui/csv.js";
import { compactOf } from "./draft.js";

export const savedKey = ["saved funnels"] as const;

/** The saved funnels of this store, by name. */
export const useSaved = () => {
	const client = useClient();
	return useQuery({ queryKey: savedKey, queryFn: ({ signal }) => client.funnels.list(undefined, { signal }), staleTime: 30_000 });
};

/** Where an opened or just saved funnel goes. */
export type Opened = (saved: SavedFunnel) => void;

export const useSaving = (onSaved: Opened) => {
	const client = useClient();
	const queries = useQueryClient();
	const onSuccess = async (saved: SavedFunnel): Promise<void> => {
		await queries.invalidateQueries({ queryKey: savedKey });
		onSaved(saved);
	};
	const save = useMutation({
		mutationFn: ({ name, funnel }: { name: string; funnel: Funnel }) => client.funnels.save({ name, funnel: compactOf(funnel) }),
		onSuccess,
	});
	const rename = useMutation({
		mutationFn: ({ id, name }: { id: string; name: string }) => client.funnels.change({ id, name }),
		onSuccess,
	});
	const update = useMutation({
		mutationFn: ({ id, funnel }: { id: string; funnel: Funnel }) => client.funnels.change({ id, funnel: compactOf(funnel) }),
		onSuccess,
	});
	const take = useMutation({ mutationFn: async (file: File) => client.funnels.take({ file: await textOf(file) }), onSuccess });
	return { save, rename, update, take };
};

/** The store takes no longer text; what is read of a longer file is enough to be refused by name. */
const textOf = (file: File): Promise<string> => file.slice(0, 100_000).text();

export const useSharing = () => {
	const client = useClient();
	return useMutation({
		mutationFn: async ({ id, name }: SavedFunnel) =>
			download(fileName(["funnel", name], "json"), JSON.stringify(await client.funnels.file({ id }), null, 2), "application/json"),
	});
};
