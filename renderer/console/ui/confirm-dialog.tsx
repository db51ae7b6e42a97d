import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./confirm-dialog.module.css";
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

/** Asks before something is gone for good. The focus is on the way out. Its head is no landmark, unlike Mantine's own. */
export const ConfirmDialog = ({ title, opened, onClose, action, onAct, busy, failed, children }: Props) => (
	<Modal.Root opened={opened} onClose={onClose} centered size={440} transitionProps={{ duration: 120 }}>
		<Modal.Overlay backgroundOpacity={0.4} />
		<Modal.Content>
			<div className={classes.dialog}>
				<Modal.Title className={classes.title ?? ""}>{title}</Modal.Title>
				<div>{children}</div>
				{failed && <ErrorPanel what={failed.what} error={failed.error} />}
				<div className={classes.buttons}>
					<Button variant="default" onClick={onClose} data-autofocus>
						Keep it
					</Button>
					<Button variant="default" className={classes.danger ?? ""} loading={busy} onClick={onAct}>
						{action}
					</Button>
				</div>
			</div>
		</Modal.Content>
	</Modal.Root>
);
