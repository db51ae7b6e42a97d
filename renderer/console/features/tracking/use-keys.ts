import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { WriteKey } from "../../../../backend/contract/tracking.js";
import { useClient } from "../../app/client.js";
import { useMe } from "../../app/queries.js";

const keysKey = ["tracking", "keys"] as const;

export const useWriteKeys = () => {
	const client = useClient();
	return useQuery({
		queryKey: keysKey,
		queryFn: async ({ signal }) => (await client.tracking.keys(undefined, { signal })).items,
		staleTime: 5_000,
	});
};

/** Only owners, and whoever sits at the computer, make, change and revoke keys. */
export const useMayChangeKeys = (): boolean => {
	const role = useMe().data?.role;
	return role === "owner" || role === "local";
};

/** The demo shop makes its own key. */
export type MadeKind = Exclude<WriteKey["kind"], "shop">;

export interface KeyDraft {
	readonly name: string;
	readonly kind: MadeKind;
	readonly origins: string[];
}

/** What `work` changes is read again before it counts as done. */
const useChange = <Input, Output>(work: (client: ReturnType<typeof useClient>, input: Input) => Promise<Output>) => {
	const client = useClient();
	const queries = useQueryClient();
	return useMutation({
		mutationFn: (input: Input) => work(client, input),
		onSuccess: () => queries.invalidateQueries({ queryKey: keysKey }),
	});
};

export const useMakeKey = () => useChange((client, draft: KeyDraft) => client.tracking.createKey(draft));

export const useChangeKey = () =>
	useChange((client, { key_id, name, origins }: Pick<KeyDraft, "name" | "origins"> & Pick<WriteKey, "key_id">) =>
		client.tracking.changeKey({ key_id, name, origins }),
	);

export const useRevokeKey = () => useChange((client, key_id: string) => client.tracking.revokeKey({ key_id }));
