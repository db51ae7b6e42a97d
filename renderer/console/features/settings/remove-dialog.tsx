import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { User } from "../../../../backend/contract/accounts.js";
import { useClient } from "../../app/client.js";
import { peopleKey } from "../../app/people.js";
import { ConfirmDialog } from "../../ui/confirm-dialog.js";

export const RemoveDialog = ({ user, onClose }: { user: User | null; onClose: () => void }) => {
	const client = useClient();
	const queries = useQueryClient();
	const remove = useMutation({
		mutationFn: (id: string) => client.accounts.remove({ user_id: id }),
		onSuccess: async () => {
			await queries.invalidateQueries({ queryKey: peopleKey });
			onClose();
		},
	});
	const close = (): void => {
		remove.reset();
		onClose();
	};
	return (
		<ConfirmDialog
			title="Remove this account?"
			opened={user !== null}
			onClose={close}
			action={`Remove ${user?.username ?? ""}`}
			onAct={() => user && remove.mutate(user.user_id)}
			busy={remove.isPending}
			failed={remove.error && { what: "The account was not removed.", error: remove.error }}
		>
			{user?.username} is logged out everywhere and cannot log in again. Their saved analyses stay, and owners can read them.
		</ConfirmDialog>
	);
};
