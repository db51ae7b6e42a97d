import type { User } from "../../../../backend/contract/accounts.js";
import { useClient } from "../../app/client.js";
import { peopleKey } from "../../app/people.js";
import { RemovalDialog } from "../../app/removal-dialog.js";

export const RemoveDialog = ({ user, onClose }: { user: User | null; onClose: () => void }) => {
	const client = useClient();
	return (
		<RemovalDialog
			title="Remove this account?"
			subject={user}
			action={`Remove ${user?.username ?? ""}`}
			failed="The account was not removed."
			remove={({ user_id }) => client.accounts.remove({ user_id })}
			stale={peopleKey}
			onClose={onClose}
		>
			{({ username }) =>
				`${username} is logged out everywhere and cannot log in again. Their saved analyses stay, and owners can read them.`
			}
		</RemovalDialog>
	);
};
