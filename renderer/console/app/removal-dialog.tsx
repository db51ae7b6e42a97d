import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ConfirmDialog } from "../ui/confirm-dialog.js";

interface Props<Subject> {
	/** A question: "Delete this analysis?" */
	readonly title: string;
	/** What is to go; null while nothing is, and the dialog is closed. */
	readonly subject: Subject | null;
	/** What the button does, and to what. */
	readonly action: string;
	/** Said where it did not go: "The analysis was not deleted." */
	readonly failed: string;
	readonly remove: (subject: Subject) => Promise<unknown>;
	/** What is to be read anew once it is gone. */
	readonly stale: readonly string[];
	readonly onGone?: (subject: Subject) => void;
	readonly onClose: () => void;
	/** What will be gone, and what stays. */
	readonly children: (subject: Subject) => ReactNode;
}

/** Asks before something goes for good, and closes once it is gone; what went wrong is forgotten with the question. */
export const RemovalDialog = <Subject,>(props: Props<Subject>) => {
	const { title, subject, action, failed, stale, onGone, onClose, children } = props;
	const queries = useQueryClient();
	const remove = useMutation({
		mutationFn: props.remove,
		onSuccess: async (_, gone) => {
			await queries.invalidateQueries({ queryKey: stale });
			onGone?.(gone);
			onClose();
		},
	});
	const close = (): void => {
		remove.reset();
		onClose();
	};
	return (
		<ConfirmDialog
			title={title}
			opened={subject !== null}
			onClose={close}
			action={action}
			onAct={() => subject !== null && remove.mutate(subject)}
			busy={remove.isPending}
			failed={remove.error && { what: failed, error: remove.error }}
		>
			{subject !== null && children(subject)}
		</ConfirmDialog>
	);
};
