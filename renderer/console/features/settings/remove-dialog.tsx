import { Button, Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { User } from "../../../../backend/contract/accounts.js";
import { useClient } from "../../app/client.js";
import { peopleKey } from "../../app/people.js";
import { ErrorPanel } from "../../ui/states.js";
import classes from "./settings.module.css";

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
	return (
		<Modal
			opened={user !== null}
			onClose={onClose}
			onExitTransitionEnd={() => remove.reset()}
			title="Remove this account?"
			closeButtonProps={{ "aria-label": "Close" }}
		>
			{user && (
				<div className={classes.dialog}>
					<p>{user.username} is logged out everywhere and cannot log in again. Their saved analyses stay, and owners can read them.</p>
					{remove.error && <ErrorPanel what="The account was not removed." error={remove.error} />}
					<div className={classes.dialogButtons}>
						<Button variant="default" onClick={onClose} data-autofocus>
							Keep it
						</Button>
						<Button color="red" loading={remove.isPending} onClick={() => remove.mutate(user.user_id)}>
							Remove {user.username}
						</Button>
					</div>
				</div>
			)}
		</Modal>
	);
};
