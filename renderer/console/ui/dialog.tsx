import { Modal } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import classes from "./dialog.module.css";

interface Props {
	readonly title: string;
	readonly opened?: boolean;
	/** Width, px. */
	readonly size: number;
	readonly onClose: () => void;
	/** What is asked is sent by Enter too, where this is given. */
	readonly onSubmit?: () => void;
	/** From the way out to what is done. */
	readonly buttons: ReactNode;
	readonly children: ReactNode;
}

/** Over the page. Its head is no landmark, unlike Mantine's own. */
export const Dialog = ({ title, opened = true, size, onClose, onSubmit, buttons, children }: Props) => {
	const inside = (
		<>
			<Modal.Title className={classes.title ?? ""}>{title}</Modal.Title>
			{children}
			<div className={classes.buttons}>{buttons}</div>
		</>
	);
	const submit = (event: FormEvent): void => {
		event.preventDefault();
		onSubmit?.();
	};
	return (
		<Modal.Root opened={opened} onClose={onClose} centered size={size} transitionProps={{ duration: 120 }}>
			<Modal.Overlay backgroundOpacity={0.4} />
			<Modal.Content>
				{onSubmit ? (
					<form className={classes.dialog} onSubmit={submit} noValidate>
						{inside}
					</form>
				) : (
					<div className={classes.dialog}>{inside}</div>
				)}
			</Modal.Content>
		</Modal.Root>
	);
};
