import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./confirm-dialog.module.css";
import { Dialog } from "./dialog.js";
import { ErrorPanel } from "./states.js";

interface Props {
	/** A question: "Delete this analysis?" */
	readonly title: string;
	readonly opened: boolean;
	readonly onClose: () => void;
	/** What the button does, and to what. */
	readonly action: string;
	readonly onAct: () => void;
	readonly busy: boolean;
	/** What was not done, with its error. */
	readonly failed: { readonly what: string; readonly error: unknown } | null;
	/** What will be gone, and what stays. */
	readonly children: ReactNode;
}

/** Asks before something is gone for good. The focus is on the way out. */
export const ConfirmDialog = ({ title, opened, onClose, action, onAct, busy, failed, children }: Props) => (
	<Dialog
		title={title}
		opened={opened}
		size={440}
		onClose={onClose}
		buttons={
			<>
				<Button variant="default" onClick={onClose} data-autofocus>
					Keep it
				</Button>
				<Button variant="default" className={classes.danger ?? ""} loading={busy} onClick={onAct}>
					{action}
				</Button>
			</>
		}
	>
		<div>{children}</div>
		{failed && <ErrorPanel what={failed.what} error={failed.error} />}
	</Dialog>
);
